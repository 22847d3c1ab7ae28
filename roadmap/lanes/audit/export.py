"""The demand as a table for a spreadsheet."""

import csv
import io

from django.utils.translation import gettext as _

from roadmap.lanes.audit.demand import Demand, InPosting
from roadmap.lanes.postings.taxonomy import Category

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""


def safe(cell: str) -> str:
    """The cell as text, whatever it begins with: a posting's words are a stranger's."""
    return f"'{cell}" if cell.lstrip(" ").startswith(RISKY) else cell


def as_csv(demand: Demand) -> str:
    """One line a skill, the most demanded first, with the first sentence that asks for it."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(
        [
            _("skill"), _("kind"), _("postings"), _("must-have"), _("nice to have"), _("context"),
            _("years"), _("of postings"), _("asked for in"), _("first sentence"),
        ]
    )  # fmt: skip
    kinds = {
        Category.TOOL: _("tool"),
        Category.PRACTICE: _("practice"),
        Category.SOFT: _("way of working"),
    }
    for row in demand.rows:
        one = row.demand
        words = [row.name, kinds[row.category]]
        figures = [one.postings, one.must, one.nice, one.context, one.years or "", demand.total]
        where = ["; ".join(said.entry.title for said in row.said), _first_sentence(row.said)]
        lines.writerow([*map(safe, words), *figures, *map(safe, where)])
    return written.getvalue()


def _first_sentence(said: tuple[InPosting, ...]) -> str:
    return "".join(part.text for part in said[0].sentences[0])
