"""Somebody's words are saved, and nothing they typed is ever lost."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from portfolio.casestudies import keeping, passages
from portfolio.casestudies.models import LONGEST, CaseStudy, Passage, Revision
from portfolio.casestudies.passages import Conflict, Saved, Tab, TooLong, save
from tests.at_once import comes_first
from tests.portfolio.rows import case, write

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 14, 3, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ONE, OTHER = "one", "other"
Why = Revision.Why


@pytest.fixture
def study(dana: User) -> CaseStudy:
    return case(dana)


def put(
    study: CaseStudy, text: str, began_from: int, tab: Tab | None = None, at: datetime = NOW
) -> Saved | Conflict:
    return save(study, "problem", text, began_from, tab or Tab(ONE), at)


def text_of(study: CaseStudy) -> str:
    return Passage.objects.get(case_study=study, slot="problem").text


def kept(study: CaseStudy) -> list[tuple[str, str]]:
    """Why and text of each revision, the oldest first."""
    rows = Revision.objects.filter(passage__case_study=study).order_by("pk")
    return [(row.why, row.text) for row in rows]


# --- Versions -----------------------------------------------------------------------------------


def test_what_is_written_is_saved_and_counts_up(study: CaseStudy) -> None:
    assert put(study, "Deploys fail", 0) == Saved(1, NOW, "Deploys fail")
    assert put(study, "Deploys fail weekly", 1, at=NOW + MINUTE) == Saved(
        2, NOW + MINUTE, "Deploys fail weekly"
    )
    study.refresh_from_db()
    assert study.touched_at == NOW + MINUTE


def test_nothing_in_nothing_makes_no_row(study: CaseStudy) -> None:
    assert put(study, "", 0) == Saved(0, None)
    assert not Passage.objects.exists()


def test_the_same_text_again_is_no_new_version(study: CaseStudy) -> None:
    put(study, "Deploys fail", 0)
    assert put(study, "Deploys fail", 1, at=NOW + MINUTE) == Saved(1, NOW, "Deploys fail")


def test_asking_again_after_an_answer_got_lost_is_no_conflict(study: CaseStudy) -> None:
    put(study, "Deploys fail", 0, Tab(ONE, 1))
    assert put(study, "Deploys fail", 0, Tab(ONE, 2)) == Saved(1, NOW, "Deploys fail")
    assert isinstance(put(study, "Deploys fail weekly", 0, Tab(ONE, 3)), Saved)
    assert text_of(study) == "Deploys fail weekly"


def test_what_a_tab_sent_earlier_and_arrives_later_takes_nothing_away(study: CaseStudy) -> None:
    put(study, "Deploys", 0, Tab(ONE, 1))
    put(study, "Deploys fail weekly", 1, Tab(ONE, 3))
    assert isinstance(put(study, "Deploys fail", 1, Tab(ONE, 2)), Conflict)
    assert text_of(study) == "Deploys fail weekly"


def test_who_comes_too_late_overwrites_nothing_and_loses_nothing(study: CaseStudy) -> None:
    put(study, "Deploys fail", 0)
    put(study, "Deploys fail weekly", 1)
    late = put(study, "Deploys fail daily", 1, Tab(OTHER), NOW + MINUTE)
    assert late == Conflict("Deploys fail weekly", 2, NOW, "Deploys fail daily")
    assert text_of(study) == "Deploys fail weekly"
    assert kept(study) == [(Why.TOO_LATE, "Deploys fail daily")]
    put(study, "Deploys fail daily", 1, Tab(OTHER), NOW + MINUTE)
    assert len(kept(study)) == 1


def test_keeping_mine_puts_the_other_text_into_the_history(study: CaseStudy) -> None:
    put(study, "weekly", 0)
    met = put(study, "daily", 0, Tab(OTHER))
    assert isinstance(met, Conflict)
    assert isinstance(put(study, met.mine, met.version, Tab(OTHER)), Saved)
    assert text_of(study) == "daily"
    assert (Why.OTHER_TAB, "weekly") in kept(study)


def test_keeping_the_other_leaves_mine_in_the_history(study: CaseStudy) -> None:
    put(study, "weekly", 0)
    put(study, "daily", 0, Tab(OTHER))
    done = passages.set_aside(study, "problem", "daily, by hand", NOW)
    assert done.text == text_of(study) == "weekly"
    assert kept(study) == [(Why.TOO_LATE, "daily"), (Why.TOO_LATE, "daily, by hand")]


def test_a_version_from_the_future_overwrites_nothing(study: CaseStudy) -> None:
    put(study, "weekly", 0)
    assert isinstance(put(study, "daily", 9, Tab(OTHER)), Conflict)


def test_lines_end_in_one_way_and_null_bytes_go(study: CaseStudy) -> None:
    put(study, "a\r\nb\rc\0d", 0)
    assert text_of(study) == "a\nb\ncd"
    assert put(study, "a\nb\ncd", 1) == Saved(1, NOW, "a\nb\ncd")


def test_too_long_is_refused(study: CaseStudy) -> None:
    put(study, "x" * LONGEST, 0)
    with pytest.raises(TooLong):
        put(study, "x" * (LONGEST + 1), 1)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one connection")
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_instant_one_wins_and_the_other_hears_of_it(study: CaseStudy) -> None:
    start = threading.Barrier(2)
    came: list[Saved | Conflict] = []

    def send(key: str) -> None:
        start.wait()
        try:
            came.append(put(study, key, 0, Tab(key)))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(key,)) for key in (ONE, OTHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in came) == ["Conflict", "Saved"]
    everything = {text_of(study), *(text for _, text in kept(study))}
    assert everything == {ONE, OTHER}


# --- What is kept -------------------------------------------------------------------------------


def test_saving_every_few_seconds_keeps_one_in_ten_minutes(study: CaseStudy) -> None:
    text = ""
    for second in range(0, 1500, 5):
        text += "ab "
        put(study, text, second // 5, at=NOW + timedelta(seconds=second))
    assert [why for why, _ in kept(study)] == [Why.PAUSE, Why.PAUSE]


def test_before_much_is_taken_out_it_is_kept(study: CaseStudy) -> None:
    put(study, "a" * 1000, 0)
    put(study, "a" * 900, 1)  # a tenth
    put(study, "b" * 880, 2)  # replaced, about as long
    assert (Why.SHRUNK, "a" * 900) in kept(study)


def test_what_goes_bit_by_bit_is_kept_as_it_was_at_its_longest(study: CaseStudy) -> None:
    put(study, "a" * 3000, 0)
    for number in range(29):
        put(study, "a" * (3000 - 100 * (number + 1)), number + 1, at=NOW + number * MINUTE / 60)
    assert kept(study) == [(Why.PAUSE, "a" * 3000)]


def test_a_word_taken_out_is_not_worth_keeping(study: CaseStudy) -> None:
    put(study, "Deploys fail weekly", 0)
    put(study, "Deploys fail", 1)
    assert kept(study) == []


def test_pages_without_a_script_keep_what_was_there_each_time(study: CaseStudy) -> None:
    put(study, "Deploys fail", 0, Tab())
    put(study, "Deploys fail weekly", 1, Tab())
    assert kept(study) == [(Why.OTHER_TAB, "Deploys fail")]


def test_another_tab_that_goes_on_keeps_what_was_there(study: CaseStudy) -> None:
    put(study, "Deploys fail", 0)
    put(study, "Deploys fail weekly", 1, Tab(OTHER))
    assert kept(study) == [(Why.OTHER_TAB, "Deploys fail")]


def test_an_older_text_comes_back_and_the_present_one_is_kept(study: CaseStudy) -> None:
    put(study, "first", 0)
    put(study, "second", 1, Tab(OTHER))
    passages.restore(Revision.objects.get(), NOW + MINUTE)
    assert text_of(study) == "first"
    assert (Why.RESTORED, "second") in kept(study)
    assert isinstance(put(study, "second and more", 2, Tab(OTHER, 5)), Conflict)


def test_the_history_is_thinned_but_what_came_late_stays(study: CaseStudy) -> None:
    put(study, "first", 0)
    passage = Passage.objects.get()
    late = passage.revisions.create(text="late", version=0, why=Why.TOO_LATE, saved_at=NOW)
    old = NOW - timedelta(days=100)
    gone = passage.revisions.create(text="old", version=0, why=Why.TOO_LATE, saved_at=old)
    for number in range(keeping.MOST):
        at = NOW + (number + 1) * 11 * MINUTE
        put(study, f"text {number}", number + 1, at=at)
    assert passage.revisions.count() == keeping.MOST
    assert passage.revisions.filter(pk=late.pk).exists()
    assert passage.revisions.filter(pk=gone.pk).exists()  # pauses make room first
    assert not passage.revisions.filter(text="first").exists()


def test_the_oldest_pauses_make_room_before_anything_else() -> None:
    rows = [(number, Why.PAUSE, NOW - number * MINUTE) for number in range(2, keeping.MOST + 2)]
    rows = [(1, Why.TOO_LATE, NOW), *rows, (999, Why.TOO_LATE, NOW - timedelta(days=1))]
    assert keeping.too_many(rows, NOW) == [keeping.MOST + 1, keeping.MOST]
    late = [(number, Why.TOO_LATE, NOW) for number in range(keeping.MOST + 5)]
    assert keeping.too_many(late, NOW) == []
    many = [(number, Why.TOO_LATE, NOW) for number in range(keeping.ALL_IN_ALL + 2)]
    assert keeping.too_many(many, NOW) == [keeping.ALL_IN_ALL + 1, keeping.ALL_IN_ALL]
    assert keeping.too_many(late, NOW + timedelta(days=91)) == [204, 203, 202, 201, 200]


def test_the_newest_stay_whatever_they_are() -> None:
    """Also a text kept a moment ago, while two hundred that came late may not go yet."""
    late = [(number, Why.TOO_LATE, NOW) for number in range(1, keeping.MOST + 1)]
    assert keeping.too_many([(0, Why.PAUSE, NOW), *late], NOW) == []
    rows = [(number, Why.PAUSE, NOW) for number in range(keeping.MOST * 2)]
    assert min(keeping.too_many(rows, NOW)) >= keeping.NEWEST


def test_a_hostile_tab_fills_no_table(study: CaseStudy) -> None:
    put(study, "first", 0)
    passage = Passage.objects.get()
    rows = [
        Revision(passage=passage, text=f"late {n}", version=0, why=Why.TOO_LATE, saved_at=NOW)
        for n in range(keeping.ALL_IN_ALL)
    ]
    Revision.objects.bulk_create(rows)
    assert isinstance(put(study, "the newest of all", 0), Conflict)
    assert passage.revisions.count() == keeping.ALL_IN_ALL
    assert passage.revisions.filter(text="the newest of all").exists()


@pytest.mark.parametrize(
    ("before", "after", "out"),
    [("abc", "abc", 0), ("abc", "abcd", 0), ("abc", "ac", 1), ("aaa", "aa", 1), ("abc", "", 3)],
)
def test_what_one_edit_took_out_is_counted(before: str, after: str, out: int) -> None:
    assert keeping.taken_out(before, after) == out
    assert keeping.taken_out("x" * 500 + before, "x" * 500 + after) == out


# --- The address --------------------------------------------------------------------------------


def address(study: CaseStudy, slot: str = "problem") -> str:
    return f"/portfolio/{study.pk}/passages/{slot}/"


def post(client: Client, study: CaseStudy, text: str, version: int, slot: str = "problem") -> dict:
    fields = {f"text.{slot}": text, f"version.{slot}": version, "tab": "a", "turn": 1}
    answer = client.post(address(study, slot), fields, headers={"accept": "application/json"})
    return {"status": answer.status_code, **answer.json()}


def test_a_script_saves_and_hears_the_new_version(as_dana: Client, study: CaseStudy) -> None:
    said = post(as_dana, study, "Our p95 is high", 0, "question")
    assert said["status"] == 200
    assert said["version"] == 1
    assert said["words"] == 4
    assert "p95 (the slowest 1 in 20 requests)" in said["terms"]
    assert post(as_dana, study, "Our p95 is high", 0)["terms"] == ""


def test_a_script_hears_of_a_conflict_and_the_other_text(as_dana: Client, study: CaseStudy) -> None:
    write(study, problem="weekly")
    said = post(as_dana, study, "daily", 0)
    assert said == {"status": 409, "version": 1, "other": "weekly"}


def test_a_script_hears_what_is_too_long(as_dana: Client, study: CaseStudy) -> None:
    said = post(as_dana, study, "x" * (LONGEST + 1), 0)
    assert said["status"] == 400
    assert "60,001 characters" in said["said"]


def test_a_script_without_a_session_hears_so(client: Client, study: CaseStudy) -> None:
    said = post(client, study, "daily", 0)
    assert said["status"] == 401
    answer = client.get(address(study), headers={"accept": "application/json"})
    assert answer.status_code == 401


def test_a_script_asks_for_the_token_to_go_on_with(as_dana: Client, study: CaseStudy) -> None:
    answer = as_dana.get(address(study), headers={"accept": "application/json"})
    assert answer.json()["person"] == study.user_id
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_dana.cookies
    token = strict.get(address(study), headers={"accept": "application/json"}).json()["token"]
    headers = {"accept": "application/json", "x-csrftoken": token}
    fields = {"text.problem": "daily", "version.problem": 0}
    assert strict.post(address(study), fields, headers=headers).status_code == 200


@pytest.mark.parametrize("slot", ["nothing", "decision.none", "a.b", "evidence.none"])
def test_there_is_no_other_slot(as_dana: Client, study: CaseStudy, slot: str) -> None:
    fields = {f"text.{slot}": "daily", f"version.{slot}": 0}
    assert as_dana.post(address(study, slot), fields).status_code == 404


def test_a_stranger_finds_nothing_to_save_into(as_eve: Client, study: CaseStudy) -> None:
    assert as_eve.post(address(study), {"text.problem": "mine now"}).status_code == 404
    assert as_eve.get(address(study)).status_code == 404
    assert not Passage.objects.exists()


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30, "²"])
def test_a_version_that_is_none_is_the_first(
    as_dana: Client, study: CaseStudy, version: str
) -> None:
    fields = {"text.problem": "daily", "version.problem": version, "turn": version}
    assert as_dana.post(address(study), fields).status_code == 302
    assert text_of(study) == "daily"


def test_nothing_sent_is_no_wish(as_dana: Client, study: CaseStudy) -> None:
    assert as_dana.post(address(study), {}).status_code == 400


def test_a_save_waits_for_the_one_before_it(
    as_dana: Client, study: CaseStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = comes_first(monkeypatch, lambda: put(study, "weekly", 0, Tab(OTHER)))
    assert post(as_dana, study, "daily", 0)["status"] == 409
    assert met
