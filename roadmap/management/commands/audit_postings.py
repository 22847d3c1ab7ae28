"""``manage.py audit_postings FILE…``: what the audit reads in each, as a line of JSON."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roadmap.lanes.postings import intake
from roadmap.lanes.postings.read import read
from roadmap.lanes.postings.reading import PostingReading


class Command(BaseCommand):
    """Reads files as the audit would, without a database."""

    help = "Print what each posting says, one JSON object a line: audit_postings a.txt b.pdf"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="+", help="text, HTML or PDF")

    def handle(self, *args: Any, **options: Any) -> None:
        refused = 0
        for name in options["file"]:
            try:
                # A file is one line, though somebody may have saved several postings in it.
                text = "\n\n".join(intake.texts_from(name, Path(name).read_bytes()))
            except (OSError, ValueError) as error:
                refused += 1
                self.stderr.write(f"{name}: {getattr(error, 'strerror', None) or error}")
                continue
            self.stdout.write(json.dumps({"file": name, **told(read(text))}))
        if refused:
            raise CommandError(f"{refused} of {len(options['file'])} files could not be read.")


def told(reading: PostingReading) -> dict[str, Any]:
    """A reading with the first quote of each skill and pain."""
    return {
        "lanes": [[one.lane.value, one.score] for one in reading.lanes],
        "verdict": reading.verdict.value,
        "language": reading.language,
        "partial": reading.partial,
        "skills": [
            {"slug": one.slug, "strength": one.strength.value, "quote": one.quotes[0].sentence}
            for one in reading.skills
        ],
        "pains": [
            {"slug": one.pain.value, "quote": one.quotes[0].sentence} for one in reading.pains
        ],
    }
