"""The addresses of the page that cleans a text for everyone, and of the two workers that run beside pages."""

from django.urls import path

from soundingboard.guard import views

app_name = "guard"
urlpatterns = [
    path("", views.clean, name="clean"),
    path("worker.js", views.worker, name="worker"),
    path("offline.js", views.offline, name="offline"),
]
