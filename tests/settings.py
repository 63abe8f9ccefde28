"""The real settings, quick to hash and to serve, with a database file that is thrown away."""

import os
import tempfile
from pathlib import Path

_folder = tempfile.TemporaryDirectory(prefix="soundingboard-tests-", ignore_cleanup_errors=True)

os.environ.setdefault("SOUNDINGBOARD_DATA", _folder.name)
os.environ.setdefault("SOUNDINGBOARD_SECRET_KEY", "only tests are signed with this, and nothing they make is kept")
os.environ.setdefault("SOUNDINGBOARD_DEMO", "1")
os.environ.setdefault("SOUNDINGBOARD_LOG_LEVEL", "WARNING")

from soundingboard.site.settings import *  # noqa: E402, F403
from soundingboard.site.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: the threads of a server in this process cannot see a database in this thread's memory.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_folder.name) / "test.sqlite3")}
