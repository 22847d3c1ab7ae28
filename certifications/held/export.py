"""What somebody holds, as a table that can be read in again."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from certifications.held.importing.lines import FORMULA
from certifications.held.importing.tables import HEADINGS
from certifications.held.models import Credential


def as_csv(credentials: Iterable[Credential]) -> str:
    """One line a credential. A cell that a spreadsheet would take for a formula is guarded."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(HEADINGS.values())
    for one in credentials:
        lines.writerow(_cell(getattr(one, name)) for name in HEADINGS)
    return written.getvalue()


def _cell(value: str | date | None) -> str:
    if value is None or isinstance(value, date):
        return value.isoformat() if value else ""
    return f"'{value}" if value.startswith(FORMULA) else value
