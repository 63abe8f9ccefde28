from django.urls import path

from soundingboard.today import views

app_name = "today"
urlpatterns = [path("", views.today, name="today")]
