"""The pages on which a case study is written, with a browser that runs no script."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from portfolio.casestudies import parts
from portfolio.casestudies.models import LONGEST, CaseStudy, Passage, Revision
from tests.portfolio.rows import case, result, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(dana: User) -> CaseStudy:
    return case(dana)


def page(study: CaseStudy, name: str = "write") -> str:
    return f"/portfolio/{study.pk}/{name}/"


def fields(html: str) -> dict[str, str]:
    """What a browser would send of the page as it is."""
    hidden = dict(re.findall(r'<input type="hidden" name="([\w.-]+)" value="([^"]*)"', html))
    texts = re.findall(r'<textarea[^>]* name="(text\.[\w.-]+)"[^>]*>\n(.*?)</textarea>', html, re.S)
    return {**hidden, **dict(texts)}


def texts(study: CaseStudy) -> dict[str, str]:
    return {one.slot: one.text for one in Passage.objects.filter(case_study=study)}


def test_a_section_each_with_its_question(as_dana: Client, study: CaseStudy) -> None:
    html = as_dana.get(page(study)).content.decode()
    names = re.findall(r'name="text\.([\w.]+)"', html)
    assert names == [
        "question",
        "problem",
        "constraints",
        "decision",
        "implementation",
        "tradeoffs",
        "result",
        "lessons",
    ]
    assert parts.prompts()["problem"].asks in html


def test_the_decisions_and_the_evidence_of_the_lane(as_dana: Client, study: CaseStudy) -> None:
    html = as_dana.get(page(study, "decisions")).content.decode()
    names = re.findall(r'name="text\.([\w.-]+)"', html)
    assert names[:6] == [
        "decision.architecture",
        "decision.security",
        "decision.cost",
        "decision.deployment",
        "decision.observability",
        "decision.rollback",
    ]
    assert all(name.startswith("evidence.") for name in names[6:])


def test_the_result_stands_beside_the_figures(as_dana: Client, study: CaseStudy) -> None:
    result(study)
    assert "Time to restore" in as_dana.get(page(study)).content.decode()


def test_the_whole_page_is_saved_at_once(as_dana: Client, study: CaseStudy) -> None:
    sent = fields(as_dana.get(page(study)).content.decode())
    sent |= {"text.problem": "Deploys fail", "text.lessons": "\n\n  Smaller steps"}
    answer = as_dana.post(page(study), sent)
    assert (answer.status_code, answer.url) == (302, page(study))
    assert texts(study) == {"problem": "Deploys fail", "lessons": "\n\n  Smaller steps"}
    sent = fields(as_dana.get(page(study)).content.decode())
    assert sent["text.lessons"] == "\n\n  Smaller steps"
    as_dana.post(page(study), sent)
    assert list(Passage.objects.values_list("version", flat=True)) == [1, 1]


def test_a_section_nobody_typed_in_is_no_conflict(as_dana: Client, study: CaseStudy) -> None:
    write(study, problem="weekly")
    early = fields(as_dana.get(page(study)).content.decode())
    as_dana.post(page(study), {"text.problem": "daily", "version.problem": 1})
    answer = as_dana.post(page(study), early | {"text.lessons": "Smaller steps"})
    assert answer.status_code == 302
    assert texts(study) == {"problem": "daily", "lessons": "Smaller steps"}


def test_two_tabs_see_both_texts_and_choose(as_dana: Client, study: CaseStudy) -> None:
    write(study, problem="weekly <b>")
    early = fields(as_dana.get(page(study)).content.decode())
    as_dana.post(page(study), early | {"text.problem": "daily"})
    answer = as_dana.post(page(study), early | {"text.problem": "hourly", "text.lessons": "L"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert texts(study) == {"problem": "daily", "lessons": "L"}
    shown = fields(html)
    assert shown["text.problem"] == "hourly"
    assert ">daily</pre>" in html
    mine = as_dana.post(page(study), shown)
    assert mine.status_code == 302
    assert texts(study)["problem"] == "hourly"
    kept = set(Revision.objects.values_list("text", flat=True))
    assert {"daily", "hourly"} <= kept


def test_the_other_text_can_be_kept(as_dana: Client, study: CaseStudy) -> None:
    write(study, problem="weekly")
    sent = {"text.problem": "hourly", "version.problem": 0, "text.lessons": "L", "other": "problem"}
    assert as_dana.post(page(study), sent).status_code == 302
    assert texts(study) == {"problem": "weekly", "lessons": "L"}
    assert Revision.objects.get().text == "hourly"


def test_what_is_too_long_comes_back_whole(as_dana: Client, study: CaseStudy) -> None:
    long = "x" * (LONGEST + 1)
    answer = as_dana.post(page(study), {"text.problem": long, "text.lessons": "L"})
    html = answer.content.decode()
    assert "60,001 characters are more than fit" in html
    assert fields(html)["text.problem"] == long
    assert texts(study) == {"lessons": "L"}


def test_one_section_alone_meets_another_tab(as_dana: Client, study: CaseStudy) -> None:
    write(study, plain="It is faster")
    address = f"/portfolio/{study.pk}/passages/plain/"
    answer = as_dana.post(address, {"text.plain": "It is cheaper", "version.plain": 0})
    assert answer.status_code == 409
    assert fields(answer.content.decode())["text.plain"] == "It is cheaper"
    again = as_dana.post(address + "?next=/portfolio/", fields(answer.content.decode()))
    assert (again.status_code, again.url) == (302, "/portfolio/")
    assert texts(study) == {"plain": "It is cheaper"}


def test_an_expired_session_gives_the_text_back(client: Client, study: CaseStudy) -> None:
    sent = {"text.problem": "Deploys <fail>", "version.problem": 4}
    answer = client.post(page(study), sent)
    html = answer.content.decode()
    assert answer.status_code == 401
    assert "You were signed out" in html
    assert "Deploys &lt;fail&gt;</textarea>" in html
    assert 'name="version.problem" value="4"' in html
    assert client.get(page(study)).url.startswith("/accounts/login/")
    assert client.post(page(study)).url.startswith("/accounts/login/")


def test_a_form_from_before_signing_in_gives_the_text_back(study: CaseStudy, dana: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    sent = {"text.problem": "Deploys fail", "csrfmiddlewaretoken": "x" * 64}
    answer = strict.post(page(study), sent)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Deploys fail</textarea>" in html
    again = fields(html) | {"text.problem": "Deploys fail"}
    assert strict.post(page(study), again).status_code == 302
    assert texts(study) == {"problem": "Deploys fail"}
    foreign = strict.post(page(study), sent, headers={"sec-fetch-site": "cross-site"})
    assert "Deploys fail" not in foreign.content.decode()


@pytest.mark.parametrize("name", ["write", "decisions"])
def test_a_stranger_finds_no_such_page(as_eve: Client, study: CaseStudy, name: str) -> None:
    assert as_eve.get(page(study, name)).status_code == 404
    assert as_eve.post(page(study, name), {"text.problem": "mine"}).status_code == 404


@pytest.mark.parametrize("name", ["write", "decisions"])
def test_ten_thousand_words_cost_no_query_more(
    as_dana: Client, study: CaseStudy, name: str
) -> None:
    few = queries(as_dana, page(study, name))
    slots = {slot.replace(".", "__"): "word " * 10_000 for slot in study.slots}
    write(study, **slots)
    for _ in range(20):
        result(study)
    assert queries(as_dana, page(study, name)) == few


def test_saving_ten_thousand_words_costs_no_query_more(as_dana: Client, study: CaseStudy) -> None:
    def save(text: str, version: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            as_dana.post(
                f"/portfolio/{study.pk}/passages/problem/",
                {"text.problem": text, "version.problem": version},
                headers={"accept": "application/json"},
            )
        return len(asked)

    save("a", 0)
    assert save("word " * 100, 1) == save("word " * 10_000, 2)


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
