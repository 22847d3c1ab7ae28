"""What a text comes to, as the page reads it."""

from datetime import date
from zoneinfo import ZoneInfo

from portfolio.wins.importing import reading
from portfolio.wins.importing.candidates import Found
from portfolio.wins.models import Source

TODAY = date(2026, 11, 28)
BERLIN = ZoneInfo("Europe/Berlin")


def read(text: str, kind: Source | None = None) -> Found:
    return reading.read(text, kind or reading.kind_of(text), TODAY, BERLIN)


def dated(text: str, kind: Source | None = None) -> list[tuple[str, str]]:
    """Day and line of each candidate; an empty day for none."""
    return [(str(one.on or ""), one.line) for one in read(text, kind).candidates]
