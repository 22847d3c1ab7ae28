"""The switch that holds all mail: for an operator who has to stop it now."""

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand

from delivery import status
from delivery.models import Pause
from delivery.sender import HELD

FOR_EVER = timedelta(days=36_500)


class Command(BaseCommand):
    """Shows how mail is doing; ``--hold`` stops all of it, ``--go`` lets it leave again."""

    help = (
        "Show how mail is doing; --hold WHY stops all of it within a second or two (a letter that "
        "is on its way still ends), --go ends that"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--hold", metavar="WHY", help="stop all mail; WHY is shown at /status/")
        what.add_argument("--go", action="store_true", help="let it leave again")

    def handle(self, *args: Any, **options: Any) -> None:
        now = datetime.now(UTC)
        if options["hold"] is not None:
            Pause.objects.pause(HELD, now + FOR_EVER, options["hold"] or "held by hand")
        elif options["go"]:
            Pause.objects.filter(name=HELD).delete()
        for name, value in status.of(now).as_figures().items():
            self.stdout.write(f"{name}: {'none' if value is None else value}")
