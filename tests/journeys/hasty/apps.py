"""Makes the process impatient before its sockets are there: on a real site this takes three quarters of a minute."""

import sys
from datetime import timedelta

from django.apps import AppConfig


class HastyConfig(AppConfig):
    name = "tests.journeys.hasty"

    def ready(self) -> None:
        from soundingboard.meetings.services import presence

        assert "soundingboard.meetings.sockets" not in sys.modules, "It has read how often it is to look."
        presence.REFRESHED = 0.5
        presence.GONE = timedelta(seconds=5)
