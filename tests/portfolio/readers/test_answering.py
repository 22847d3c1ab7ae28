"""What an author makes of what readers said, and what the pages cost, refuse and log."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.logs import WithoutLinks
from portfolio.casestudies.models import CaseStudy
from portfolio.readers import asking
from portfolio.readers.models import PlainVersion, Reader, ReadingTest
from portfolio.readers.standing import standing, standing_of_many
from tests.at_once import comes_first
from tests.portfolio.readers.authors import invite, page, press
from tests.portfolio.readers.rows import NEWER, TEXT, address, answered, reader, rewrite, version
from tests.portfolio.rows import case

pytestmark = pytest.mark.django_db


def test_the_author_sees_time_and_answers_and_judges(as_dana: Client, study: CaseStudy) -> None:
    test = answered(reader(study), 94, said_back="Cheaper for all.", fund_why="Pays itself.")
    said = page(as_dana, study)
    for sentence in ("1:34", "Cheaper for all.", "Pays itself.", "Did they understand it right?"):
        assert sentence in said
    assert "Say whether it is right." in said
    said = press(as_dana, study, "reading-judge", test.pk, right="yes")
    assert "Passed with version 1." in said
    assert "You say they understood it." in said
    said = press(as_dana, study, "reading-judge", test.pk, right="no")
    assert "No reader has said it back right yet." in said
    press(as_dana, study, "reading-judge", test.pk, right="perhaps")
    test.refresh_from_db()
    assert test.said_right is False


def test_a_rewrite_answers_what_confused_and_a_second_reading_passes(
    as_dana: Client, study: CaseStudy
) -> None:
    ines = reader(study)
    test = answered(ines, 100, confused="Whose part?", said_right=True)
    assert "1 thing that confused a reader is not answered yet." in page(as_dana, study)
    rewrite(study, NEWER)
    said = press(as_dana, study, "reading-clear", test.pk, cleared_note="Each team is named.")
    assert "Answered by version 2: Each team is named." in said
    assert "Nobody has read the rewrite and passed yet." in said
    test.refresh_from_db()
    assert test.cleared_by is not None
    assert test.cleared_by.text == NEWER
    for marked in ("<del>", "<ins>", "Version 1 and version 2"):
        assert marked in said
    press(as_dana, study, "reader-show", ines.pk)
    ines.refresh_from_db()
    answered(ines, 80, said_right=True)
    assert "Passed with version 2." in page(as_dana, study)
    rewrite(study, TEXT)
    assert "Passed with version 2; the text has changed since." in page(as_dana, study)


def test_the_text_that_confused_answers_nothing(as_dana: Client, study: CaseStudy) -> None:
    test = answered(reader(study), confused="Whose part?")
    said = press(as_dana, study, "reading-clear", test.pk, cleared_note="Nothing really")
    assert "still says what version 1 said. Rewrite it first." in said
    assert 'value="Nothing really"' in said
    rewrite(study, NEWER)
    invite(as_dana, study, name="Otto")
    rewrite(study, TEXT)
    press(as_dana, study, "reading-clear", test.pk, cleared_note="Back again")
    test.refresh_from_db()
    assert (test.cleared_by, test.cleared_note) == (None, "")


def test_an_older_version_clears_nothing(study: CaseStudy) -> None:
    first, second = version(study, 1), version(study, 2, NEWER)
    test = answered(reader(study, version=second), confused="Whose?", cleared_by=first)
    assert standing(study).open_confusions == 1
    ReadingTest.objects.update(cleared_by=second)
    assert standing(study).open_confusions == 1
    ReadingTest.objects.filter(pk=test.pk).update(cleared_by=version(study, 3, "Third."))
    assert standing(study).open_confusions == 0


@pytest.mark.parametrize(
    ("note", "text", "sentence"),
    [
        ("", NEWER, "This field is required."),
        ("x" * 301, NEWER, "at most 300 characters"),
        ("Said shorter", "word " * 301, "has 301 words, 1 more"),
        ("Took it out", "", "There is no plain version yet."),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_kept_in_its_field(
    as_dana: Client, study: CaseStudy, note: str, text: str, sentence: str
) -> None:
    test = answered(reader(study), confused="Whose part?")
    rewrite(study, text)
    said = press(as_dana, study, "reading-clear", test.pk, cleared_note=note)
    assert sentence in said
    assert f'value="{note}"' in said
    test.refresh_from_db()
    assert test.cleared_by is None


def test_what_is_not_answered_yet_is_neither_judged_nor_cleared(
    as_dana: Client, study: CaseStudy
) -> None:
    test = answered(reader(study), answered_at=None)
    for name in ("reading-judge", "reading-clear"):
        url = reverse(name, args=[study.pk, test.pk])
        assert as_dana.post(url, {"right": "yes", "cleared_note": "x"}).status_code == 404


def test_words_of_the_trade_are_marked(as_dana: Client, study: CaseStudy) -> None:
    rewrite(study, "Each replica has a GPU & no <b>.")
    said = page(as_dana, study)
    assert "Each <mark>replica</mark> has a <mark>GPU</mark> &amp; no &lt;b&gt;." in said
    assert "Two words of the trade, marked in the text" in said
    assert "the expensive kind of chip that AI runs on" in said


def test_what_readers_write_does_nothing_on_the_page(
    as_dana: Client, study: CaseStudy, dana: User
) -> None:
    hostile = '"><script>alert(1)</script>{{ 7 }}</textarea>'
    rewrite(study, f"Cheaper {hostile}")
    ines = reader(study, hostile, role=hostile, version=version(study, 1, hostile))
    version(study, 2, f"{hostile} more")
    answered(
        ines, confused=hostile, said_back=hostile, fund_why=hostile, cleared_note=hostile,
        cleared_by=version(study, 2),
    )  # fmt: skip
    dana.name = hostile[:80]
    dana.save()
    seen = [page(as_dana, study)]
    Reader.objects.update(version=version(study, 2))
    seen += [page(as_dana, study), Client().get(address(ines)).content.decode()]
    seen.append(Client().post(address(ines, "reader-start"), follow=True).content.decode())
    for said in seen:
        assert "<script>alert" not in said
        assert hostile not in said


def test_a_stranger_finds_nothing(as_eve: Client, study: CaseStudy, eve: User) -> None:
    ines = reader(study)
    test = answered(ines, confused="Pods")
    own = case(eve)
    for pk in (study.pk, own.pk):
        for name, what in (
            ("reader-revoke", ines.pk), ("reader-resend", ines.pk), ("reader-show", ines.pk),
            ("reading-judge", test.pk), ("reading-clear", test.pk),
            ("reading-unclear", test.pk),
        ):  # fmt: skip
            url = reverse(name, args=[pk, what])
            assert as_eve.post(url, {"right": "yes", "cleared_note": "x"}).status_code == 404
    for name in ("casestudy-readers", "reader-invite"):
        assert as_eve.get(reverse(name, args=[study.pk])).status_code == 404
    assert as_eve.post(reverse("reader-invite", args=[study.pk]), {}).status_code == 404
    ines.refresh_from_db()
    assert (ines.revoked_at, ines.resent_at) == (None, None)


def test_a_visitor_is_asked_to_sign_in(client: Client, study: CaseStudy) -> None:
    assert "/login/" in client.get(reverse("casestudy-readers", args=[study.pk]))["Location"]
    assert "/login/" in client.post(reverse("reader-invite", args=[study.pk]))["Location"]


def test_looking_writes_nothing_and_buttons_want_a_post(as_dana: Client, study: CaseStudy) -> None:
    ines = reader(study)
    test = answered(ines)
    with CaptureQueriesContext(connection) as asked:
        page(as_dana, study)
        as_dana.get(reverse("reader-invite", args=[study.pk]))
    assert not [one for one in asked if re.match("INSERT|UPDATE|DELETE", one["sql"])]
    for name, pk in (("reader-revoke", ines.pk), ("reading-judge", test.pk)):
        assert as_dana.get(reverse(name, args=[study.pk, pk])).status_code == 405


def test_thirty_readers_cost_as_much_as_one(as_dana: Client, study: CaseStudy) -> None:
    def queries(names: list[str]) -> int:
        for name in names:
            made = reader(study, name)
            for confused in ("Pods", "Nothing"):
                answered(made, confused=confused)
            answered(made, answered_at=None)
        with CaptureQueriesContext(connection) as asked:
            page(as_dana, study)
        return len(asked)

    assert queries(["Ines"]) == queries([f"Reader {n}" for n in range(29)])


def test_the_standing_of_many_costs_as_much_as_of_one(dana: User, study: CaseStudy) -> None:
    answered(reader(study), said_right=True)
    others = [case(dana) for _ in range(5)]
    rewrite(others[0], "Another text.")
    answered(reader(others[0], version=version(others[0], 2, "Before.")), said_right=True)
    with CaptureQueriesContext(connection) as asked:
        alone = standing(study)
    pks = [study.pk, *(one.pk for one in others)]
    with CaptureQueriesContext(connection) as asked_more:
        all_of_them = standing_of_many(pks)
    assert len(asked) == len(asked_more) == 4
    assert all_of_them[study.pk] == alone
    assert (alone.passed_version, alone.is_current) == (1, True)
    assert all_of_them[others[0].pk].passed_version == 2
    assert not all_of_them[others[0].pk].is_current
    assert all_of_them[others[1].pk].said == "There is no plain version yet."


def test_two_versions_made_at_once_get_one_number(
    as_dana: Client, study: CaseStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = comes_first(monkeypatch, lambda: asking.version_to_show(study, timezone.now()))
    invite(as_dana, study)
    assert met
    assert PlainVersion.objects.count() == 1


def test_asked_once_more_twice_at_once_is_once(
    as_dana: Client, study: CaseStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    ines = reader(study)
    met = comes_first(monkeypatch, lambda: ines.resend(timezone.now(), asking.LASTS))
    assert "cannot be asked once more" in press(as_dana, study, "reader-resend", ines.pk)
    assert met


def test_what_an_author_does_and_a_reader_answers_touches_the_case_study(
    as_dana: Client, study: CaseStudy
) -> None:
    ines = reader(study)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        press(as_dana, study, "reader-revoke", ines.pk)
        study.refresh_from_db()
        assert study.touched_at == timezone.now()


def test_logs_hold_no_link(study: CaseStudy, caplog: pytest.LogCaptureFixture) -> None:
    ines = reader(study)
    logger = logging.getLogger("reader-test")
    logger.addFilter(WithoutLinks())
    with caplog.at_level(logging.INFO):
        for name in ("reader", "reader-start", "reader-answer"):
            logger.info("GET %s", address(ines, name))
    assert ines.token not in caplog.text
    assert caplog.text.count("/reader/…") == 3


def test_an_author_without_a_name_is_told_so(as_dana: Client, study: CaseStudy, dana: User) -> None:
    dana.name = ""
    dana.save()
    url = reverse("reader-invite", args=[study.pk])
    assert "your profile has no name" in as_dana.get(url).content.decode()
    said = Client().get(address(reader(study))).content.decode()
    assert "Somebody asks for two minutes" in said
    assert "dana" not in said.lower()


def test_an_answer_to_a_confusion_can_be_reworded_and_taken_back(
    as_dana: Client, study: CaseStudy
) -> None:
    test = answered(reader(study), confused="What is a tenant?", said_right=True)
    rewrite(study, NEWER)
    press(as_dana, study, "reading-clear", test.pk, cleared_note="No tenant any more.")
    rewrite(study, NEWER + " Daily.")
    said = press(as_dana, study, "reading-clear", test.pk, cleared_note="Says team instead.")
    assert "Answered by version 2: Says team instead." in said
    assert PlainVersion.objects.count() == 2
    assert standing(study).open_confusions == 0
    said = press(as_dana, study, "reading-unclear", test.pk)
    assert "It is open again." in said
    assert 'value="Says team instead."' in said
    assert standing(study).open_confusions == 1
    said = press(as_dana, study, "reading-clear", test.pk, cleared_note="Says team instead.")
    assert "Answered by version 3" in said


def test_two_minutes_to_the_second_pass(study: CaseStudy) -> None:
    on_time = answered(reader(study), 120, said_right=True)
    assert standing(study).passed
    on_time.read_at = on_time.started_at + timedelta(seconds=121)
    on_time.save()
    assert not standing(study).passed
