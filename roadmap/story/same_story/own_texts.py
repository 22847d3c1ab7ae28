"""The texts Forte keeps of somebody: the one page, what is made of it, and résumé lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from roadmap.story.narrative import forms_of
from roadmap.story.narrative.document import Page
from roadmap.story.narrative.known import Known
from roadmap.story.same_story.statements import LONGEST

_WRITTEN = ("page", "outcomes")
"""What the forms are made of."""
_APART = "\n\n"


@dataclass(frozen=True, slots=True)
class Source:
    """A text, as a page names it, and where it is changed; ``path`` may be empty. Of its words the
    first ``reach`` characters are read."""

    name: str
    label: str
    path: str
    words: str
    reach: int = LONGEST
    made_of: tuple[str, ...] = ()
    """Names of the texts it is put together from, where nobody wrote it."""
    parts: tuple[tuple[int, str], ...] = ()
    """Where each of its parts begins, in order, and where that part is changed."""

    def path_at(self, place: int) -> str:
        """Where the words at this character are changed."""
        paths = [path for begins, path in self.parts if begins <= place]
        return paths[-1] if paths else self.path

    @property
    def is_cut(self) -> bool:
        return len(self.words) > self.reach

    @property
    def read(self) -> str:
        return self.words[: self.reach]


def path_to(name: str, *args: object) -> str:
    """Of a page, where a text or a fact is changed."""
    return reverse(name, args=args)


def own_texts(page: Page, rows: Known) -> Iterator[Source]:
    """What Forte keeps: the one page and its forms, and the lines below positions."""
    said = [page.problem_space, page.leverage, page.keeps, page.looking_for]
    claims = [one.text for one in page.outcomes if one.is_own]
    texts = [
        Source("page", _("the one page"), path_to("narrative-write"), _joined(said)),
        Source("outcomes", _("your outcomes"), path_to("claims"), _joined(claims)),
        *_forms(page, rows),
        _lines(rows),
    ]
    return (one for one in texts if one.words.strip())


def _joined(said: list[str]) -> str:
    return _APART.join(filter(None, said))


def _forms(page: Page, rows: Known) -> Iterator[Source]:
    """Each as somebody wrote it, else as it is made of the page."""
    forms = forms_of.texts(page)
    if page.is_empty:  # nothing to make a text of but a name
        forms = forms_of.Forms(rows.narrative.headline, page.about, "", page.spoken)
    taken = path_to("narrative-forms")
    for name, label, words, own in (
        ("headline", _("the headline"), forms.headline, rows.narrative.headline),
        ("about", _("the about text"), forms.about, page.about),
        ("spoken", _("the spoken introduction"), forms.spoken, page.spoken),
    ):
        yield Source(name, label, taken, words, made_of=() if own else _WRITTEN)


def _lines(rows: Known) -> Source:
    """Positions in words are facts; their summaries and lines are texts."""
    path, words = path_to("bullets"), ""
    parts: list[tuple[int, str]] = []
    for said, between, changed in _pieces(rows):
        words += between if words else ""
        parts.append((len(words), changed or path))
        words += said
    return Source("lines", _("your résumé lines"), path, words, parts=tuple(parts))


def _pieces(rows: Known) -> Iterator[tuple[str, str, str]]:
    """Each summary and line with what stands before it and where it is changed."""
    for entry in rows.resume.entries:
        of_entry = [(entry.summary, "position-change", entry.row)]
        of_entry += [(line.text, "bullet", line.row) for line in entry.lines]
        yield from _apart(of_entry)
    yield from _apart([(line.text, "bullet", line.row) for line in rows.resume.loose])


def _apart(said: list[tuple[str, str, int | None]]) -> Iterator[tuple[str, str, str]]:
    """One paragraph of them, each in a line of its own."""
    between = _APART
    for words, name, row in said:
        if words:
            yield words, between, path_to(name, row) if row is not None else ""
            between = "\n"
