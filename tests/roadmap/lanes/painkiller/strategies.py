"""People as hypothesis makes them up: what they answered, and what their postings say."""

from hypothesis import strategies as st

from common.lanes import Lane, Pain
from roadmap.lanes.painkiller.evidence import Asked, Cited, Evidence, Seen
from roadmap.lanes.painkiller.questions import TICKS, TIMES, Answers, Kind, Picked, Question
from roadmap.lanes.painkiller.questions import questions as asked


def picks(question: Question) -> st.SearchStrategy[Picked]:
    """An answer to this question."""
    if question.kind is Kind.PICK:
        slugs = st.sampled_from(question.choices)
        return st.lists(slugs, min_size=1, max_size=question.most, unique=True).map(tuple)
    if question.kind is Kind.TALLY:
        times = st.lists(st.sampled_from(list(TIMES)), min_size=5, max_size=5)
        return times.map(
            lambda said: tuple(f"{p.value}.{t}" for p, t in zip(Pain, said, strict=True))
        )
    ticks = [f"{pain.value}.{tick}" for pain in Pain for tick in TICKS]
    return st.lists(st.sampled_from(ticks), unique=True).map(tuple)


def answers(*without: str) -> st.SearchStrategy[Answers]:
    """Answers to some of the questions."""
    return st.fixed_dictionaries(
        {}, optional={slug: picks(one) for slug, one in asked().items() if slug not in without}
    )


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    postings = draw(st.integers(0, 25))
    often = {pain: draw(st.integers(0, postings)) for pain in Pain}
    seen = [
        Seen(pain, times, (Cited(1, "A role", f"We fear {pain.label}.", str(pain.label)),))
        for pain, times in often.items()
        if times
    ]
    counts = st.dictionaries(st.sampled_from(list(Pain)), st.integers(0, 12))
    lanes = draw(st.lists(st.sampled_from([*Lane, None]), min_size=postings, max_size=postings))
    asked = [
        Asked(
            lane, lanes.count(lane), (Cited(1, "A role", f"{lane.label} it is.", str(lane.label)),)
        )
        for lane in Lane
        if lane in lanes
    ]
    tally = draw(st.one_of(st.just({}), counts))
    return Evidence(postings, tuple(seen), tally, tuple(asked))
