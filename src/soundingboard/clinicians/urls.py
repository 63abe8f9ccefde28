from django.urls import URLPattern, URLResolver

app_name = "clinicians"
urlpatterns: list[URLPattern | URLResolver] = []
