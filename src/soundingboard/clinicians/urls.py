from django.urls import path

from soundingboard.clinicians import views

app_name = "clinicians"
urlpatterns = [
    path("me/", views.profile, name="profile"),
    path("me/edit/", views.edit, name="edit"),
    path("welcome/", views.welcome, name="welcome"),
    path("<slug:token>/", views.card, name="card"),
]
