"""``manage.py sync_facts``: read every fact file, and bring the tables in line."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from certifications.catalogue import catalog, syncing
from common.facts import FactError


class Command(BaseCommand):
    help = "Read every fact file strictly and sync what people's rows point at."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; name each date that has passed, and what is known to follow",
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
        found = catalog.catalogue()
        passed = syncing.passed(found, day)
        late = [one for one in passed if not one.follows]
        for one in late:
            self.stdout.write(
                f"{_said(one)}, and nothing is known to follow. Look again: {one.credential.url}"
            )
        for one in passed:
            if one.follows:
                self.stdout.write(f"{_said(one)}; {one.follows} follows.")
        self.stdout.write(
            f"{files} kinds of facts read. Certifications as of {found.meta.as_of:%Y-%m-%d}, "
            f"looked at for {day:%Y-%m-%d}: {len(late)} to look at again, "
            f"{len(passed) - len(late)} switched by themselves."
        )


def _said(one: syncing.Passed) -> str:
    what = "beta of " if one.last_day == one.version.beta_until else ""
    name = one.version.code or one.credential.title
    return (
        f"{one.credential.slug}: the last day of {what}{name} was {one.last_day:%Y-%m-%d}, "
        f"last checked on {one.credential.checked_on:%Y-%m-%d}"
    )
