"""``manage.py sync_facts``: read every fact file, and bring the tables in line."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from certifications import catalog, syncing
from common.facts import FactError


class Command(BaseCommand):
    help = "Read every fact file strictly and sync what people's rows point at."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; name each beta or retirement whose date has passed",
        )
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="DATE", help="the day to check for (today)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day: date = options["on"] or timezone.now().date()
        try:
            files = syncing.read_all()
            found = catalog.catalogue()
        except FactError as error:
            raise CommandError(str(error)) from error
        if options["check"]:
            self._check(day, len(files))
            return
        result = syncing.sync(found, day)
        if options["verbosity"] > 1 or result != syncing.Synced():
            self.stdout.write(
                f"Certifications: {result.made} new, {result.changed} changed, "
                f"{result.retired} retired."
            )

    def _check(self, day: date, files: int) -> None:
        late = syncing.outdated(day)
        for one in late:
            self.stdout.write(
                f"{one.slug}: {one.status.value} until {one.status_date:%Y-%m-%d}, "
                f"which has passed on {day:%Y-%m-%d}. Look again: {one.url}"
            )
        as_of = catalog.catalogue().meta.as_of
        self.stdout.write(
            f"{files} kinds of facts read. Certifications as of {as_of:%Y-%m-%d}: "
            f"{len(late)} to look at again."
        )
