"""How far case studies are with their readers, for many at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from portfolio.casestudies.models import CaseStudy, Passage
from portfolio.casestudies.parts import PLAIN
from portfolio.readers import outcome
from portfolio.readers.asking import as_shown
from portfolio.readers.models import PlainVersion, Reader, ReadingTest
from portfolio.readers.outcome import Reading, Standing


def standing(case: CaseStudy) -> Standing:
    """How far one is."""
    return standing_of_many([case.pk])[case.pk]


def standing_of_many(case_pks: Iterable[int]) -> dict[int, Standing]:
    """How far each is, by primary key. Four queries, however many there are."""
    pks = list(case_pks)
    readings = _readings(pks)
    asked = dict(
        Reader.objects.filter(case_study__in=pks)
        .order_by()
        .values_list("case_study")
        .annotate(Count("pk"))
    )
    texts = {
        pk: as_shown(text)
        for pk, text in Passage.objects.filter(case_study__in=pks, slot=PLAIN).values_list(
            "case_study", "text"
        )
    }
    passed = {pk: outcome.newest_passed(readings[pk]) for pk in pks}
    shown = _texts(passed)
    return {
        pk: outcome.standing(
            readings[pk],
            asked=asked.get(pk, 0),
            newest_passed_is_text=pk in shown and shown[pk] == texts.get(pk, ""),
            has_text=bool(texts.get(pk)),
        )
        for pk in pks
    }


def reading(test: ReadingTest) -> Reading:
    """A test that was answered, as values. Wants ``version`` and ``cleared_by`` loaded."""
    return Reading(
        version=test.version.number,
        seconds=test.seconds or 0,
        confused=test.confused,
        said_right=test.said_right,
        cleared_by=test.cleared_by.number if test.cleared_by else None,
    )


def _readings(pks: list[int]) -> dict[int, list[Reading]]:
    found: dict[int, list[Reading]] = defaultdict(list)
    tests = ReadingTest.objects.answered().filter(reader__case_study__in=pks)
    for test in (
        tests.select_related("reader", "version", "cleared_by")
        .defer("version__text", "cleared_by__text")
        .order_by("answered_at")
    ):
        found[test.reader.case_study_id].append(reading(test))
    return found


def _texts(passed: dict[int, int | None]) -> dict[int, str]:
    """What the versions that passed say, by case study."""
    numbers = {number for number in passed.values() if number is not None}
    rows = PlainVersion.objects.filter(case_study__in=passed, number__in=numbers)
    return {
        pk: text
        for pk, number, text in rows.values_list("case_study", "number", "text")
        if passed[pk] == number
    }
