"""Forte's own settings on parts that belong to the tests.

The database and the broker are those that DATABASE_URL and REDIS_URL name, else SQLite in memory
and no broker; everything else is in a folder that is gone afterwards.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

import environ

# Neither a developer's .env nor their shell changes what the tests mean.
environ.Env.read_env = staticmethod(lambda *args, **kwargs: None)
for _name in (
    "SECRET_KEY",
    "SITE_URL",
    "EMAIL_URL",
    "MAIL_FROM",
    "PORT",
    "FORTE_POOL",
    "LOG_LEVEL",
):
    os.environ.pop(_name, None)
RUN = os.environ.setdefault("FORTE_TEST_RUN", secrets.token_hex(4))
"""In the name of every database and key, so that nobody else's is touched."""
os.environ.setdefault("FORTE_KEY_PREFIX", f"forte-test-{RUN}:")
os.environ["FORTE_MODE"] = "local"
os.environ["FORTE_VAR"] = _var = tempfile.mkdtemp(prefix="forte-test-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

SECRET_KEY = "a key that only the tests know, and that is long enough"
Path(_var, "static").mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["tests.passwords.QuickArgon2"]

if not DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"forte_test_{RUN}"}
