"""The addresses of the design system."""

from django.urls import path

from soundingboard.web import views

app_name = "web"
urlpatterns = [path("", views.whole, name="styleguide")]
