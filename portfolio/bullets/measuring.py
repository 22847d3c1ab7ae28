"""How well the rules find what a reader finds: precision and recall on labelled lines."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portfolio.bullets.critique import critique
from portfolio.bullets.findings import Finding


@dataclass(frozen=True, slots=True)
class Agreement:
    """``right``: found and labelled. ``extra``: found alone. ``missed``: labelled alone."""

    right: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        """1 where nothing was found."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """1 where nothing was labelled."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with what a reader found, and what the rules do."""

    text: str
    said: frozenset[Finding]
    found: frozenset[Finding]


@dataclass(frozen=True, slots=True)
class Measurement:
    lines: tuple[Labelled, ...]

    def of(self, *findings: Finding) -> Agreement:
        """For one finding, for some of them or, without any, for all together."""
        among = set(findings or Finding)
        right = sum(len(one.said & one.found & among) for one in self.lines)
        found = sum(len(one.found & among) for one in self.lines)
        said = sum(len(one.said & among) for one in self.lines)
        return Agreement(right, found - right, said - right)

    def disagreements(self) -> Iterator[tuple[Finding, str, str]]:
        """Each as finding, "extra" or "missed", and the line."""
        for finding in Finding:
            for one in self.lines:
                if finding in one.found - one.said:
                    yield finding, "extra", one.text
                elif finding in one.said - one.found:
                    yield finding, "missed", one.text

    @property
    def agreed(self) -> int:
        """So many lines have exactly the findings that the reader gave them."""
        return sum(one.said == one.found for one in self.lines)


def measure(path: Path) -> Measurement:
    """A file of ``[[line]]`` with ``text`` and ``findings``.

    Raises:
        ValueError: a finding that there is not.
    """
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["line"]
    return Measurement(
        tuple(
            Labelled(
                row["text"],
                frozenset(map(Finding, row["findings"])),
                critique(row["text"]).findings,
            )
            for row in rows
        )
    )
