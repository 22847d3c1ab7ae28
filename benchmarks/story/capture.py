"""The capture address: from a shell to Today, stolen, and flooded

A web server of its own, as gunicorn serves it, is posted to from four connections at once; on
PostgreSQL where DATABASE_URL names one, else on SQLite. Then ten thousand posts are spread over an
hour of a clock that is moved, so that the address takes as many as it ever does, and what the pages
ask of the database is counted before and after. ``python -m benchmarks.story.capture [--fast]``
runs it alone.
"""

import contextlib
import http.client
import json
import os
import re
import statistics
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which

from benchmarks.database import Database, database
from benchmarks.figures import Figure, main
from benchmarks.nudges.servers import wait_until_listening
from config import mode, up
from config.processes import Process
from tests.journeys.product import environment, free_port, prepare

POSTS, POSTS_FAST = 10_000, 1_000
CONNECTIONS = 4
SECONDS = 10.0
"""From a shell to Today, at most."""
FOUND = 3456
"""The number that is looked for on Today."""
MOST_DRAFTS, MOST_READINGS = 200, 4
"""What is kept of a day, at most: see portfolio/wins/captured.py and capture/taking.py."""


def run(fast: bool) -> Sequence[Figure]:
    """On a database and a web server of its own."""
    posts, port = POSTS_FAST if fast else POSTS, free_port()
    with _database(port) as ours:
        known = json.loads(ours.run("benchmarks.story.captured", "person").splitlines()[-1])
        [web] = (one for one in up.forte_processes(None) if one.name == "web")
        log = Path(ours.var, "web.log")
        process = Process("web", web.command, folder=mode.BASE_DIR, log=log, environ=ours.environ)
        process.start()
        try:
            wait_until_listening(process, port)
            browser = Browser(port, known["session"])
            found = [*_to_today(browser, known["path"]), *_flooded(browser, known["path"], posts)]
            found += _stolen(browser, known["path"], log)
        finally:
            process.stop(seconds=5.0)
        hour = json.loads(
            ours.run("benchmarks.story.captured", "hour", str(posts)).splitlines()[-1]
        )
    return [*found, *_after_an_hour(hour, posts)]


@contextlib.contextmanager
def _database(port: int) -> Iterator[Database]:
    added = {"PORT": str(port), "SITE_URL": f"http://localhost:{port}"}
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        with database(**added) as ours:
            prepare(ours.environ, "static")  # pages are opened, unlike in what else is measured
            yield ours
        return
    with tempfile.TemporaryDirectory(prefix="forte-bench-") as var:
        ours = Database(f"sqlite:///{var}/forte.sqlite3", var, added)
        prepare(environment(DATABASE_URL=ours.url, FORTE_VAR=var, **added))
        yield ours


class Browser:
    """Somebody who signed in, and a stranger on the same server."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self._cookie = f"session={session}"

    def ask(
        self, method: str, path: str, body: str | None = None, *, stranger: bool = False
    ) -> tuple[int, str]:
        """Status and content, on a connection of its own."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Host": f"localhost:{self.port}"}
        if not stranger:
            headers["Cookie"] = self._cookie
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body, headers)
        answer = line.getresponse()
        said = answer.read().decode()
        for name, cookie in answer.getheaders():
            if name.lower() == "set-cookie" and cookie.startswith("csrf") and not stranger:
                self._cookie = f"{self._cookie.split(';')[0]}; {cookie.split(';')[0]}"
        line.close()
        return answer.status, said

    def press(self, page: str, path: str) -> int:
        """A button of a page, with the page's token."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", page)[1])
        return self.ask("POST", path, f"csrfmiddlewaretoken={token[1] if token else ''}")[0]


# --- From a shell to Today ----------------------------------------------------------------------


def _to_today(browser: Browser, path: str) -> list[Figure]:
    was_there = f"{FOUND:,}" in browser.ask("GET", "/today/")[1]
    begun = time.monotonic()
    address = f"http://localhost:{browser.port}{path}"
    if curl := which("curl"):
        subprocess.run([curl, "-fsS", "-d", str(FOUND), address], check=True, capture_output=True)
    else:
        browser.ask("POST", path, str(FOUND), stranger=True)
    shows = f"{FOUND:,}" in browser.ask("GET", "/today/")[1]
    took = time.monotonic() - begun
    said = "it stands there" if shows and not was_there else "it does not stand there"
    by = "curl, then the page" if curl else "no curl here: the same request without it"
    return [
        Figure("A number, on Today at once", said, "it stands there", shows, counted=True),
        Figure(
            "From a shell to Today", f"{took:.2f} s", f"within {SECONDS:.0f} s", took < SECONDS,
            note=by,
        ),
    ]  # fmt: skip


# --- Stolen -------------------------------------------------------------------------------------


def _stolen(browser: Browser, path: str, log: Path) -> list[Figure]:
    """What whoever has the address can learn, and how long it lives."""
    tried = [browser.ask(method, path, stranger=True) for method in ("GET", "HEAD", "PUT")]
    tried += [browser.ask("POST", path, body, stranger=True) for body in ("42", "a line", "{")]
    secrets = re.compile(r"dana|cloud|usd|4,?200|3,?456|p95", re.IGNORECASE)
    told = sum(len(secrets.findall(said)) for _status, said in tried)
    clicked = browser.press("/settings/capture/", "/settings/capture/revoke/")
    after = browser.ask("POST", path, "42", stranger=True)
    never = browser.ask("POST", "/capture/" + "0" * 48 + "/", "42", stranger=True)
    is_dead = clicked == 302 and after[0] == 404 and after == never
    written = log.read_text().count(path.split("/")[2]) if log.exists() else 0
    return [
        Figure("Stolen: words of its person in six answers", str(told), "0", told == 0, True),
        Figure("Stolen: after one click", f"{after[0]}", "404, as if it never was", is_dead, True),
        Figure("The address in the server’s log", f"{written} times", "0", written == 0, True),
    ]


# --- Flooded ------------------------------------------------------------------------------------


def _flooded(browser: Browser, path: str, posts: int) -> list[Figure]:
    """As fast as four connections can, while Today is opened again and again."""
    quiet = _opened(browser, lambda: True)
    statuses: Counter[int] = Counter()
    threads = [
        threading.Thread(target=_post, args=(browser.port, path, posts // CONNECTIONS, statuses))
        for _number in range(CONNECTIONS)
    ]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    busy = _opened(browser, lambda: not any(thread.is_alive() for thread in threads))
    for thread in threads:
        thread.join()
    took = time.monotonic() - begun
    calm = _opened(browser, lambda: True)
    known = sum(statuses[status] for status in (201, 429)) == sum(statuses.values())
    said = ", ".join(f"{n:,} × {status}" for status, n in sorted(statuses.items()))
    return [
        Figure(f"{posts:,} posts at once", said, "201 or 429 alone", known, counted=True),
        Figure("They took", f"{took:.1f} s", note=f"{posts / took:,.0f} a second"),
        Figure("Today, before", _ms(quiet)),
        Figure("Today, while they came", _ms(busy), note="the web server has four threads"),
        Figure("Today, after", _ms(calm)),
    ]


def _post(port: int, path: str, posts: int, statuses: Counter[int]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Host": f"localhost:{port}", "Content-Type": "text/plain"}
    found: Counter[int] = Counter()
    for number in range(posts):
        line.request("POST", path, str(number) if number % 2 else f"line {number}", headers)
        answer = line.getresponse()
        answer.read()
        found[answer.status] += 1
    statuses.update(found)


def _opened(browser: Browser, done: object) -> list[float]:
    """Seconds that Today took, ten times at least and until ``done()``."""
    assert callable(done)
    took: list[float] = []
    while len(took) < 10 or not done():
        begun = time.perf_counter()
        browser.ask("GET", "/today/")
        took.append(time.perf_counter() - begun)
    return took


def _ms(took: list[float]) -> str:
    return f"{statistics.median(took) * 1000:.0f} ms in the median of {len(took)}"


# --- After an hour ------------------------------------------------------------------------------


def _after_an_hour(hour: dict[str, dict[str, int]], posts: int) -> list[Figure]:
    rows, kept = hour["rows"], hour["statuses"]
    said = ", ".join(f"{n:,} × {status}" for status, n in sorted(kept.items()))
    bounded = rows["drafts"] <= MOST_DRAFTS and rows["readings"] <= MOST_READINGS
    found = [
        Figure(f"{posts:,} posts over an hour", said),
        Figure(
            "Rows after it",
            f"{rows['drafts']} drafts, {rows['readings']} readings of the day",
            f"at most {MOST_DRAFTS} and {MOST_READINGS}",
            bounded,
            counted=True,
        ),
    ]
    for name, before in hour["before"].items():
        after = hour["after"][name]
        note = f"{hour['ms before'][name]} and {hour['ms after'][name]} ms of processor time"
        same = before == after
        found.append(Figure(f"{name}, queries", f"{before} and {after}", "equal", same, True, note))
    return found


if __name__ == "__main__":
    main(run)
