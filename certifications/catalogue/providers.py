"""Who gives the certifications: names, official sites, and how long to wait after a failed exam."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from common import facts

FACTS = Path(__file__).parent.parent / "facts" / "providers.toml"


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where a rule was read: an address, and our day."""

    what: str
    read_on: date


@dataclass(frozen=True, slots=True)
class Retake:
    """When an exam may be taken again. ``waits_days`` are the days after the first failed attempt,
    the second, and so on; the last one holds for all that follow."""

    waits_days: tuple[int, ...]
    note: str
    sources: tuple[RuleSource, ...]
    per_year: int | None = None

    def wait_after(self, failed: int) -> int:
        """Days to wait after so many failed attempts, at least one."""
        return self.waits_days[min(failed, len(self.waits_days)) - 1]


@dataclass(frozen=True, slots=True)
class Provider:
    """A vendor or body. ``names`` are what exports call it; no ``retake`` means none is held."""

    slug: str
    name: str
    url: str
    names: tuple[str, ...]
    retake: Retake | None = None


@cache
def providers() -> dict[str, Provider]:
    """All of them, by slug, in the order of the file.

    Raises:
        facts.FactError: naming the entry, when something in it does not fit.
    """
    found = facts.read_list(FACTS, "provider", Provider, alongside={"basis"})
    for one in found:
        if one.retake and not (one.retake.waits_days and one.retake.sources):
            raise facts.FactError(f"{FACTS.name}: provider {one.slug}: a rule without a source")
    return {one.slug: one for one in found}
