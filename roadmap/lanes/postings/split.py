"""Several postings in one paste, each for itself.

A cut needs two signs: something that parts (a line of dashes, a page's end, "Job title:" once
more, an invitation to apply) and a title below it; and enough words on either side. A posting with
many headings and lines of dashes between them stays one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from roadmap.lanes.postings import headings, lines
from roadmap.lanes.postings.clean import clean, plain
from roadmap.lanes.postings.refusing import MAX_LINES, MAX_POSTINGS, Refused

ENOUGH = 40
"""Words that a part must have to be a posting of its own."""
WHOLE = 80
"""Words after which a part surely is more than a page's head with a title in it."""

_LABEL = re.compile(
    r"(?P<label>job title|position title|position|title|role|job|vacancy|stellenbezeichnung|stelle"
    r"|poste|intitulé du poste|puesto|cargo|vaga)\s{0,3}(?:#?\d{1,2}\s{0,3})?:\s{0,5}"
    r"(?P<title>\S.{2,150})",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:job|posting|position|vacancy|stelle|offre|oferta|vaga)\s{0,3}(?:posting\s{0,3})?#?\d{1,2}"
    r"\s{0,3}[:.–-]?",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:engineers?|developers?|architects?|analysts?|administrators?|consultants?|specialists?"
    r"|scientists?|managers?|leads?|directors?|officers?|advocates?|designers?|testers?|sre|devops"
    r"|devsecops|finops|mlops|dataops|head of|ingenieure?|ingénieure?|ingeniero|ingeniera"
    r"|engenheir[oa]|entwickler(?:in)?|architekt(?:in)?|administrador[a]?|développeur|desarrollador[a]?|analista"
    r"|berater(?:in)?|engineering manager)\b|エンジニア|工程师",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:about|what|why|how|who|as|your|our|the|you|we|in|this|a|an|if|for|to|meet|join|at|is|are"
    r"|with|reporting|reports|location|department|team|salary|employment|type|level|posted)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:click (?:here )?to )?(?:apply|jetzt bewerben|postuler|solicitar)"
    r"(?: now| here| today| for this (?:job|position|role))?",
    re.IGNORECASE,
)


def postings_in(text: str) -> list[str]:
    """Each posting in it, cleaned. One where nothing surely parts it; none for an empty text.

    Raises:
        Refused: when there are more than MAX_POSTINGS, or than MAX_LINES.
    """
    text = plain(text)
    if text.count("\n") > MAX_LINES:
        raise Refused(
            _("This has %(n)s lines, and %(most)s can be read at a time. Send it in smaller lots.")
            % {"n": f"{text.count(chr(10)):,}", "most": f"{MAX_LINES:,}"}
        )
    found = [cleaned for part in _parts(text) if (cleaned := clean(part))]
    if len(found) > MAX_POSTINGS:
        raise Refused(
            _(
                "There seem to be %(n)s postings in it, and %(most)s can be read at a time. Send "
                "them in smaller lots."
            )
            % {"n": len(found), "most": MAX_POSTINGS}
        )
    return found


@dataclass(slots=True)
class _Part:
    """What stands so far of a posting."""

    rows: list[str]
    words: int = 0
    headed: bool = False

    def add(self, row: str) -> None:
        self.rows.append(row)
        self.words += len(row.split())
        self.headed = self.headed or headings.is_heading(row)

    def says(self, title: str) -> bool:
        """Whether the title stands here already."""
        return title.strip(" #*").lower() in "\n".join(self.rows).lower()


def _parts(text: str) -> list[str]:
    rows = _rows(text)
    labels = _labels(rows)
    parts = [_Part([])]
    for number, row in enumerate(rows):
        if _begins(rows, number, labels, parts[-1]):
            matter = _is_front_matter(rows, number)
            parts.append(_Part([parts[-1].rows.pop()] if matter else []))
        parts[-1].add(row)
    return ["\n".join(part.rows) for part in parts]


def _rows(text: str) -> list[str]:
    """Its lines, form feeds for themselves, no two empty ones beside each other."""
    rows = [""]
    for row in text.replace("\f", "\n\f\n").split("\n"):
        if row.strip() or rows[-1].strip():
            rows.append(row)
        elif "\f" in row:
            rows[-1] = row
    return rows


def _begins(rows: list[str], number: int, labels: set[int], part: _Part) -> bool:
    """Whether another posting than ``part``, which stands above, begins on this row."""
    row = rows[number].strip()
    if not row or part.words < ENOUGH or not (sign := _sign(rows, number, labels)):
        return False
    if not _has(ENOUGH, (rows[n] for n in range(number, len(rows)))):
        return False
    if sign == "end":
        return part.words >= WHOLE and part.headed
    return sign != "rule" or part.words >= WHOLE or not part.says(row)


def _has(enough: int, rows: Iterable[str]) -> bool:
    """Whether there are so many words. Stops counting as soon as there are."""
    words = 0
    for row in rows:
        words += len(row.split())
        if words >= enough:
            return True
    return False


def _labels(rows: list[str]) -> set[int]:
    """Rows that say "Job title: …", where several do and each says another."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for number, row in enumerate(rows):
        if label := _LABEL.fullmatch(row.strip(" *#")):
            found[label["label"].lower()][number] = label["title"].lower()
    return {
        number
        for titles in found.values()
        if 1 < len(titles) == len(set(titles.values()))
        for number in titles
    }


def _sign(rows: list[str], number: int, labels: set[int]) -> str:
    """What says that a posting begins on this row: "label", "page", "rule", "end" or nothing."""
    row = rows[number].strip(" *#")
    if number in labels or _NUMBERED.fullmatch(row) or _is_front_matter(rows, number):
        return "label"
    above = _above(rows, number)
    if above == "page":
        return above if _is_line_of_its_own(row) else ""
    return above if above and _is_line_of_its_own(row) and _ROLE.search(row) else ""


def _is_front_matter(rows: list[str], number: int) -> bool:
    return number > 0 and rows[number - 1] == "---" and rows[number].startswith("title:")


def _above(rows: list[str], number: int) -> str:
    """What parts this row from what is above."""
    for above in range(number - 1, max(number - 6, -1), -1):
        row = rows[above]
        if "\f" in row:
            return "page"
        if lines.is_rule(row):
            return "rule"
        if row.strip():
            last_word = above < number - 1 and _END.fullmatch(row.strip(" !.→»>[]"))
            return "end" if last_word else ""
    return ""


def _is_line_of_its_own(row: str) -> bool:
    """Short, no sentence, no item, no heading of a section: as titles are."""
    return (
        3 < len(row) <= 120
        and len(row.split()) <= 14
        and row[-1] not in ".?!:;,"
        and not row.startswith(("- ", "• "))
        and not row[0].islower()
        and not _NO_TITLE.match(row)
        and not headings.is_heading(row)
    )
