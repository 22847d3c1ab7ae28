"""Hostile text is shown in Chromium, and does nothing."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from accounts.models import User
from portfolio.artifacts.models import Artifact
from portfolio.casestudies.models import CaseStudy, Tradeoff
from portfolio.telling.markdown import html
from tests.portfolio.rows import case, result, write
from tests.portfolio.telling.payloads import PAYLOADS, URLS

WRONG = """() => {
  const scheme = /^(https?:|mailto:)/;
  const allowed = new Set(
    ("a blockquote br code del em h4 h5 h6 hr li ol p pre s strong table tbody td th thead tr ul" +
      " div").split(" "),
  );
  const own = (url) => !url || url.startsWith("/") || url.startsWith("#") || url.startsWith("http://localhost");
  const found = [];
  for (const element of document.querySelectorAll("main *")) {
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^hx-|^data-hx/.test(name)) found.push(`${element.tagName} ${name}`);
      if (/^(href|src|action|formaction)$/.test(name) && !scheme.test(value) && !own(value)) {
        found.push(`${name}=${value}`);
      }
    }
  }
  for (const part of document.querySelectorAll(".passage, .article-question")) {
    for (const link of part.querySelectorAll("a[href]")) {
      if (!scheme.test(link.getAttribute("href"))) found.push(link.outerHTML);
      if (link.rel !== "nofollow ugc noopener noreferrer") found.push(link.rel);
    }
    for (const other of part.querySelectorAll("*")) {
      if (!allowed.has(other.localName)) found.push(other.outerHTML);
    }
  }
  return found;
}"""


@pytest.fixture
def hostile(dana: User) -> CaseStudy:
    """Payloads wherever a person types, most of them as passages of one text."""
    quoted = '"><img src=x onerror=window.hit=1>'
    study = case(dana, title=quoted, employer="</p><script>window.hit=1</script>")
    write(study, question="\n\n".join(PAYLOADS[:20]), problem="\n\n".join(PAYLOADS))
    for slot, first in (("constraints", 0), ("decision", 1), ("implementation", 2), ("result", 3)):
        write(study, **{slot: "\n\n---\n\n".join(PAYLOADS[first::4])})
    for at in range(0, len(PAYLOADS), 4):
        four = [one[:190].replace("\0", "") for one in (PAYLOADS[at : at + 4] * 4)[:4]]
        Tradeoff.objects.create(
            case_study=study, chose=four[0], over=four[1], because=four[2], gave_up=four[3]
        )
    for at, payload in enumerate(PAYLOADS[::4]):
        plain = payload.replace("\0", "")
        result(
            study, name=plain[:100], unit=plain[:60], period=plain[:120], how=plain[:300],
            limit_what=plain[:100], limit_value=1, limit_unit=plain[:40], limit_after=2,
            again=40, again_on="2026-11-03", again_why=plain[:300],
        )  # fmt: skip
        Artifact.objects.create(
            case_study=study, kind="link", section="decision", title=plain[:160],
            alt=plain[:300], text=plain, url=URLS[at % len(URLS)],
        )  # fmt: skip
    return study


@pytest.mark.parametrize("name", ["casestudy-article", "casestudy-story", "casestudy-readme"])
def test_no_script_runs_and_nothing_leaves(
    dana_in_browser: BrowserContext, live_server: Any, hostile: CaseStudy, name: str
) -> None:
    page = dana_in_browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + reverse(name, args=[hostile.pk]))
    _touch(page)
    assert page.evaluate("window.hit") is None
    assert page.evaluate(WRONG) == []
    assert said == []
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert page.evaluate("document.title") != ""


def _touch(page: Page) -> None:
    """Every element is hovered and focused; nothing is left for a handler to wait for."""
    page.evaluate(
        """() => { for (const one of document.querySelectorAll("main *")) {
          for (const kind of ["mouseover", "pointerenter", "focus", "toggle", "load", "error"])
            one.dispatchEvent(new Event(kind, { bubbles: true }));
        } }"""
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_alone_it_is_text_and_links(payload: str) -> None:
    made = html(payload)
    for mark in ("<script", "<img", "<svg", "<math", "<iframe", "<style", "<form", "\0"):
        assert mark not in made.lower()
    for scheme in ('href="javascript', 'href="data', 'href="vbscript', 'href="/', 'href="?'):
        assert scheme not in made.lower()


def test_there_are_enough_of_them() -> None:
    assert len(set(PAYLOADS)) >= 120
