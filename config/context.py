"""What every template knows about the way Forte runs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def mode(request: HttpRequest) -> dict[str, Any]:
    """``local`` shows the inbox's link and names the demo person."""
    return {"local": settings.LOCAL, "inbox": settings.MAIL_FOLDER is not None}
