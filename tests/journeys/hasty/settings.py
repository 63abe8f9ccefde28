"""The tests' settings, for server processes that soon notice when another one is gone."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.journeys.hasty"]
