"""The one page in the forms it takes: headline, about, a section of a résumé, a spoken
introduction. Values in, values out; whoever compares them reads them here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from roadmap.story.narrative.document import Outcome, Page

HEADLINE = 220
ABOUT = 2600
"""Characters LinkedIn takes of each."""
SPOKEN_OUTCOMES = 2
"""So many outcomes can be followed by ear."""
RESUME_OUTCOMES = 6


@dataclass(frozen=True, slots=True)
class Forms:
    """Each as it is pasted or said."""

    headline: str
    about: str
    resume: str
    spoken: str


def texts(page: Page) -> Forms:
    """Their own words where they wrote some, else what is made of the page."""
    made_of = made(page)
    return Forms(
        page.headline or made_of.headline,
        page.about or made_of.about,
        made_of.resume,
        page.spoken or made_of.spoken,
    )


def made(page: Page) -> Forms:
    """What the page makes by itself, whatever was written over it."""
    return Forms(headline(page), _about(page), _resume(page), _spoken(page))


def with_headline(page: Page) -> Page:
    """``page`` with a headline: their own, else the one made of it."""
    return page if page.headline else replace(page, headline=headline(page))


def headline(page: Page) -> str:
    """Today's title, lane, the first figure, the latest credential: as much as the line takes. No
    sentence of an outcome: it stands on the page itself."""
    credential = (one.name for one in page.credentials[:1])
    parts = [_title(page), _lanes(page), _first_figure(page.outcomes), *credential]
    said = ""
    for part in filter(None, parts):
        longer = f"{said} · {part}" if said else part
        if len(longer) <= HEADLINE:
            said = longer
    return said


def _title(page: Page) -> str:
    """Of the latest position that has no end."""
    return next((_plain(one.title) for one in page.positions if one.title and not one.ends), "")


def _first_figure(outcomes: Iterable[Outcome]) -> str:
    figures = (one.figure or ("" if one.is_own else one.text) for one in outcomes)
    return _plain(next(filter(None, figures), ""))


def _lanes(page: Page) -> str:
    if page.lane_name and page.second:
        return _("%(lane)s with %(second)s") % {"lane": page.lane_name, "second": page.second}
    return page.lane_name


def _about(page: Page) -> str:
    """Paragraphs, as many as fit, the last ones left out first."""
    parts = [_plain(page.problem_space), _plain(page.leverage)]
    if page.outcomes:
        listed = "\n".join(f"• {_plain(one.line)}" for one in page.outcomes)
        parts.append(_("Outcomes I have driven:") + "\n" + listed)
    if page.keeps:
        parts.append(_depth(page))
    if page.credentials:
        parts.append(_("Certified: %s.") % ", ".join(one.name for one in page.credentials[:4]))
    if page.looking_for:
        parts.append(_("What I look for next: %s") % _plain(page.looking_for))
    return _fitting(parts, ABOUT)


def _depth(page: Page) -> str:
    said = _("I go deep on %(lane)s and keep %(keeps)s.")
    if not page.lane_name:
        said = _("Breadth I keep: %(keeps)s.")
    elif page.second:
        said = _("I go deep on %(lane)s, with %(second)s beside it, and keep %(keeps)s.")
    keeps = _plain(page.keeps).rstrip(".")
    return said % {"lane": page.lane_name, "second": page.second, "keeps": keeps}


def _fitting(parts: Iterable[str], most: int) -> str:
    said = ""
    for part in filter(None, parts):
        longer = f"{said}\n\n{part}" if said else part
        if len(longer) > most:
            break
        said = longer
    return said


def _resume(page: Page) -> str:
    """The top of a résumé: who, for what, with which proof."""
    lines = [" · ".join(filter(None, (page.name, _lanes(page), page.location)))]
    if page.problem_space:
        lines += ["", _plain(page.problem_space)]
    if page.outcomes:
        lines += ["", *(f"– {_plain(one.line)}" for one in page.outcomes[:RESUME_OUTCOMES])]
    if page.credentials:
        lines += ["", *(_credential(one.name, one.issuer, one.earned) for one in page.credentials)]
    if page.skills:
        lines += ["", ", ".join(one.name for one in page.skills)]
    return "\n".join(lines).strip()


def _credential(name: str, issuer: str, earned: date | None) -> str:
    day = formats.date_format(earned, "F Y") if earned else ""
    return ", ".join(filter(None, (name, issuer, day)))


def _spoken(page: Page) -> str:
    """Said in about half a minute: name, lane, two outcomes, what is next."""
    said = []
    if page.name:
        said.append(_("I am %s.") % page.name)
    if page.lane_name and page.second:
        names = {"lane": page.lane_name, "second": page.second}
        said.append(_("I work in %(lane)s, with %(second)s beside it.") % names)
    elif page.lane_name:
        said.append(_("I work in %s.") % page.lane_name)
    if page.problem_space:
        said.append(_sentence(page.problem_space))
    said += [_sentence(one.line) for one in page.outcomes[:SPOKEN_OUTCOMES]]
    if page.looking_for:
        said.append(_("Next, I look for this: %s") % _sentence(page.looking_for))
    return " ".join(said)


def _sentence(text: str) -> str:
    text = _plain(text)
    return text if not text or text[-1] in '.?…”"' else f"{text}."


def _plain(text: str) -> str:
    """On one line, with ordinary spaces: what is pasted elsewhere has no marks of ours."""
    return " ".join(text.replace("\0", "").split())
