"""Mail scanners: every link of every mail is opened, and nothing changes

Every kind of mail is sent and its links are taken from the text, the HTML and the headers. Each is
opened once in Chromium with scripts on, one of each kind for ten seconds, and they are asked for by
HEAD and by GET over HTTP, redirects followed, a thousand times each. A digest of every row of every
table is the same before and after.
"""

import html
import http.client
import itertools
import re
import time
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import sync_playwright

from benchmarks.figures import Figure, main
from benchmarks.nudges import stand
from benchmarks.nudges.stand import Stand
from tests.run import find_browser

TIMES = 1_000
FAST = 50
OPEN_SECONDS = 10.0
MAILS = 11
"""A nudge about two blocks, a week's, a goodbye, a month's close, a test, a code, two about
addresses that are known or not, a new password, a password that was changed, and one to an address
that mail came back from (see insider.mails)."""
SWITCHES = "disable-gpu disable-quic no-first-run disable-background-networking "
SWITCHES += "disable-component-update disable-sync no-sandbox"
COUNTERS = "cache"
"""Holds the rate limits of sign-in and sign-up pages, which a visit may count towards."""


def run(fast: bool) -> Sequence[Figure]:
    """Fast: fifty times, and nothing is left open."""
    with stand.forte(with_sink=False) as at:
        mails = _mails(at)
        links = sorted({link for mail in mails for link in _links(mail)})
        ours = [link for link in links if link.startswith(at.product.url)]
        for name in ("worker", "beat"):  # from here on only a visit could write
            at.product.processes[name].stop(10.0)
        before = at.insider.ask("snapshot")
        in_browser, pressed = _in_chromium(ours, 0.0 if fast else OPEN_SECONDS)
        after_browser = at.insider.ask("snapshot")
        begun = time.monotonic()
        statuses = _by_http(ours, FAST if fast else TIMES)
        seconds = time.monotonic() - begun
        after = at.insider.ask("snapshot")
    wrong = [status for status in [*in_browser, *statuses] if status >= 500]
    kinds = sorted({_kind(link) for link in ours})
    return [
        Figure(
            "links found",
            f"{len(ours)} in {len(mails)} mails",
            f"in {MAILS} mails",
            len(mails) == MAILS and bool(ours),
            counted=True,
            note=f"{len(kinds)} kinds: {', '.join(kinds)}",
        ),
        _equal("Chromium, scripts on", before, after_browser, f"{len(in_browser)} pages opened"),
        Figure(
            "requests other than GET that a page made by itself",
            f"{pressed}",
            "0",
            pressed == 0,
            counted=True,
        ),
        _equal("HEAD and GET", after_browser, after, f"{len(statuses):,} visits, {seconds:.0f} s"),
        Figure("answers of 500 and above", f"{len(wrong)}", "0", not wrong, counted=True),
        Figure(
            "links that lead elsewhere",
            f"{len(links) - len(ours)}",
            "0",
            links == ours,
            counted=True,
        ),
    ]


def _equal(name: str, before: dict[str, str], after: dict[str, str], note: str) -> Figure:
    changed = [table for table in before if before[table] != after[table]]
    counted = [table for table in changed if table != COUNTERS]
    if COUNTERS in changed:
        note += f"; {COUNTERS} (rate limits) changed"
    return Figure(
        f"{name}: tables that changed",
        f"{len(counted)} of {len(before)}",
        "0",
        not counted,
        counted=True,
        note="; ".join([note, *counted]),
    )


def _mails(at: Stand) -> list[EmailMessage]:
    """Every kind of mail, once it has left."""
    at.insider.ask("mails")
    at.wait_until(lambda: len(at.product.inbox()) >= MAILS, "all mails have left", 60.0)
    return at.product.inbox()


def _links(mail: EmailMessage) -> Iterator[str]:
    """Every address in a mail: its text, its HTML, and what a mail program makes a button of."""
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            words = html.unescape(part.get_content())
            yield from (
                found.rstrip(".,;)") for found in re.findall(r"https?://[^\s\"'<>]+", words)
            )
    yield from re.findall(r"<(https?://[^>]+)>", str(mail.get("List-Unsubscribe", "")))


def _kind(link: str) -> str:
    """A link without what makes it somebody's."""
    return re.sub(r"[^/]{25,}", "…", urlsplit(link).path)


def _in_chromium(links: Sequence[str], seconds: float) -> tuple[list[int], int]:
    """Open each link; one of each kind stays open for ``seconds``. Statuses, and how many requests
    were no GET."""
    statuses, pressed = [], 0
    kept: dict[str, str] = {_kind(link): link for link in links}
    args = [f"--{switch}" for switch in SWITCHES.split()]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=args)
        context = browser.new_context()
        requests = []
        context.on("request", lambda request: requests.append(request.method))
        for link in links:
            page = context.new_page()
            answer = page.goto(link)
            statuses.append(answer.status if answer else 599)
            page.wait_for_load_state("networkidle")
            if link not in kept.values() or not seconds:
                page.close()
        for page in context.pages[:1]:
            page.wait_for_timeout(seconds * 1000)
        pressed = len([method for method in requests if method != "GET"])
        browser.close()
    return statuses, pressed


def _by_http(links: Sequence[str], times: int) -> list[int]:
    """Ask for the links in turn, ``times`` by HEAD and as often by GET. The last statuses."""
    line = http.client.HTTPConnection(urlsplit(links[0]).netloc, timeout=30)
    turns = itertools.cycle(links)
    try:
        return [
            _follow(line, method, next(turns)) for method in ("HEAD", "GET") for _ in range(times)
        ]
    finally:
        line.close()


def _follow(line: http.client.HTTPConnection, method: str, link: str) -> int:
    for _ in range(10):
        there = urlsplit(link)
        line.request(method, there.path + (f"?{there.query}" if there.query else ""))
        answer = line.getresponse()
        answer.read()
        if answer.status not in (301, 302, 303, 307, 308):
            return answer.status
        link = urljoin(link, answer.headers["Location"])
    return 599


if __name__ == "__main__":
    main(run)
