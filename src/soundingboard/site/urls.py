"""Every address of this installation."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("me/notices/", include("soundingboard.notices.urls")),
    path("me/", include("soundingboard.accounts.urls")),
    path("clinicians/", include("soundingboard.clinicians.urls")),
    path("groups/", include("soundingboard.groups.urls")),
    path("meetings/", include("soundingboard.meetings.urls")),
    path("", include("soundingboard.cases.urls")),
    path("clean/", include("soundingboard.guard.urls")),
    path("styleguide/", include("soundingboard.web.urls")),
    path("", include("soundingboard.today.urls")),
]

if settings.SOUNDINGBOARD.demo:
    urlpatterns.append(path("demo/", include("soundingboard.demo.urls")))
