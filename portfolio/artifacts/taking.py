"""The picture that came with a form. It is read before its sender gets their turn, so that nobody
waits for a database that is held while pixels are decoded."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.http import Request
from common import uploads
from portfolio.artifacts import pictures
from portfolio.artifacts.pictures import Encoded, NotAPicture

FIELD = "picture"


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture, or why there is none, or neither: none was sent."""

    encoded: Encoded | None = None
    refusal: str = ""

    def within(self, room: int) -> "Taken":
        """Refused if it takes more than ``room`` bytes."""
        if self.encoded is None or len(self.encoded.data) <= room:
            return self
        return Taken(
            refusal=_(
                "Your pictures take as much room as there is, 200 MB. Remove one that no longer "
                "matters, then choose this one again."
            )
        )


def taken(request: Request) -> Taken:
    """What came with ``request``."""
    if uploads.is_too_large(request):
        return Taken(refusal=pictures.too_large())
    file = request.FILES.get(FIELD)
    if file is None:
        return Taken()
    if not ratelimit.consume(request, action="picture"):
        return Taken(refusal=_("You added many pictures within the hour. Add this one later."))
    try:
        return Taken(pictures.read(file))
    except NotAPicture as error:
        return Taken(refusal=str(error))


def with_picture(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Calls the view with ``taken``. Goes above ``in_turn``."""

    @wraps(view)
    def reading(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        found = taken(request) if request.method == "POST" else Taken()
        return view(request, *args, taken=found, **kwargs)

    return reading
