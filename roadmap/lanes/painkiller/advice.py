"""What a ranking comes to: the pair it suggests, what is level, and what would move it."""

from dataclasses import dataclass

from common.lanes import Lane
from roadmap.lanes.painkiller.asking import Swing, settling, swings
from roadmap.lanes.painkiller.questions import Question, painkiller
from roadmap.lanes.painkiller.rank import Ranking, Score


@dataclass(frozen=True, slots=True)
class Companion:
    """A lane beside the first: its own points, and those for how well the two go together.

    ``together`` is never more than its own: a lane that nothing speaks for is not carried into the
    second place by the company it would keep.
    """

    lane: Lane
    points: int
    together: int
    why: str
    is_strongest: bool

    @property
    def sum(self) -> int:
        return self.points + self.together


@dataclass(frozen=True, slots=True)
class Advice:
    """``companions`` are the other four, the suggested one first. ``settles`` is the question that
    would part the first two where they are level or close, ``would_move`` the one that could change
    the first two places most; both None where no question is left that could."""

    first: Score
    companions: tuple[Companion, ...]
    settles: Swing | None
    would_move: Swing | None

    @property
    def beside(self) -> Companion:
        return self.companions[0]

    @property
    def strongest_why(self) -> str:
        """A sentence where the two are the pair that overlaps most."""
        return painkiller().beside.strongest_why if self.beside.is_strongest else ""

    @property
    def next_by_points(self) -> Companion | None:
        """Who has more points of its own than the one suggested, if anybody."""
        best = max(self.companions, key=lambda one: one.points)
        return best if best.points > self.beside.points else None

    @property
    def from_what_hurts(self) -> int:
        """Of the first lane's points those from postings, incidents and problems."""
        return sum(one.points for one in self.first.reasons if one.tells_what_hurts)

    @property
    def from_wishes(self) -> int:
        """The others: what somebody said of themselves and of where they want to work."""
        return self.first.points - self.from_what_hurts


def advise(ranking: Ranking, unanswered: list[Question]) -> Advice:
    """What to make of a ranking. Skipped questions count as unanswered."""
    apart = None
    if ranking.is_close:
        apart = settling(ranking, unanswered, ranking.first.lane, ranking.second.lane)
    moving = swings(ranking, unanswered)
    return Advice(
        first=ranking.first,
        companions=companions(ranking),
        settles=apart,
        would_move=moving[0] if moving else None,
    )


def companions(ranking: Ranking) -> tuple[Companion, ...]:
    """The other four by their points and by how well they go with the first."""
    first, worth = ranking.first.lane, painkiller().beside
    pairs = {pair.lane: pair.why for pair in first.facts.pairs}
    found = []
    for score in ranking.scores[1:]:
        strongest = {first, score.lane} == set(worth.strongest)
        bonus = worth.strongest_points if strongest else worth.points
        together = min(score.points, bonus) if score.lane in pairs else 0
        why = pairs.get(score.lane, "")
        found.append(Companion(score.lane, score.points, together, why, strongest))
    found.sort(key=lambda one: (-one.sum, -one.points, not one.is_strongest, not one.why))
    return tuple(found)
