"""Autovacuum looks after the two tables that every tick reads from their earliest row.

An index that is read from its left end walks over the entries of what was advanced or sent until
they are vacuumed away. By PostgreSQL's own rule that is after a fifth of the table: at three
million blocks, after a day and a half of nudges, and the walk grows all the while. Here it is after
a few thousand rows, whatever the size, and the indexes are always cleaned.
"""

from django.db import migrations

TABLES = ("roadmap_block", "delivery_mail")
SET = """ALTER TABLE {} SET (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    vacuum_index_cleanup = on
)"""
RESET = """ALTER TABLE {} RESET (
    autovacuum_vacuum_scale_factor,
    autovacuum_vacuum_threshold,
    vacuum_index_cleanup
)"""


def _each(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for table in TABLES:
                schema_editor.execute(statement.format(table))

    return run


class Migration(migrations.Migration):

    dependencies = [
        ("delivery", "0001_first"),
        ("roadmap", "0006_zone_rules"),
    ]

    operations = [migrations.RunPython(_each(SET), _each(RESET))]
