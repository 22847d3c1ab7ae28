"""What a line says while its person wrote none: made of what Forte knows, each with where it is
from. Rows in, values out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.lanes import Lane
from roadmap.story.narrative.known import Known


@dataclass(frozen=True, slots=True)
class Made:
    """A text that stands ready, and where it comes from, in words that complete "from …"."""

    text: str
    source: str


LINES = ("problem_space", "leverage", "keeps", "looking_for")
"""The lines that are made where they are empty."""


def made(known: Known, name: str) -> Made | None:
    """What the line ``name`` says while it is empty; None where nothing is known."""
    # What others said is quoted to its author, who asks them first: it is no line of the page.
    return next(iter(_offered(known, name)), None)


def suggestions(known: Known, name: str) -> Sequence[Made]:
    """All that stands ready for a line, the best first; those that say the same once."""
    first = [_voices(known)] if name == "problem_space" and known.voices else []
    found = {one.text: one for one in [*first, *_offered(known, name)] if one.text}
    return list(found.values())


def _offered(known: Known, name: str) -> Iterator[Made]:
    match name:
        case "problem_space":
            yield from _problems(known)
        case "leverage":
            if known.decision is not None and known.decision.leverage:
                yield Made(known.decision.leverage, _("your decision"))
        case "keeps":
            yield from _kept(known)
        case "looking_for":
            yield from _roles(known)


def _problems(known: Known) -> Iterator[Made]:
    if known.closed:
        yield Made(known.closed, _("the month you closed"))
    if known.decision is not None and known.decision.known_for:
        yield Made(known.decision.known_for, _("your decision"))
    if known.pair is not None:
        yield Made(known.pair.lane.facts.promise, _("the page of your lane"))


def _voices(known: Known) -> Made:
    """``Two people said: “…” “…”``, to be made one's own."""
    quoted = " ".join(f"“{' '.join(one.said.split())}”" for one in known.voices)
    count = len(known.voices)
    begins = {1: _("One person said:"), 2: _("Two people said:")}
    said = begins.get(count, _("%d people said:") % count)
    return Made(f"{said} {quoted}"[:1200], _("your conversations"))


def _kept(known: Known) -> Iterator[Made]:
    if known.pair is None:
        return
    taken = {known.pair.primary, known.pair.secondary}
    names = [str(lane.label) for lane in Lane if lane.value not in taken]
    said = _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
    yield Made(said, _("your choice of lanes"))


def _roles(known: Known) -> Iterator[Made]:
    if known.pair is None:
        return
    facts = known.pair.lane.facts
    named = {"pain": facts.pain.label, "lane": facts.in_sentence, "second": _second(known)}
    if named["second"]:
        said = _("A %(lane)s role where %(pain)s is the question, with room for %(second)s.")
    else:
        said = _("A %(lane)s role where %(pain)s is the question.")
    yield Made(said % named, _("your choice of lanes"))


def _second(known: Known) -> str:
    pair = known.pair
    if pair is None:
        return ""
    lane = pair.second_lane
    return lane.facts.in_sentence if lane is not None else pair.secondary_name
