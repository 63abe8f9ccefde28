"""Django's settings for this installation, all of them derived from `soundingboard.site.environment`."""

import os
import sys
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from soundingboard import web
from soundingboard.refusals import Refused
from soundingboard.site import environment, secrets
from soundingboard.web import storage

try:
    SOUNDINGBOARD = environment.read(os.environ)
    SECRET_KEY = SOUNDINGBOARD.secret_key or secrets.kept(SOUNDINGBOARD.data)
except Refused as refused:
    print(refused, file=sys.stderr)
    raise SystemExit(2) from None

WEB = Path(next(iter(web.__path__)))

# ── who answers ────────────────────────────────────────────────────────────────────────────────────────────────────

DEBUG = SOUNDINGBOARD.debug
ALLOWED_HOSTS = list(SOUNDINGBOARD.hosts)
CSRF_TRUSTED_ORIGINS = [SOUNDINGBOARD.origin]
ROOT_URLCONF = "soundingboard.site.urls"
SITE_NAME = "Soundingboard"

# ── what it is made of ─────────────────────────────────────────────────────────────────────────────────────────────

INSTALLED_APPS = [
    # From the top of the layers down. Ours come first, so that their templates win over a library's.
    *(["soundingboard.demo"] if SOUNDINGBOARD.demo else []),
    "soundingboard.today",
    "soundingboard.groups",
    "soundingboard.cases",
    "soundingboard.meetings",
    "soundingboard.clinicians",
    "soundingboard.notices",
    "soundingboard.guard",
    "soundingboard.live",
    "soundingboard.accounts",
    "soundingboard.jobs",
    "soundingboard.clock",
    "soundingboard.keys",
    "soundingboard.audit",
    "soundingboard.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "soundingboard.accounts.middleware.own_time_zone",
    "soundingboard.clinicians.middleware.own_clinician",
    "django_htmx.middleware.HtmxMiddleware",
    "soundingboard.site.middleware.Refusals",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "components", WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "csp.context_processors.nonce",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.request",
                *(["soundingboard.demo.context.strip"] if SOUNDINGBOARD.demo else []),
            ],
        },
    }
]

# Our templates may draw a field's box, too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ── rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _database(place: environment.Database, pragmas: str) -> dict[str, Any]:
    if place.engine == "postgresql":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": place.name,
            "USER": place.user,
            "PASSWORD": place.password,
            "HOST": place.host,
            "PORT": place.port,
            "OPTIONS": dict(place.options),
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": place.name,
        "OPTIONS": {
            # A writer takes its turn when it begins, not when it first writes: two that both read first would deadlock.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            # FULL: NORMAL can lose the last commits when the power fails, and an acknowledged press is never lost.
            # secure_delete: what is deleted (who left when, a session, a key) is overwritten in the file; not every
            # build of SQLite does that by itself.
            "init_command": f"PRAGMA busy_timeout=10000;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;{pragmas}",
        },
    }


DATABASES: dict[str, dict[str, Any]] = {
    "default": _database(
        SOUNDINGBOARD.database, "PRAGMA journal_mode=WAL;PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
    )
}
if isinstance(SOUNDINGBOARD.keys, environment.Database):
    # No journal that grows: it would keep what was there. And more patience: SQLite has no queue, and among many who
    # write, a rotation can be out of luck for longer than ten seconds.
    DATABASES["keys"] = _database(SOUNDINGBOARD.keys, "PRAGMA busy_timeout=60000;PRAGMA journal_mode=DELETE;")

# Rate limits are counted in the cache, so that it is shared wherever there is more than one process.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}
        if SOUNDINGBOARD.database.engine == "postgresql"
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# ── who signs in, and how ──────────────────────────────────────────────────────────────────────────────────────────

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SIGNUP_REDIRECT_URL = "clinicians:welcome"
ACCOUNT_ADAPTER = "soundingboard.accounts.adapters.Accounts"
ACCOUNT_FORMS = {"signup": "soundingboard.accounts.forms.SignUp"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SOUNDINGBOARD.secure else "http"
MFA_ADAPTER = "soundingboard.accounts.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # a code that is typed while the next one comes, as slow hands and clocks do
# Browsers themselves count localhost as secure; nowhere else may a passkey go over http.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SOUNDINGBOARD.local

# ── what a browser is allowed ──────────────────────────────────────────────────────────────────────────────────────

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SOUNDINGBOARD.secure else 0
SECURE_SSL_REDIRECT = SOUNDINGBOARD.secure
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SOUNDINGBOARD.secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# ── files that are served ──────────────────────────────────────────────────────────────────────────────────────────

STATIC_URL = "/static/"
STATIC_ROOT = SOUNDINGBOARD.data / "static"
STATICFILES_FINDERS = [
    "soundingboard.web.assets.WebFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "soundingboard.web.storage.ManifestStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ADD_HEADERS_FUNCTION = storage.headers
MEDIA_ROOT = SOUNDINGBOARD.data / "media"

# ── what is sent and said ──────────────────────────────────────────────────────────────────────────────────────────

EMAIL_BACKEND = {
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "outbox": "django.core.mail.backends.console.EmailBackend",
}[SOUNDINGBOARD.mail.way]
EMAIL_HOST = SOUNDINGBOARD.mail.host
EMAIL_PORT = SOUNDINGBOARD.mail.port
EMAIL_HOST_USER = SOUNDINGBOARD.mail.user
EMAIL_HOST_PASSWORD = SOUNDINGBOARD.mail.password
EMAIL_USE_TLS = SOUNDINGBOARD.mail.security == "starttls"
EMAIL_USE_SSL = SOUNDINGBOARD.mail.security == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = SOUNDINGBOARD.mail_from

# ── time and work that can wait ────────────────────────────────────────────────────────────────────────────────────

MEETING_CLOCK_MOVES = SOUNDINGBOARD.demo  # meetings of real people meet in real time
TASKS = {"default": {"BACKEND": "soundingboard.jobs.backend.LeaseBackend"}}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en-us"

# One stream, no bodies, no visits: a list of who asked for which room when is what we promise not to keep.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "contentless": {
            "()": "logging.Formatter" if DEBUG else "soundingboard.site.logs.Contentless",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "contentless"}},
    "root": {"handlers": ["stderr"], "level": SOUNDINGBOARD.log_level},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "INFO"},
        # Below WARNING they write down who came to which room, and at DEBUG what every socket hears.
        "uvicorn": {"handlers": [], "propagate": True, "level": "WARNING"},
        "websockets": {"handlers": [], "propagate": True, "level": "WARNING"},
        "uvicorn.access": {"handlers": [], "level": "ERROR", "propagate": False},
    },
}
