"""Django's settings. All that differs between installations comes from the environment; see docs/operations.md."""

from __future__ import annotations

import os

from antu.site import installation
from antu.site.database import django_database
from antu.site.mail import mail_settings

ANTU_CHECKOUT = installation.CHECKOUT
ANTU_HOME = installation.home()
ANTU_DATA_KEY = installation.key("data")
SECRET_KEY = installation.key("session").hex()

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *os.environ.get("ANTU_HOSTS", "").split()]
OPEN_TO_NETWORK = bool(os.environ.get("ANTU_HOSTS"))  # others can reach it: demo accounts stay out
BEHIND_HTTPS = os.environ.get("ANTU_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "antu_session", "antu_csrf"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "procrastinate.contrib.django",
    "antu.platform",
    "antu.organisations",
    "antu.inbox",
    "antu.regulations",
    "antu.procedures",
    "antu.library",
    "antu.projects",
    "antu.timeline",
    "antu.planning",
    "antu.following",
    "antu.dispatch",
    "antu.households",
    "antu.compensation",
    "antu.estimates",
    "antu.simulation",
    "antu.clearing",
    "antu.settlement",
    "antu.outreach",
    "antu.performance",
    "antu.overview",
    "antu.site",
]

MIDDLEWARE = [
    "antu.site.security.content_security_policy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "antu.site.packing.PackLargePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "antu.site.failures.ProblemPages",
]

ROOT_URLCONF = "antu.site.urls"
WSGI_APPLICATION = "antu.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ANTU_CHECKOUT / "src/antu/site/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "antu.site.menu.shell",
            ],
        },
    },
]

DATABASES = {"default": django_database(os.environ.get("DATABASE_URL") or os.environ.get("ANTU_DATABASE") or "")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "antu.site.failures.expired_form"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "site/locked_out.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = installation.STATIC_ROOT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a family's tables are one form; each cell is a field
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

ANTU_URL = os.environ.get("ANTU_URL", "")
DEFAULT_FROM_EMAIL = os.environ.get("ANTU_MAIL_FROM", "antu@localhost")
globals().update(mail_settings(os.environ.get("ANTU_SMTP", ""), ANTU_HOME))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["standard_error"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page refused or not found is no fault of ours
}
