"""How the one page stands, for its author alone: where each line is from, what proves each outcome,
and the one next thing. Rows in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from common.lanes import Lane
from roadmap.story.narrative import gather, made, proofs
from roadmap.story.narrative.known import Known

FEW_CREDENTIALS = 2
"""One or two are a signal; more are no better one."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a short list: whether it stands, what is said, and where it is mended."""

    is_met: bool
    text: str
    do: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said beside an outcome without proof, to its author alone."""

    text: str
    path: str
    """Where its words and its proof are chosen."""
    proof_do: str = ""
    """ "Go to the win": to mend what it names; empty where it names nothing."""
    proof_path: str = ""


def sources(rows: Known) -> dict[str, str]:
    """Of each line that is not written: where it is from."""
    found = {}
    for name in made.LINES:
        ready = made.made(rows, name)
        if ready is not None and not getattr(rows.narrative, name).strip():
            found[name] = ready.source
    return found


def marks(rows: Known) -> dict[int, Mark]:
    """One for each claim that nothing proves, by its id."""
    found = {one.pk: proofs.of_claim(one, rows) for one in rows.claims}
    return {pk: _mark(pk, proof) for pk, proof in found.items() if not proof.is_proof}


def _mark(pk: int, proof: proofs.Proof) -> Mark:
    change, do = reverse("claim-change", args=[pk]), ""
    if proof.win is not None:
        do = _("Go to the win")
    elif proof.path:
        do = _("Go to the case study") if proof.case is not None else _("Go to the story")
    return Mark(proofs.missing(proof), change, do, proof.path)


def unproven(rows: Known) -> int:
    """How many claims have no proof."""
    return len(marks(rows))


def exit_check(rows: Known) -> list[Check]:
    """What stands when somebody can go: a clear lane, one or two credentials, a proof for each
    claim."""
    has_outcomes, open_ones = bool(rows.claims or proofs.by_themselves(rows)), unproven(rows)
    lane = _("No lane is chosen.")
    if rows.pair is not None:
        said = _("A clear lane: %s.") if rows.choice else _("%s is decided, and not chosen yet.")
        lane = said % Lane(rows.pair.primary).label
    held, proven = _held(len(rows.credentials)), _proven(open_ones, has_outcomes=has_outcomes)
    return [
        Check(rows.choice is not None, lane, _("Choose a lane"), reverse("lanes")),
        Check(bool(rows.credentials), held, _("See the certifications"), reverse("certifications")),
        Check(has_outcomes and not open_ones, proven, _("Go to the outcomes"), reverse("claims")),
    ]


def _held(count: int) -> str:
    if count > FEW_CREDENTIALS:
        return _("%d credentials: name the two that matter for your lane.") % count
    return (_("No credential yet."), _("One credential."), _("Two credentials."))[count]


def _proven(open_ones: int, *, has_outcomes: bool) -> str:
    if not has_outcomes:
        return _("No outcome with a figure yet.")
    if open_ones == 1:
        return _("One of your outcomes has no proof.")
    if open_ones:
        return _("%d of your outcomes have no proof.") % open_ones
    return _("Each outcome has its proof.")


def loop(rows: Known) -> list[Check]:
    """One project, one certification, one clear explanation: then again."""
    shelf = rows.shelf
    shown = any(one.link for one in shelf.cases)
    project = bool(shelf.finished) or shown
    stands = _("One project finished.") if shelf.finished else _("One project others can open.")
    clear = any(one.plain_passed for one in shelf.cases)
    begun = next(iter(shelf.unfinished), None)
    return [
        Check(
            project,
            stands if project else _("One project to finish."),
            begun.next.do if begun else _("Begin one"),
            begun.next.path if begun else reverse("casestudies"),
        ),
        Check(
            bool(rows.credentials),
            _("One certification held.") if rows.credentials else _("One certification to pass."),
            _("See your goals"),
            reverse("goals"),
        ),
        Check(
            clear,
            _("One explanation that was understood in two minutes.")
            if clear
            else _("One explanation that somebody outside understands in two minutes."),
            _("Have one read"),
            reverse("casestudies"),
        ),
    ]


def following(rows: Known, *, is_public: bool) -> Check:
    """The one next thing for the page. A lane is one step among others: a page that was begun
    without goes on without."""
    if rows.choice is None and is_bare(rows):
        said = _("A page begins with what you want to be known for.")
        return Check(False, said, _("Choose a lane"), reverse("lanes"))
    if not rows.shelf.cases and not rows.claims:
        return _first_outcome(rows)
    if unproven(rows):
        said = _("An outcome without proof is a sentence anybody could say.")
        return Check(False, said, _("Prove your outcomes"), reverse("claims"))
    if not rows.claims:
        said = _("Your best results stand here. Choose which ones you want to be asked about.")
        return Check(False, said, _("Choose outcomes"), reverse("claims"))
    if open_lines := missing(rows):
        said = _("Some lines are still ours. Say them the way you would to a colleague.")
        if not all(gather.line(rows, name) for name in open_lines):
            said = _("Some lines are still empty. Say them the way you would to a colleague.")
        return Check(False, said, _("Write them"), reverse("narrative-write"))
    return _when_written(is_public=is_public)


def _first_outcome(rows: Known) -> Check:
    if rows.choice is not None:
        said = _("The page has a lane and no outcome. One before and after is enough to begin.")
        return Check(False, said, _("Begin a case study"), reverse("casestudies"))
    said = _("The page has no outcome yet. One before and after is enough to begin.")
    return Check(False, said, _("Choose or write one"), reverse("claims"))


def _when_written(*, is_public: bool) -> Check:
    """It is sent to those who asked, and compared with what they find elsewhere."""
    if not is_public:
        said = _("The page is yours, and proven. Nobody else can open it yet.")
        return Check(True, said, _("Choose what strangers see"), reverse("narrative-share"))
    said = _("The page is yours, proven and public. Does what is online say the same?")
    return Check(True, said, _("Compare them"), reverse("same-story"))


def missing(rows: Known) -> Sequence[str]:
    """The lines of which nobody wrote a word."""
    return [name for name in made.LINES if not getattr(rows.narrative, name).strip()]


def is_bare(rows: Known) -> bool:
    """Whether nothing of the page is known but a name."""
    return not any(gather.line(rows, name) for name in made.LINES) and not rows.claims
