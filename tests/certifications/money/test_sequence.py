"""The order that fits a budget, held against every budget, fee and date there may be."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from certifications.money import sequence
from certifications.money.budget_year import BudgetYear, year_of
from certifications.money.sequence import Flag, Item, Order, Reason

TODAY = date(2026, 11, 28)
SLUGS = ("ckad", "cka", "cks", "kcna", "ccsp", "terraform")

days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
amounts = st.decimals(0, 900, places=2)
groups = st.lists(st.sampled_from(SLUGS), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def wanted(draw: st.DrawFn) -> list[Item]:
    """Goals in an order, each at most once, some booked and some with prerequisites."""
    slugs = draw(st.permutations(SLUGS))[: draw(st.integers(0, len(SLUGS)))]
    return [
        Item(
            key=number,
            slug=slug,
            name=slug.upper(),
            cost=draw(amounts),
            weeks=draw(st.integers(0, 60)),
            needs=tuple(draw(st.lists(groups, max_size=2))),
            booked=draw(st.none() | days),
            wished=draw(st.none() | days),
            until=draw(st.none() | days),
            gone=draw(st.sampled_from((False, False, False, True))),
        )
        for number, slug in enumerate(slugs)
    ]


held_ones = st.frozensets(st.sampled_from(SLUGS), max_size=2)
budgets = st.none() | st.decimals(0, 1200, places=2)
months = st.integers(1, 12)
paid_ones = st.dictionaries(days, amounts, max_size=3)


@given(wanted(), held_ones, budgets, months, paid_ones)
def test_no_year_costs_more_than_it_may_because_of_what_was_placed(
    items: list[Item],
    held: frozenset[str],
    yearly: Decimal | None,
    month: int,
    spent: Mapping[date, Decimal],
) -> None:
    order = sequence.place(items, held, TODAY, yearly, month, spent)
    placed: dict[BudgetYear, Decimal] = defaultdict(Decimal)
    fixed: dict[BudgetYear, Decimal] = defaultdict(Decimal)
    for day, amount in spent.items():
        fixed[year_of(day, month)] += amount
    for step in order.steps:
        (fixed if step.item.booked else placed)[year_of(step.on, month)] += step.item.cost
    for year, amount in placed.items():
        if yearly is not None and amount:
            assert amount + fixed[year] <= yearly


@given(wanted(), held_ones, budgets, months)
def test_what_an_exam_asks_for_is_held_or_comes_before_it(
    items: list[Item], held: frozenset[str], yearly: Decimal | None, month: int
) -> None:
    order = sequence.place(items, held, TODAY, yearly, month)
    for number, step in enumerate(order.steps):
        if step.item.booked:
            continue
        before = [one for one in order.steps[:number] if one.on <= step.on]
        there = held | {one.item.slug for one in before}
        assert all(there & set(group) for group in step.item.needs)


@given(wanted(), held_ones, budgets, months)
def test_nothing_overtakes_and_booked_dates_stay(
    items: list[Item], held: frozenset[str], yearly: Decimal | None, month: int
) -> None:
    order = sequence.place(items, held, TODAY, yearly, month)
    keys = [step.item.key for step in order.steps]
    assert keys == sorted(keys)
    assert {*keys} | {one.item.key for one in order.left_out} == {item.key for item in items}
    reached = TODAY
    for step in order.steps:
        if step.item.booked:
            assert step.on == step.item.booked
        else:
            assert step.on >= max(reached + timedelta(weeks=step.item.weeks), TODAY)
            assert step.on >= (step.item.wished or TODAY)
        reached = max(reached, step.on)


def needing(items: list[Item], dropped: Item) -> set[int]:
    """The items that ask for ``dropped``, or for one that does."""
    slugs, found = {dropped.slug}, set()
    for _ in items:
        for item in items:
            if any(slugs & set(group) for group in item.needs):
                slugs.add(item.slug)
                found.add(item.key)
    return found


@given(wanted().filter(len), held_ones, budgets, months, paid_ones, st.data())
def test_dropping_one_never_makes_another_late(
    items: list[Item],
    held: frozenset[str],
    yearly: Decimal | None,
    month: int,
    spent: Mapping[date, Decimal],
    data: st.DataObject,
) -> None:
    dropped = data.draw(st.sampled_from(items))
    rest = [item for item in items if item is not dropped]
    before = sequence.place(items, held, TODAY, yearly, month, spent)
    after = sequence.place(rest, held, TODAY, yearly, month, spent)
    excused = needing(items, dropped) | {dropped.key}
    for step in before.steps:
        if step.item.key in excused:
            continue
        day = after.day_of(step.item.key)
        assert day is not None
        assert day <= step.on


# --- What is said -------------------------------------------------------------------------------

CKA = Item(1, "cka", "CKA", Decimal(445), weeks=10)
CKS = Item(2, "cks", "CKS", Decimal(445), weeks=10, needs=(("cka",),))


def fitted(*items: Item, yearly: int | None = 500, held: frozenset[str] = frozenset()) -> Order:
    return sequence.place(items, held, TODAY, None if yearly is None else Decimal(yearly))


def refused(order: Order) -> list[tuple[str, Reason]]:
    return [(one.item.slug, one.reason) for one in order.left_out]


def test_a_second_exam_waits_for_the_next_years_money_and_says_so() -> None:
    cheap_year = replace(CKS, weeks=1)
    first, second = fitted(CKA, cheap_year).steps
    assert first.on == date(2027, 2, 6)
    assert (second.ready, second.on) == (date(2027, 2, 13), date(2028, 1, 1))
    assert second.flags == (Flag.WAITS_FOR_MONEY,)


def test_without_a_budget_only_study_decides() -> None:
    assert [step.on for step in fitted(CKA, CKS, yearly=None).steps] == [
        date(2027, 2, 6),
        date(2027, 4, 17),
    ]


def test_cks_asks_for_cka() -> None:
    assert refused(fitted(CKS)) == [("cks", Reason.LACKS)]
    assert refused(fitted(CKS, CKA)) == [("cks", Reason.LACKS_LATER)]
    assert refused(fitted(CKA, CKS)) == []
    assert refused(fitted(CKS, held=frozenset({"cka"}))) == []


def test_what_costs_more_than_a_whole_year_takes_with_it_what_asks_for_it() -> None:
    dear = replace(CKA, cost=Decimal(501))
    assert refused(fitted(dear, CKS)) == [
        ("cka", Reason.TOO_DEAR),
        ("cks", Reason.LACKS_LEFT_OUT),
    ]


def test_what_an_employer_pays_fits_a_budget_of_nothing() -> None:
    assert refused(fitted(replace(CKA, cost=Decimal(0)), yearly=0)) == []


def test_a_booked_exam_is_paid_from_its_year_before_anything_else() -> None:
    booked = replace(CKS, needs=(), booked=date(2027, 11, 1))
    assert fitted(CKA, booked).day_of(CKA.key) == date(2028, 1, 1)


def test_a_booked_exam_says_what_is_wrong_with_it_and_stays() -> None:
    (step,) = fitted(replace(CKS, cost=Decimal(600), booked=date(2026, 11, 1))).steps
    assert step.on == date(2026, 11, 1)
    assert step.flags == (Flag.DATE_PASSED, Flag.BOOKED_WITHOUT, Flag.YEAR_OVER)
    assert step.lacks == (("cka",),)


def test_a_booked_exam_says_when_its_study_takes_longer() -> None:
    (step,) = fitted(replace(CKA, booked=date(2027, 1, 10))).steps
    assert (step.on, step.flags) == (date(2027, 1, 10), (Flag.STUDY_SHORT,))


def test_a_missed_wish_and_an_exam_that_ends_first_are_said() -> None:
    wish = replace(CKA, wished=date(2027, 1, 15), until=date(2027, 1, 31))
    (step,) = fitted(wish).steps
    assert step.flags == (Flag.WISH_MISSED, Flag.EXAM_ENDS)


def test_a_wish_that_can_wait_is_waited_for() -> None:
    (step,) = fitted(replace(CKA, wished=date(2027, 9, 1))).steps
    assert (step.on, step.flags) == (date(2027, 9, 1), ())


def test_what_dropping_one_changes() -> None:
    kcna = Item(3, "kcna", "KCNA", Decimal(250), weeks=1)
    changed = sequence.changes(fitted(CKA, CKS, kcna), fitted(CKS, kcna))
    assert {one.item.slug: (one.was, one.becomes) for one in changed} == {
        "cks": (date(2028, 1, 1), None),
        "kcna": (date(2029, 1, 1), date(2026, 12, 5)),
    }


def test_an_exam_that_is_over_and_one_that_is_gone_are_said() -> None:
    over = replace(CKA, until=TODAY - timedelta(days=1))
    (step,) = fitted(over).steps
    assert step.flags == (Flag.EXAM_OVER,)
    order = fitted(replace(CKA, gone=True), CKS)
    assert [left.reason for left in order.left_out] == [Reason.GONE, Reason.LACKS_LEFT_OUT]
    assert not order.used
