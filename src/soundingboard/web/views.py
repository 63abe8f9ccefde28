"""The styleguide: every component with its examples, as it is now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soundingboard.web import styleguide


def whole(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "web/styleguide.html",
        {"components": styleguide.components(), "colors": styleguide.colors(), "sizes": styleguide.SIZES},
    )
