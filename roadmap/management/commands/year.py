"""``make year LANE=finops``: a printed year, to be read whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common import metrics
from common.lanes import Lane
from roadmap.plan import printed


class Command(BaseCommand):
    """Prints the plan of a lane, with a second lane and a metric."""

    help = "Print a lane's year as Markdown: year finops --second ai-infrastructure"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("lane", choices=Lane.values)
        parser.add_argument("--second", choices=Lane.values, help="another lane beside it")
        parser.add_argument("--metric", help="a slug of the catalogue, not measured yet")

    def handle(self, *args: Any, **options: Any) -> None:
        choice = printed.example(Lane(options["lane"]))
        if options["second"] == choice.primary:
            raise CommandError("The second lane is another one.")
        choice.secondary = options["second"] or choice.secondary
        if slug := options["metric"]:
            if slug not in metrics.catalogue():
                raise CommandError(f"There is no metric {slug}.")
            choice.metric_slug, choice.unit = slug, metrics.catalogue()[slug].unit
            choice.baseline = choice.target = None
        self.stdout.write(printed.year(choice), ending="")
