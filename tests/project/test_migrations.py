"""The tables follow the models, forwards and backwards."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from config import mode

OURS = [app.label for app in apps.get_app_configs() if Path(app.path).parent == mode.BASE_DIR]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_every_migration_has_a_name_that_says_what_it_does() -> None:
    loader = MigrationLoader(connection=None)
    names = [name for label, name in loader.disk_migrations if label in OURS]
    assert names
    assert not [name for name in names if re.search(r"_auto_|_initial$", name)]


@pytest.mark.django_db(transaction=True)
def test_every_migration_can_be_undone() -> None:
    tables = set(connection.introspection.table_names())
    for label in reversed(OURS):
        if label in MigrationLoader(connection).migrated_apps:
            call_command("migrate", label, "zero", verbosity=0)
    left = set(connection.introspection.table_names())
    assert not {table for table in left if table.split("_")[0] in OURS}
    call_command("migrate", verbosity=0)
    assert set(connection.introspection.table_names()) == tables
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())
