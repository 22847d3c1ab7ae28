"""The sentences of the sheet and the gaps: the sum in words, and the questions one is left with."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmap.proof.gaps import Gap, distance
from roadmap.proof.proofs import Proof, proofs
from roadmap.proof.sheet import Evidence, Row


def why(gap: Gap) -> str:
    """ "Asked for in 6 of 8 postings, 4 times as a must; you have words only." """
    words = {"n": gap.demand.postings, "of": gap.of, "asked": _times(gap)}
    words["have"] = _have(gap.evidence)
    if gap.of == 1:
        return _("Asked for in your posting, %(asked)s; %(have)s.") % words
    return _("Asked for in %(n)d of %(of)d postings, %(asked)s; %(have)s.") % words


def explained(gap: Gap) -> str:
    """What the depth check moved, "" where it moved nothing."""
    moved = gap.distance - distance(gap.evidence, gap.rating)
    if moved > 0:
        return _("One further: in the depth check you could not explain it.")
    return _("One nearer: in the depth check you explained it without looking.") if moved else ""


def _times(gap: Gap) -> str:
    must = gap.demand.must
    if not must:
        return _("never as a must")
    if gap.of == 1:
        return _("as a must")
    return ngettext("once as a must", "%(n)d times as a must", must) % {"n": must}


def _have(evidence: Evidence) -> str:
    return {
        Evidence.NOTHING: _("you have nothing on it yet"),
        Evidence.WORDS: _("you have words only"),
        Evidence.SIGNAL: _("you have a credential alone"),
        Evidence.PROOF: _("you have proof"),
    }[evidence]


@dataclass(frozen=True, slots=True)
class Question:
    """What one will be asked and cannot answer with a link yet. ``asked`` is the same for all of
    whom one has as little."""

    asked: str
    about: str
    said: str
    settles: Proof | None
    name: str


def question(row: Row) -> Question:
    """Of a must-have that is not proven."""
    return Question(
        asked=_left_open(row.evidence),
        about=_asks(row),
        said=row.said,
        settles=proofs().get(row.demand.slug),
        name=row.name,
    )


def _asks(row: Row) -> str:
    years, words = row.demand.years, {"skill": row.name, "years": row.demand.years}
    if not years:
        return _("They ask for %(skill)s.") % words
    return (
        ngettext(
            "They ask for %(years)d year of %(skill)s.",
            "They ask for %(years)d years of %(skill)s.",
            years,
        )
        % words
    )


def _left_open(evidence: Evidence) -> str:
    return {
        Evidence.NOTHING: _(
            "Nothing of yours names it: what would your first thirty days with it look like?"
        ),
        Evidence.WORDS: _("You have words only: where can they see what you did, and who gained?"),
        Evidence.SIGNAL: _("You hold a credential: what did you do with it that they can open?"),
        Evidence.PROOF: "",
    }[evidence]


def read(skills: int) -> str:
    """What a résumé says, once it is kept."""
    if not skills:
        return _("Your résumé is kept. It names no skill that we know.")
    return ngettext(
        "Your résumé is kept. It names one skill.",
        "Your résumé is kept. It names %(n)d skills.",
        skills,
    ) % {"n": skills}
