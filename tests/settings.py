"""The product's settings for tests: data of their own, a quick password hasher, static files as they lie."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
os.environ["ANTU_HOME"] = str(CHECKOUT / ".cache/tests")

from antu.platform.postgres import place_for  # noqa: E402
from antu.site import installation  # noqa: E402

if not os.environ.get("DATABASE_URL"):
    os.environ["ANTU_DATABASE"] = place_for(installation.home()).address()

from antu.site.settings import *  # noqa: E402, F403
from antu.site.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
DATABASES["default"]["TEST"] = {"NAME": f"test_antu_{os.getpid()}"}  # two runs at once don't meet
