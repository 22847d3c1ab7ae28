"""Every setting, top to bottom. What varies comes from the environment (see .env.example)."""

import os
import zoneinfo
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from config import mode, schedule

# Lets forms and admin classes name what they are of: forms.ModelForm[Choice].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Time zones come from the pinned tzdata package alone: the system's copy differs between machines.
zoneinfo.reset_tzpath(to=[])

# --- The mode -----------------------------------------------------------------------------------

LOCAL = mode.is_local(os.environ)
if not LOCAL:
    mode.refuse_half_a_server(os.environ)

VAR = Path(env("FORTE_VAR", default=str(BASE_DIR / "var")))
"""Everything a local Forte keeps: database, broker socket, mail, secret key."""

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="") or mode.local_secret(VAR)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_URL = env("SITE_URL", default=f"http://localhost:{env('PORT', default='8000')}").rstrip("/")
"""Where links in mail lead. Never taken from a request's Host header."""

_site = urlsplit(SITE_URL)
HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if LOCAL else [_site.hostname or ""]
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]

# --- The parts ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "common",
    "accounts",
    "delivery",
    "certifications",
    "portfolio",
    "roadmap",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django.forms",
    "django.contrib.admin",
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
    "common.http.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.OwnClock",
    "accounts.once_more.GivesBack",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.mode",
                "roadmap.context.lanes",
                "roadmap.context.guard",
            ],
            "builtins": ["common.templatetags.forte"],
        },
    }
]

# SQLite: WAL lets readers go on while one writes; IMMEDIATE takes the write lock at BEGIN, where
# waiting works, instead of in mid-transaction, where SQLite can only fail ("database is locked").
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'forte.sqlite3'}")}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = SQLITE_OPTIONS
else:
    _database["CONN_HEALTH_CHECKS"] = True
    _threads = env.int("FORTE_POOL", default=0)  # set by config/gunicorn.py: the web server only
    if _threads:
        _database["OPTIONS"] = {
            **_database.get("OPTIONS", {}),
            "pool": {"min_size": 1, "max_size": _threads, "timeout": 5},
        }
    else:
        _database["CONN_MAX_AGE"] = 60

# Cache and sessions live in the database, so that a dead Redis breaks no page, and one-time codes
# and rate limits hold across processes. At Django's 300 entries a few hundred strangers' sign-ins
# would throw out other people's.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- Celery: ticks only -------------------------------------------------------------------------

REDIS_URL = env("REDIS_URL", default="") or mode.socket_url(VAR)
CELERY_BROKER_URL = mode.celery_address(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False  # a lost tick is replaced by the next one
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_CONCURRENCY = env.int("WORKER_PROCESSES", default=1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "global_keyprefix": env("FORTE_KEY_PREFIX", default="forte:"),
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "config.beat:Beat"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
CELERY_BEAT_SCHEDULE = schedule.TICKS

# --- Mail ---------------------------------------------------------------------------------------

EMAIL_BACKEND = "delivery.outbox.EmailBackend"  # writes rows; delivery.sender hands them over
EMAIL_URL = env("EMAIL_URL", default="")
if EMAIL_URL:
    _mail = env.email_url("EMAIL_URL")
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"] or 25
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10  # seconds; Django's default is to wait for ever
MAIL_FOLDER = VAR / "mail" if LOCAL and not EMAIL_URL else None
"""Where mail is kept when no mail server is named: local mode only, read at /inbox/."""
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default=f"Forte <forte@{_site.hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_KINDS = {
    "nudge": "roadmap.cadence.compose.compose",
    "close": "roadmap.month_end_mail.compose",
    "renewal": "certifications.held.reminders.compose",
}
"""Which function writes the mails of a kind, so that delivery imports nobody above it."""
FREE_DAYS = "roadmap.cadence.free_days.next_free"
"""Says on which day somebody may get a mail that we start ourselves."""

ANYMAIL_PROVIDER = env("ANYMAIL_PROVIDER", default="")
"""Whose posts about bounces and complaints are taken, as django-anymail spells it; none unless set.
They are taken once ANYMAIL_WEBHOOK_SECRET is set too: see delivery.providers."""
ANYMAIL = {
    name.removeprefix("ANYMAIL_"): value  # a provider's own key: MAILGUN_WEBHOOK_SIGNING_KEY
    for name, value in os.environ.items()
    if name.startswith("ANYMAIL_") and value
}
ANYMAIL["WEBHOOK_SECRET"] = env.list("ANYMAIL_WEBHOOK_SECRET", default=[])

# --- Facts --------------------------------------------------------------------------------------

FACT_READERS = [
    "common.lanes.lane_facts",
    "common.metrics.catalogue",
    "common.jargon.terms",
    "portfolio.casestudies.parts.prompts",
    "portfolio.wins.spotting.words",
    "portfolio.wins.importing.routine.routines",
    "roadmap.lanes.postings.taxonomy.taxonomy",
    "roadmap.lanes.painkiller.questions.painkiller",
    "roadmap.lanes.incidents.counting.incident_facts",
    "roadmap.lanes.depth.questions.questions",
    "roadmap.lanes.decisions.sentences.examples",
    "roadmap.proof.proofs.proofs",
    "roadmap.signals.stands_for.known",
    "certifications.catalogue.providers.providers",
    "certifications.catalogue.catalog.catalogue",
    "certifications.catalogue.signal.signals",
    "roadmap.plan.library.library",
    "roadmap.plan.exercises.exercises",
]
"""What ``manage.py sync_facts`` reads strictly, so that it imports nobody above it."""

# --- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = reverse_lazy("today")
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
}
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False  # it shows which addresses have an account
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
ACCOUNT_RATE_LIMITS = {
    "visitor": "120/h/ip",  # visitors who begin to keep something; what each may keep is bounded
    "audit-visitor": "30/h/ip",  # sending postings; allauth's own limits stay as they are
    "audit": "120/h/user",
    "picture": "240/h/user",
    "export": "60/h/user",  # a PDF takes up to twenty seconds of a processor
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Forte"
MFA_ADAPTER = "accounts.adapter.SecondStep"
MFA_FORMS = {"add_webauthn": "accounts.forms.KeyForm"}
USERSESSIONS_TRACK_ACTIVITY = False  # it would write on every page view
ON_ZONE_CHANGE = ["roadmap.cadence.nudges.zone_changed"]
"""Called with the person when they move to another time zone, so that accounts imports nobody."""
ON_ADDRESS_CONFIRMED = ["delivery.suppression.confirmed"]
"""Called with an address that its person just confirmed, and with their main address."""
ON_ADDRESS_CHANGE = ["delivery.suppression.carry"]
"""Called with the main address somebody had and the one they have now."""
ON_SIGN_IN = ["roadmap.lanes.owners.signed_in"]
"""Called with the request and the person who just signed in or up."""
STUDY_SITTINGS = "roadmap.cadence.sittings.ahead"
"""Asked for the coming study blocks of a person from a day to another, so that certifications
imports nobody above it. Empty: no block is known."""
ON_GOAL_REMOVAL = ["roadmap.cadence.checkins.keep_minutes"]
"""Called with a goal just before it is removed with everything that was kept for it."""

# --- The browser --------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: is the QR code of allauth's authenticator page
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "config.too_old.too_old"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HTTPS and not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS and not LOCAL else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 90 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # every passage of a page, full of 4-byte letters
FILE_UPLOAD_HANDLERS = [
    "common.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Language, time, static files ---------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.StaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nobody asks for the others; compressing them costs 5 s

# --- Logs ---------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without links": {"()": "common.logs.WithoutLinks"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without links"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners; they get their 400
        # Django leaves the body of an answer to HEAD to the server, which drops it, and says so.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # A broker that is away is said by /readyz; Celery would print it every second.
        "celery.worker.consumer.connection": {"level": "CRITICAL"},
    },
}
