"""What must be true before pages are served: tables, facts, due instants, static files.

``python -m config.prepare`` does it once, for whoever starts the processes themselves (``tables``
after it leaves the static files alone). Each step looks first and does nothing when nothing
changed, so that a second start is quick.
"""

import hashlib
import io
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from importlib.metadata import version

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.module_loading import import_string


def tables_and_static_files() -> None:
    """Both at the same time: one waits for the disk, the other compresses."""
    with ThreadPoolExecutor(1) as second:
        static = second.submit(static_files)
        tables()
        static.result()


def tables() -> None:
    """Bring the tables up to date."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)


def facts() -> None:
    """Sync the facts that user rows point at. Quick when none changed: a digest tells."""
    if "sync_facts" in get_commands():  # the ledger of certifications has it
        call_command("sync_facts", verbosity=0, stdout=io.StringIO())


def due_instants() -> None:
    """Work out anew when mail is due, where tzdata is another one than last time."""
    follow: Callable[[datetime], int] = import_string("roadmap.cadence.zone_rules.follow")
    follow(timezone.now())


def forget_heartbeats() -> None:
    """So that an earlier run's worker and beat are not taken for this one's."""
    apps.get_model("delivery", "Heartbeat")._default_manager.all().delete()


def static_files() -> None:
    """Collect and compress what ``/static/`` serves, when a file has changed since last time."""
    seen = settings.VAR / "static.digest"
    now = _digest()
    if seen.exists() and seen.read_text() == now and settings.STATIC_ROOT.is_dir():
        return
    seen.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    seen.write_text(now)


def _digest() -> str:
    """Changes when a static file is added, removed or edited, or the way they are stored is."""
    files = [
        f"{path} {status.st_size} {status.st_mtime_ns}"
        for finder in finders.get_finders()
        for path, storage in finder.list([])
        for status in [os.stat(storage.path(path))]
    ]
    files += [repr(settings.STORAGES["staticfiles"]), version("whitenoise")]
    return hashlib.sha256("\n".join(files).encode()).hexdigest()


def main(arguments: list[str]) -> str | None:
    """Prepare once. Returns the sentence that says why not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as problem:
        return str(problem)
    if arguments == ["tables"]:
        tables()
    else:
        tables_and_static_files()
    facts()
    due_instants()
    connections.close_all()
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
