"""The chooser for one certification, as values: every point is shown, and what it must never do."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from certifications.catalogue import catalog
from certifications.only_one import (
    Answers,
    Asked,
    Demand,
    Ground,
    Hands,
    Industry,
    Market,
    Ranked,
    Ranking,
    prerequisites,
    rank,
)
from common.lanes import Lane

TODAY = date(2026, 11, 22)
SLUGS = sorted(catalog.catalogue().credentials)
PLENTY = {"weeks": 104, "hours_a_week": Decimal(20)}

hands = st.dictionaries(st.sampled_from(Ground), st.sampled_from(Hands))
answers = st.builds(
    Answers,
    lane=st.sampled_from(Lane),
    market=st.sampled_from(Market),
    industry=st.sampled_from(Industry),
    hands=hands,
    usd=st.one_of(st.none(), st.integers(0, 900).map(Decimal)),
    weeks=st.integers(1, 104),
    hours_a_week=st.integers(1, 40).map(Decimal),
    held=st.frozensets(st.sampled_from(SLUGS), max_size=5),
)


@st.composite
def demands(draw: st.DrawFn) -> Demand:
    postings = draw(st.integers(0, 12))
    counts = st.dictionaries(st.sampled_from(SLUGS), st.integers(0, postings), max_size=10)
    asking = {slug: Asked(n, "Kubernetes") for slug, n in draw(counts).items()}
    return Demand(postings, draw(counts), asking)


def points(ranking: Ranking) -> dict[str, int]:
    return {one.slug: one.points for one in ranking.ranked}


def one(ranking: Ranking, slug: str) -> Ranked:
    return next(ranked for ranked in ranking.ranked if ranked.slug == slug)


def why_out(ranking: Ranking, slug: str) -> str:
    return next((out.why for out in ranking.out if out.slug == slug), "")


# --- What must always hold ----------------------------------------------------------------------


@given(answers, demands(), st.sampled_from(SLUGS))
@settings(max_examples=60)
def test_one_more_posting_that_names_it_never_lowers_it(
    said: Answers, demand: Demand, slug: str
) -> None:
    more = replace(
        demand,
        postings=demand.postings + 1,
        naming={**demand.naming, slug: demand.naming.get(slug, 0) + 1},
        asking={
            **demand.asking,
            slug: Asked(demand.asking.get(slug, Asked(0, "")).postings + 1, "Kubernetes"),
        },
    )
    before, after = points(rank(said, demand, TODAY)), points(rank(said, more, TODAY))
    assert before.keys() == after.keys()
    if slug in before:
        assert after[slug] >= before[slug]
        others = before.keys() - {slug}
        assert all(after[other] <= before[other] for other in others)


@given(answers, demands(), st.integers(0, 900).map(Decimal))
@settings(max_examples=60)
def test_less_money_or_less_time_never_adds_one(
    said: Answers, demand: Demand, less: Decimal
) -> None:
    whole = set(points(rank(replace(said, usd=None), demand, TODAY)))
    some = set(points(rank(replace(said, usd=less + 100), demand, TODAY)))
    fewer = set(points(rank(replace(said, usd=less), demand, TODAY)))
    assert fewer <= some <= whole
    shorter = replace(said, usd=None, weeks=max(1, said.weeks // 2))
    assert set(points(rank(shorter, demand, TODAY))) <= whole


@given(answers, demands())
@settings(max_examples=60)
def test_each_is_ranked_or_out_once_and_the_points_are_their_reasons(
    said: Answers, demand: Demand
) -> None:
    ranking = rank(said, demand, TODAY)
    slugs = [entry.slug for entry in (*ranking.ranked, *ranking.out)]
    of_lane = {
        slug
        for slug, credential in catalog.catalogue().credentials.items()
        if said.lane in {place.lane for place in credential.lanes}
    }
    assert sorted(slugs) == sorted(of_lane)
    assert ranking == rank(said, demand, TODAY)
    assert [r.points for r in ranking.ranked] == sorted(
        (r.points for r in ranking.ranked), reverse=True
    )
    for ranked in ranking.ranked:
        assert ranked.points == sum(reason.points for reason in ranked.reasons) <= 100
        assert all(reason.text for reason in ranked.reasons)
    assert all(out.why for out in ranking.out)


@given(answers, demands())
@settings(max_examples=60)
def test_nothing_is_suggested_that_cannot_be_paid_taken_or_begun(
    said: Answers, demand: Demand
) -> None:
    for ranked in rank(said, demand, TODAY).ranked:
        facts = catalog.catalogue().credentials[ranked.slug]
        assert said.usd is None or ranked.usd is None or ranked.usd <= said.usd
        assert (facts.study_hours_min or 0) <= said.hours
        assert not facts.is_retired(TODAY)
        assert ranked.slug not in said.held
        assert all(said.held & set(group) for group in facts.prerequisites)


# --- What it says -------------------------------------------------------------------------------


def test_postings_count_most_and_say_how_many() -> None:
    said = Answers(Lane.DEVOPS, **PLENTY)
    demand = Demand(4, {"cka": 3}, {"cka": Asked(4, "Kubernetes")})
    ranking = rank(said, demand, TODAY)
    assert ranking.first is one(ranking, "cka")
    texts = [reason.text for reason in ranking.first.reasons]
    assert "3 of your 4 postings name it" in texts
    assert "4 of your 4 postings ask for what it stands for: Kubernetes" in texts
    assert ranking.named == 1


def test_one_posting_is_no_picture_yet() -> None:
    said = Answers(Lane.DEVOPS, **PLENTY)
    alone = one(rank(said, Demand(1, {"cka": 1}), TODAY), "cka").reasons[0].points
    three = one(rank(said, Demand(3, {"cka": 3}), TODAY), "cka").reasons[0].points
    assert alone * 3 == three


def test_a_professional_exam_is_not_for_who_has_not_worked_there() -> None:
    slug = "aws-devops-engineer-professional"
    new = Answers(Lane.DEVOPS, Market.AWS, **PLENTY)
    daily = replace(new, hands={Ground.AWS: Hands.DAILY})
    assert (
        one(rank(daily, Demand(), TODAY), slug).points
        - one(rank(new, Demand(), TODAY), slug).points
        == 20
    )
    assert "−8" in [reason.said for reason in one(rank(new, Demand(), TODAY), slug).reasons]


def test_a_first_badge_says_little_of_who_works_there_daily_or_knows_another_cloud() -> None:
    said = Answers(Lane.DEVOPS, hands={Ground.AWS: Hands.DAILY}, **PLENTY)
    ranking = rank(said, Demand(), TODAY)
    for slug, text in (
        ("aws-cloud-practitioner", "AWS: you work there daily: it says less than you do"),
        ("azure-fundamentals", "Azure: a first step, and you took it on another cloud"),
    ):
        assert (0, text) in [(r.points, r.text) for r in one(ranking, slug).reasons]


def test_what_is_out_says_why() -> None:
    said = Answers(Lane.DEVOPS, usd=Decimal(200), weeks=20, hours_a_week=Decimal(3))
    ranking = rank(said, Demand(), TODAY)
    assert why_out(ranking, "cka") == "Its list price, $445, is more than you can pay."
    assert "You need Certified Kubernetes Administrator" in why_out(ranking, "cks")
    short = rank(replace(said, usd=None), Demand(), TODAY)
    assert "It takes 100 hours at least" in why_out(short, "aws-devops-engineer-professional")
    beta = rank(Answers(Lane.AI_INFRASTRUCTURE, **PLENTY), Demand(), TODAY)
    assert "In beta until 13 January 2027" in why_out(beta, "aws-ml-engineer-associate")
    assert "Retired" in why_out(beta, "aws-machine-learning-specialty")


def test_with_the_prerequisite_held_it_comes_in_and_what_is_held_goes_out() -> None:
    ranking = rank(Answers(Lane.DEVOPS, held=frozenset({"cka"}), **PLENTY), Demand(), TODAY)
    assert one(ranking, "cks")
    assert why_out(ranking, "cka") == "You hold it."
    assert "cka" in [credential.slug for credential in prerequisites(Lane.DEVOPS)]


def test_a_beta_that_is_over_comes_in_by_itself() -> None:
    said = Answers(Lane.AI_INFRASTRUCTURE, **PLENTY)
    assert one(rank(said, Demand(), date(2027, 1, 20)), "aws-ml-engineer-associate")


def test_the_second_is_of_another_kind_than_the_first() -> None:
    said = Answers(Lane.DEVOPS, Market.AWS, hands=dict.fromkeys(Ground, Hands.DAILY), **PLENTY)
    ranking = rank(said, Demand(), TODAY)
    assert ranking.first
    assert ranking.then
    assert (ranking.first.provider in ("aws", "azure", "gcp")) is not (
        ranking.then.provider in ("aws", "azure", "gcp")
    )


def test_with_no_money_at_all_only_what_has_no_price_held_is_left_and_it_is_said() -> None:
    for ranked in rank(Answers(Lane.SECURITY, usd=Decimal(0), **PLENTY), Demand(), TODAY).ranked:
        assert any("No price is known" in caution for caution in ranked.cautions)


def test_a_foundation_below_what_is_held_is_out() -> None:
    architect = frozenset(["aws-solutions-architect-associate"])
    said = Answers(lane=Lane.FINOPS, held=architect, **PLENTY)
    ranking = rank(said, Demand(), TODAY)
    assert why_out(ranking, "aws-cloud-practitioner") == (
        "You hold AWS Certified Solutions Architect – Associate, which says more."
    )
    assert one(ranking, "azure-fundamentals")
    elsewhere = rank(replace(said, lane=Lane.AI_INFRASTRUCTURE), Demand(), TODAY)
    assert one(elsewhere, "aws-cloud-practitioner")
