"""What every page of the demo knows besides."""

from django.http import HttpRequest
from django.urls import reverse


def strip(request: HttpRequest) -> dict[str, str]:
    """Where a page asks for the demo's strip, except on the demo's own page, which has it already."""
    return {} if request.path == reverse("demo:welcome") else {"strip": reverse("demo:strip")}
