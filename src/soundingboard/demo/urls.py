from django.urls import path

from soundingboard.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("strip/", views.strip, name="strip"),
    path("enter/<int:place>/", views.enter, name="enter"),
    path("start/", views.start, name="start"),
    path("another/", views.another, name="another"),
    path("speed/", views.speed, name="speed"),
]
