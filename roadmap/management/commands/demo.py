"""``make demo``: a person to look around as."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roadmap import demo


class Command(BaseCommand):
    """Makes the demo person, or makes them anew."""

    help = "Make a demo person with fourteen weeks of history (local mode only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError(
                "The demo person's password is public: they exist in local mode only "
                "(FORTE_MODE=local)."
            )
        demo.make(timezone.now())
        self.stdout.write(
            f"The demo person is there, with fourteen weeks of history.\n"
            f"  Sign in at {settings.SITE_URL}/accounts/login/\n"
            f"  Email      {demo.EMAIL}\n"
            f"  Password   {demo.PASSWORD}"
        )
