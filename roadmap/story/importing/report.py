"""What of a file was not taken, by name and bounded: a file may be anything. Values in, sentences
out."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

MOST_NAMED = 12
"""So many are named; of the rest the number is said."""
LONGEST_NAME = 60


class Report:
    """Gathers while a file is read."""

    def __init__(self) -> None:
        self.unknown: Counter[str] = Counter()
        """Names that nobody here knows."""
        self.homeless: Counter[str] = Counter()
        """Names that are understood and have no place here."""
        self.wrong: Counter[str] = Counter()
        """Where something else stood than belongs there."""
        self.undated: Counter[str] = Counter()
        """What was to be a date."""
        self.long: Counter[str] = Counter()
        """What is longer than is kept."""
        self.nameless = 0
        """Entries without a name."""

    def sentences(self) -> tuple[str, ...]:
        """One for each sort of thing."""
        said = (
            (_("Not understood: %s."), self.unknown),
            (_("It has no place here and was left out: %s."), self.homeless),
            (_("Of another kind than belongs there, and left out: %s."), self.wrong),
            (_("No date like 2024, 2024-03 or Mar 2024, and left out: %s."), self.undated),
            (_("Longer than what is kept, and left out: %s."), self.long),
        )  # fmt: skip
        found = [words % named(names) for words, names in said if names]
        if self.nameless:
            found.append(_("Entries without a name, left out: %d.") % self.nameless)
        return tuple(found)


def named(names: Counter[str]) -> str:
    """ "work[].boss" (3 times), "shoe size" and 20 more."""
    first = ", ".join(_once(*one) for one in list(names.items())[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return _("%(first)s and %(more)d more") % {"first": first, "more": more} if more > 0 else first


def _once(name: str, times: int) -> str:
    quoted = f"“{short(name)}”"
    return _("%(name)s (%(n)d times)") % {"name": quoted, "n": times} if times > 1 else quoted


def short(text: str, most: int = LONGEST_NAME) -> str:
    """The beginning of a text in one line."""
    text = " ".join(text[: most * 4].split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def names(of: Iterable[str]) -> str:
    """The same of names that stand once each."""
    return named(Counter(of))
