"""The design system alone: its tests need no other app's pages."""

from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = [
    path("styleguide/", include("soundingboard.web.urls")),
    path("frame/", TemplateView.as_view(template_name="404.html"), name="frame"),
]
