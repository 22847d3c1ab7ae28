"""Gunicorn's settings: read by it as a file, before the application is imported."""

import os
from typing import Any

import environ

from common.logs import WithoutLinks
from config import mode

environ.Env.read_env(mode.BASE_DIR / ".env")

wsgi_app = "config.wsgi"
bind = "{}:{}".format(*mode.web_address(os.environ))

# One process: SQLite has one writer, and a small PostgreSQL instance few connections.
workers = int(os.environ.get("WEB_WORKERS") or "1")
threads = int(os.environ.get("WEB_THREADS") or "4")
worker_class = "gthread"
timeout = 30  # seconds without a sign of life from a worker process before it is replaced
graceful_timeout = 5  # seconds for pages under way when stopping
keepalive = 5  # seconds; longer than the usual proxy's pause between two requests

# Only the web server pools its PostgreSQL connections, one a thread (see DATABASES in settings).
os.environ["FORTE_POOL"] = str(threads)

# Gunicorn 25.1 and newer open a control socket below $HOME, which may be read-only or missing.
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "warning"


def on_starting(server: Any) -> None:
    """Its own two logs know nothing of Django's settings, and name the address of a request that
    went wrong, or of each where somebody turns the access log on."""
    for log in (server.log.error_log, server.log.access_log):
        log.addFilter(WithoutLinks())
