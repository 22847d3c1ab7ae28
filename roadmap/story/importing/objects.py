"""An object of a file that may be anything: what is asked of it comes in the kind that is asked
for, and what nobody asked for is reported as not understood."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from roadmap.story.importing import partial
from roadmap.story.importing.found import MOST_READ, Unreadable
from roadmap.story.importing.report import Report
from roadmap.story.narrative.json_resume import one_line, paragraphs

_is_address = URLValidator(schemes=["http", "https"])
LONGEST_URL = 500
LONGEST_MAIL = 254


class Object:
    """``where``: its name in the report, "work[]"."""

    def __init__(self, value: dict[str, Any], where: str, report: Report) -> None:
        self.value, self.where, self.report = value, where, report
        self.asked: set[str] = set()

    def text(self, most: int, *names: str) -> str:
        """One line: the first of ``names`` that says something."""
        return self._bounded(one_line(self._string(names)), most, names[0])

    def words(self, most: int, *names: str) -> str:
        """The same with its paragraphs."""
        return self._bounded(paragraphs(self._string(names)), most, names[0])

    def date(self, *names: str) -> str:
        text = self._string(names)
        found = partial.read(text)
        if found is None:
            self.report.undated[f"{self._at(names[0])}: {text}"] += 1
        return found or ""

    def address(self, *names: str) -> str:
        """A web address; another text is none."""
        text = one_line(self._string(names))
        if text and not is_address(text):
            self.report.wrong[self._at(names[0])] += 1
            return ""
        return text

    def mail(self, name: str) -> str:
        """A mail address; another text is none."""
        text = self.text(LONGEST_MAIL, name)
        try:
            validate_email(text or "nobody@example.org")
        except ValidationError:
            self.report.wrong[self._at(name)] += 1
            return ""
        return text

    def texts(self, name: str) -> Iterator[str]:
        """The texts of a list, empty ones left out."""
        for one in self._list(name):
            if not isinstance(one, str):
                self.report.wrong[f"{self._at(name)}[]"] += 1
            elif text := one_line(one):
                yield text

    def object(self, name: str) -> "Object":
        """The object of that name, or an empty one."""
        value = self._value((name,))
        if value is not None and not isinstance(value, dict):
            self.report.wrong[self._at(name)] += 1
        return Object(value if isinstance(value, dict) else {}, self._at(name), self.report)

    def objects(self, name: str) -> Iterator["Object"]:
        """Each object of a list. What is left in it once it was read is not understood."""
        where = f"{self._at(name)}[]"
        for one in self._list(name):
            if isinstance(one, dict):
                found = Object(one, where, self.report)
                yield found
                found.done()
            else:
                self.report.wrong[where] += 1

    def leave(self, *names: str) -> None:
        """What is understood, and has no place here."""
        for name in names:
            if self._value((name,)) not in (None, "", [], {}):
                self.report.homeless[self._at(name)] += 1

    def skip(self, *names: str) -> None:
        """What is known and says nothing that would be missed."""
        self.asked.update(names)

    def done(self) -> None:
        """Nothing else is asked of it."""
        for name in self.value:
            if name not in self.asked:
                self.report.unknown[self._at(name)] += 1

    def _value(self, names: tuple[str, ...]) -> Any:
        self.asked.update(names)
        return next((self.value[one] for one in names if self.value.get(one) is not None), None)

    def _string(self, names: tuple[str, ...]) -> str:
        value = self._value(names)
        if value is not None and not isinstance(value, str):
            self.report.wrong[self._at(names[0])] += 1
        return value if isinstance(value, str) else ""

    def _list(self, name: str) -> list[Any]:
        value = self._value((name,))
        if value is not None and not isinstance(value, list):
            self.report.wrong[self._at(name)] += 1
        found = value if isinstance(value, list) else []
        if len(found) > MOST_READ:
            words = _(
                "There are %(n)s entries in “%(name)s”: more than %(most)d are not read at once."
            )
            said = {"n": f"{len(found):,}", "name": self._at(name), "most": MOST_READ}
            raise Unreadable(words % said)
        return found

    def _bounded(self, text: str, most: int, name: str) -> str:
        if len(text) > most:
            self.report.long[self._at(name)] += 1
            return ""
        return text

    def _at(self, name: str) -> str:
        name = one_line(name[:200])
        return f"{self.where}.{name}" if self.where else name


def is_address(text: str) -> bool:
    """Whether it is a web address that is short enough to be kept."""
    try:
        _is_address(text)
    except (ValidationError, ValueError):
        return False
    return len(text) <= LONGEST_URL
