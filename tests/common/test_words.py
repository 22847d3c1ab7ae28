"""What templates may use."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from common.templatetags import forte


@pytest.mark.parametrize(
    ("number", "said"), [(0, "none"), (1, "one"), (12, "twelve"), (13, "13"), (1200, "1,200")]
)
def test_small_numbers_are_words(number: int, said: str) -> None:
    assert forte.words(number) == said


def test_figures_are_written_as_people_write_them() -> None:
    page = Template('{{ a|figure }} {{ a|with_unit:"USD per month" }} [{{ none|figure }}]')
    assert (
        page.render(Context({"a": Decimal("1168.0"), "none": None})) == "1,168 $1,168 per month []"
    )


def test_quotes_become_typographic() -> None:
    assert forte.curly('"It\'s slow." He said "no"') == "“It’s slow.” He said “no”"


@pytest.mark.parametrize(
    ("here", "said"),
    [
        ("plan", ' aria-current="page"'),
        ("plan-month", ' aria-current="true"'),
        ("milestone", ' aria-current="true"'),
        ("planet", ""),
        ("today", ""),
    ],
)
def test_a_link_knows_whether_one_is_there(here: str, said: str) -> None:
    request = SimpleNamespace(resolver_match=SimpleNamespace(url_name=here))
    page = Template('{% current "plan" "milestone" %}')
    assert page.render(Context({"request": request})) == said


def test_a_link_knows_nothing_without_a_request() -> None:
    assert Template('{% current "plan" %}').render(Context({})) == ""


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("(Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("(iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("https://evil.example/new-password", "an unknown browser"),
    ],
)
def test_a_browser_is_called_by_its_name(agent: str, said: str) -> None:
    assert forte.browser(agent) == said


def at(name: str) -> dict[str, object]:
    return {"request": SimpleNamespace(resolver_match=SimpleNamespace(url_name=name), path="/")}


def test_a_tab_says_whether_one_is_on_it_or_below_it() -> None:
    tab = Template('[{% here "casestudy" "casestudy-about" below=on %}]')
    assert tab.render(Context(at("casestudy"))) == '[ aria-current="page"]'
    assert tab.render(Context(at("casestudy-about"))) == '[ aria-current="true"]'
    assert tab.render(Context(at("casestudy-write"))) == "[]"
    assert tab.render(Context({**at("passage-history"), "on": "casestudy"})) == (
        '[ aria-current="true"]'
    )
    assert tab.render(Context({})) == "[]"
