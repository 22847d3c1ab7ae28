"""``make mails``: the mails of fourteen weeks, to be read whole."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from roadmap import printed_mails


class Command(BaseCommand):
    """Writes a file for each week."""

    help = "Write the mails of the demo person's fourteen weeks into a folder, a file a week."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("????-W??.txt"):
            old.unlink()
        for name, text in printed_mails.by_week().items():
            (folder / name).write_text(text)
