"""Settings, from environment variables alone (README, "Configuration")."""

import os
import secrets
from importlib.resources import files
from pathlib import Path

import django_stubs_ext
from celery.schedules import crontab
from csp.constants import NONE, SELF

from deploy.database import database_settings
from deploy.logs import logging_config
from deploy.variables import days, flag, networks, positive

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = flag("DEBUG")
# Without a key of its own a process signs with a key that nobody can guess and that dies with it.
SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = [h for h in os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
PORTOLAN_PUBLIC_URL = os.environ.get("PORTOLAN_PUBLIC_URL", "http://localhost:8000").rstrip("/")
PORTOLAN_ALLOW_PRIVATE_WEBHOOKS = flag("PORTOLAN_ALLOW_PRIVATE_WEBHOOKS")
PORTOLAN_KEEP_USAGE_DAYS = days("PORTOLAN_KEEP_USAGE_DAYS", default=400)
PORTOLAN_KEEP_DELIVERIES_DAYS = days("PORTOLAN_KEEP_DELIVERIES_DAYS", default=400)
# A program that takes the flags of Graphviz' dot, with flags of its own if need be.
PORTOLAN_LAYOUT_COMMAND = os.environ.get("PORTOLAN_LAYOUT_COMMAND") or "graphviz-pure"
# Of all who connect only these are believed when they say for whom (X-Forwarded-For).
PORTOLAN_TRUSTED_PROXIES = networks("PORTOLAN_TRUSTED_PROXIES")
PORTOLAN_SIGN_IN_ATTEMPTS = positive("PORTOLAN_SIGN_IN_ATTEMPTS", default=5)
PORTOLAN_SIGN_IN_ATTEMPTS_PER_ADDRESS = positive("PORTOLAN_SIGN_IN_ATTEMPTS_PER_ADDRESS", default=50)
PORTOLAN_SIGN_IN_ATTEMPTS_PER_NAME = positive("PORTOLAN_SIGN_IN_ATTEMPTS_PER_NAME", default=100)
PORTOLAN_SIGN_IN_WAIT_MINUTES = positive("PORTOLAN_SIGN_IN_WAIT_MINUTES", default=15)
CSRF_TRUSTED_ORIGINS = [PORTOLAN_PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "guardian",
    "lucide",
    "rest_framework",
    "catalog",
    "observability",
    "governance",
    "deploy",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "deploy.pages.ErrorPages",
]

ROOT_URLCONF = "deploy.urls"
WSGI_APPLICATION = "deploy.wsgi.application"
APPEND_SLASH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "governance.portal.navigation.navigation",
            ],
            # Tags live beside the pages that use them, and every template may use them.
            "builtins": [
                "django.contrib.humanize.templatetags.humanize",
                "django.templatetags.static",
                "catalog.portal.tags",
                "observability.portal.tags",
                "governance.portal.tags",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
        },
    },
]

# The launchers (make demo, make test) start the embedded server and name it in DATABASE_URL.
PORTOLAN_PREPARED_STATEMENTS = flag("PORTOLAN_PREPARED_STATEMENTS", default=True)
DATABASES = {"default": database_settings(prepared=PORTOLAN_PREPARED_STATEMENTS)}

AUTH_USER_MODEL = "catalog.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "UserAttributeSimilarityValidator", "CommonPasswordValidator")
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "sign-in"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("PORTOLAN_HOME", BASE_DIR / ".portolan")) / "static"
STATICFILES_DIRS = [
    BASE_DIR / "deploy" / "static",
    # Only its files: the package's own base template must not stand in the way of ours.
    ("vendor/bootstrap", str(files("django_include_bootstrap") / "static")),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

CSRF_FAILURE_VIEW = "deploy.pages.form_expired"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PORTOLAN_PUBLIC_URL.startswith("https://")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# A document of 50 MB is the largest that the engine takes; its JSON envelope may double it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 110 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "catalog.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "catalog.api.authentication.WithinScope",
    ],
    "DEFAULT_PARSER_CLASSES": ["catalog.api.parsing.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "catalog.api.pagination.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "deploy.rest.schema.AutoSchema",
    "EXCEPTION_HANDLER": "deploy.rest.problems.exception_handler",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,  # `format` is a filter; the media type is asked for in `Accept`
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Portolan",
    "VERSION": "1.0.0",
    "DESCRIPTION": "The service catalog that can say no.",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "ComparedSide": "catalog.contracts.changes.SIDES",
        "ServiceSide": "governance.api.dependencies.SIDES",
        "UseFault": "governance.api.dependencies.FAULTS",
        "ContractFormat": "catalog.models.ContractFormat",
        "CompatibilityMode": "catalog.contracts.compatibility.BOTH",
        "Severity": "catalog.contracts.changes.SEVERITIES",
        "ServiceKind": "catalog.models.ServiceKind",
        "TeamKind": "catalog.models.TeamKind",
        "MemberRole": "catalog.models.MemberRole",
        "Role": "catalog.models.Role",
        "TokenScope": "catalog.models.TokenScope",
        "Validation": "catalog.models.Validation",
        "VersionState": "catalog.models.VersionState",
        "GateDecision": "governance.models.Decision",
        "Enforcement": "governance.models.Enforcement",
        "PolicySeverity": "governance.models.PolicySeverity",
        "ReviewState": "governance.models.JobState",
        "Verdict": "governance.models.Verdict",
        "WaiverState": "governance.models.WaiverState",
        "DeprecationKind": "governance.models.DeprecationKind",
        "DeprecationOrigin": "governance.models.DeprecationOrigin",
        "DeprecationState": "governance.models.DeprecationState",
        "MigrationState": "governance.models.MigrationState",
        "ObservationState": "governance.queries.observed_ends.OBSERVATION_STATES",
        "AlertState": "observability.models.AlertState",
        "ChannelKind": "observability.models.ChannelKind",
        "DeliveryState": "observability.models.DeliveryState",
    },
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}

CELERY_BROKER_URL = os.environ.get("BROKER_URL", "redis://localhost:6379/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# The broker only rings the bell: a request must not hang, nor fail, because the bell is broken.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
# A comparison has 60 s; whatever takes longer than this is stuck, and its row is claimed again.
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
_SECONDS_BETWEEN_SWEEPS = {
    "governance.sweep_reviews": 15.0,
    "governance.sweep_evaluations": 15.0,
    "governance.sweep_trials": 15.0,
    "governance.sweep_deadlines": 60.0,
    "governance.sweep_campaigns": 60.0,
    "observability.sweep_deliveries": 5.0,
}
_DAILY = {
    "governance.sweep_all_reviews": crontab(hour=1, minute=0),
    "governance.prove_evaluations": crontab(hour=2, minute=0),
    "observability.make_partitions": crontab(hour=3, minute=0),
    "observability.forget_old": crontab(hour=3, minute=30),
    "governance.check_deadlines": crontab(hour=6, minute=0),
    "governance.record_standings": crontab(hour=23, minute=50),
}
CELERY_BEAT_SCHEDULE = {task: {"task": task, "schedule": instant} for task, instant in _DAILY.items()} | {
    # Expired before the next one comes: a worker that was away finds one sweep and not an hour's worth.
    task: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
    for task, seconds in _SECONDS_BETWEEN_SWEEPS.items()
}

LOGGING = logging_config(json=not DEBUG)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
