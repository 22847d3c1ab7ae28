"""Every check and every test: ``make test``. Needs nothing but Python; installs the rest.

First what needs no test (ruff, mypy, import-linter, djlint, Django's own checks), then the tests on
the embedded parts (SQLite, and brokers of their own), then those that ask a database once more on
the PostgreSQL and Redis that DATABASE_URL and REDIS_URL name, and where both are named the fast
measurements, which start servers of their own. At the end it says which real part it did not use,
and whether npm could fetch the published schema that a file is held against; with
FORTE_REQUIRE_REAL=1 that is an error.
"""

import contextlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

if __name__ == "__main__":  # this folder's parent is where its own modules are found
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests import published

HERE = Path(__file__).resolve().parent.parent
BIN = HERE / ".venv" / "bin"
PYTHON = str(BIN / "python")
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
NO_TEST_COLLECTED = 5  # pytest's exit code

LONGEST = 2400  # seconds for one run of pytest; after it something hangs

Environ = dict[str, str]
COUNTED = ("passed", "failed", "skipped")


@dataclass
class Outcome:
    """What happened so far, and what must be said at the end."""

    failures: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))


REAL = {"postgresql": "DATABASE_URL", "redis": "REDIS_URL"}
"""The parts that a run may use for real, and the variables that name them."""
SCHEMA = "schema"
"""The published schema of JSON Resume: a part like these, fetched with npm."""


def say(sentence: str = "") -> None:
    print(sentence, flush=True)


def clean(**added: str) -> Environ:
    """Our environment without what would tell Forte how to run, and with ``added``."""
    ours = re.compile(r"FORTE_|SECRET_KEY|WEB_|WORKER_")
    forte = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL", "MAIL_FROM", "PORT", "HOST"}
    forte |= {"DEBUG", "LOG_LEVEL", "TRUSTED_PROXIES", "BEHIND_PROXY", "DJANGO_SETTINGS_MODULE"}
    kept = {k: v for k, v in os.environ.items() if k not in forte and not ours.match(k)}
    if "FORTE_POSTINGS" in os.environ:
        kept["FORTE_POSTINGS"] = os.environ["FORTE_POSTINGS"]
    return {**kept, "PYTHONTZPATH": "", **added}


# --- What must be there ---------------------------------------------------------------------------


def install_packages() -> None:
    """What the tests need, once for each change of the lock file."""
    lock, installed = HERE / "requirements-dev.lock", HERE / ".venv" / "requirements-dev.lock"
    if installed.exists() and installed.read_bytes() == lock.read_bytes():
        return
    say("Installing what the tests need into .venv. Only the first time.")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "install", "-qq", "--require-hashes", "-r", str(lock)], check=True)
    shutil.copyfile(lock, installed)


def find_browser() -> str | None:
    """A Chromium that is there: CHROMIUM's, or one by its usual names."""
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        if name and (path := shutil.which(name)):
            return path
    return None


def may_install() -> bool:
    """Whether this machine lets us."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package: str) -> None:
    """One of Debian's. Whether it worked is seen by whether it is there."""
    with contextlib.suppress(subprocess.CalledProcessError):
        for what in (["update", "-q"], ["install", "-q", "-y", package]):
            subprocess.run(
                ["apt-get", *what],
                check=True,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )


def get_schema() -> str:
    """Fetch the published schema, with an npm that is installed when we may. Returns why there is
    none; empty where there is one."""
    if not published.SCHEMA.exists() and shutil.which("npm") is None and may_install():
        say("Installing npm, which fetches the schema of JSON Resume.")
        install("npm")
    try:
        published.fetch()
    except published.NotFetched as why:
        return str(why)
    return ""


def get_browser(outcome: Outcome) -> str | None:
    """A Chromium, installed when we may; without one, the sentence that says what to install."""
    browser = find_browser()
    if browser is None and may_install():
        say("Installing Chromium, which the browser tests need.")
        install("chromium")
        browser = find_browser()
    if browser is None:
        outcome.failures.append("no browser")
        outcome.notices.append(
            "NO BROWSER: the browser tests did not run. Install Chromium (on Debian: "
            "apt-get install chromium) or name one with CHROMIUM=/path/to/chromium."
        )
    return browser


# --- Checks that need no test ---------------------------------------------------------------------


def checks(var: str) -> list[tuple[str, list[str], Environ]]:
    """Name, command and environment of each."""
    local = clean(FORTE_MODE="local", FORTE_VAR=var)
    server = clean(
        SECRET_KEY=secrets.token_urlsafe(64),
        SITE_URL="https://forte.example",
        EMAIL_URL="smtp://127.0.0.1:25",
        FORTE_MODE="",
        FORTE_VAR=var,
    )
    return [
        ("ruff", [str(BIN / "ruff"), "check", "."], local),
        ("ruff format", [str(BIN / "ruff"), "format", "--check", "."], local),
        ("mypy", [str(BIN / "mypy"), "."], local),
        ("import-linter", [str(BIN / "lint-imports")], local),
        ("djlint", [str(BIN / "djlint"), "--lint", "--quiet", "templates"], local),
        ("missing migrations", _manage("makemigrations", "--check", "--dry-run"), local),
        ("check --deploy", _manage("check", "--deploy", "--fail-level", "WARNING"), server),
    ]


def _manage(*words: str) -> list[str]:
    return [PYTHON, "manage.py", *words]


def run_checks(outcome: Outcome) -> None:
    """Two at a time, since there may be two cores; what fails is shown whole."""

    def run(check: tuple[str, list[str], Environ]) -> tuple[str, float, int, str]:
        name, command, environ = check
        started = time.monotonic()
        done = subprocess.run(
            command,
            cwd=HERE,
            env=environ,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return name, time.monotonic() - started, done.returncode, done.stdout

    with tempfile.TemporaryDirectory(prefix="forte-check-") as var, ThreadPoolExecutor(2) as pool:
        for name, seconds, code, output in pool.map(run, checks(var)):
            say(f"  {'FAILED' if code else 'ok':7} {name} ({seconds:.1f} s)")
            if code:
                say(output)
                outcome.failures.append(name)


# --- Tests ----------------------------------------------------------------------------------------


def pytest(
    title: str, arguments: Sequence[str], environ: Mapping[str, str], outcome: Outcome
) -> None:
    """One run of pytest; its counts are added up from its own report."""
    say(f"\n=== {title}")
    with tempfile.TemporaryDirectory(prefix="forte-report-") as folder:
        report = Path(folder, "report.xml")
        command = [PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *arguments]
        try:
            done = subprocess.run(
                command, cwd=HERE, env=dict(environ), timeout=LONGEST, check=False
            )
            code = done.returncode
        except subprocess.TimeoutExpired:
            code = -1
        if code not in (0, NO_TEST_COLLECTED):
            outcome.failures.append(title)
        if report.exists():
            suite = ET.parse(report).getroot().find("testsuite")
            if suite is not None:
                number = {key: int(value) for key, value in suite.attrib.items() if value.isdigit()}
                failed = number["failures"] + number["errors"]
                outcome.counts["failed"] += failed
                outcome.counts["skipped"] += number["skipped"]
                outcome.counts["passed"] += number["tests"] - failed - number["skipped"]


def run_tests(
    parts: str,
    arguments: Sequence[str],
    environ: Mapping[str, str],
    outcome: Outcome,
    *,
    again: bool = False,
) -> None:
    """All tests on some parts: ordinary ones and pages two at a time, then what fills the machine.

    ``again``: they ran on other parts already, so pages in a browser and what is marked ``once``
    are left out, and so is what asks no database (see tests/conftest.py): what a browser makes of a
    page does not depend on it. Journeys do.
    """
    if arguments:
        pytest(f"{' '.join(arguments)}, on {parts}", arguments, environ, outcome)
        return
    which = " and not once" if again else ""
    pytest(f"tests on {parts}", ["-n2", "-m", f"not (browser or journey){which}"], environ, outcome)
    if not again:
        pages = ["-n2", "-m", "browser and not journey"]
        pytest(f"pages in a browser, on {parts}", pages, environ, outcome)
    pytest(f"journeys on {parts}", ["-m", f"journey{which}"], environ, outcome)


def run_scorecard(outcome: Outcome) -> None:
    """The fast measurements, on servers of their own: a count that is wrong is a failed test."""
    say("\n=== fast measurements (make scorecard-fast)")
    command = [PYTHON, "-m", "benchmarks.scorecard", "--fast"]
    try:
        done = subprocess.run(
            command,
            cwd=HERE,
            env=clean(),
            timeout=LONGEST,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        output = done.stdout
    except subprocess.TimeoutExpired:
        output = f"Not within {LONGEST} s."
    say(output)
    add_up(outcome, output)


def add_up(outcome: Outcome, output: str) -> None:
    """The counts in the measurements' closing line; without one they broke off, which failed."""
    closing = re.search(r"^(\d+) passed, (\d+) failed$", output, flags=re.MULTILINE)
    passed, failed = map(int, closing.groups()) if closing else (0, 1)
    outcome.counts["passed"] += passed
    outcome.counts["failed"] += failed
    if failed:
        outcome.failures.append("fast measurements")


def embedded(browser: str | None, used: Path) -> Environ:
    """Nothing named: SQLite and brokers of the tests' own."""
    found = {"CHROMIUM": browser} if browser else {"FORTE_NO_BROWSER": "1"}
    return clean(FORTE_MODE="local", FORTE_TEST_USED=str(used), **found)


@contextlib.contextmanager
def real(environ: Environ) -> Iterator[Environ]:
    """The servers that the environment names, below a name and a prefix of our own."""
    run = secrets.token_hex(4)
    ours = {"FORTE_TEST_RUN": run, "FORTE_KEY_PREFIX": f"forte-test-{run}:"}
    named = {name: os.environ[name] for name in REAL.values() if name in os.environ}
    environ = {**environ, **ours, **named}
    try:
        yield environ
    finally:
        subprocess.run([PYTHON, "-m", "tests.sweep"], cwd=HERE, env=environ, check=True)


def tell_unused(outcome: Outcome, used: Path, browser: str | None, no_schema: str = "") -> None:
    """Loudly, which real part had no share in this run: an error where it must have one."""
    seen = set(used.read_text().split("\n")) if used.exists() else set()
    for part, name in REAL.items():
        if part not in seen:
            why = f"{name} names none" if name in os.environ else f"{name} is not set"
            outcome.notices.append(f"NOT USED: a real {part}, since {why}.")
    if browser and "browser" not in seen:
        outcome.notices.append("NOT USED: the browser, although there is one.")
    if SCHEMA not in seen:
        why = no_schema or "no test asked for it"
        outcome.notices.append(f"NOT USED: the published schema of JSON Resume, since {why}.")
    if os.environ.get("FORTE_REQUIRE_REAL") == "1":
        outcome.failures += [part for part in (*REAL, "browser", SCHEMA) if part not in seen]
    for part in sorted(seen & {*REAL, "browser", SCHEMA}):
        outcome.notices.append(f"Used for real: {part}.")


def main(arguments: list[str]) -> int:
    """Run what ``arguments`` ask for. Returns the exit code."""
    outcome = Outcome()
    install_packages()
    if arguments == ["--install"]:
        get_browser(outcome)
        if why := get_schema():
            outcome.notices.append(f"NO SCHEMA of JSON Resume, since {why}.")
        return conclude(outcome, counted=False)
    if not arguments or arguments == ["--lint"]:
        run_checks(outcome)
    if arguments != ["--lint"]:
        browser, no_schema = get_browser(outcome), get_schema()
        used = Path(tempfile.mkdtemp(prefix="forte-used-")) / "parts"
        parts = embedded(browser, used)
        run_tests("SQLite and embedded brokers", arguments, parts, outcome)
        if any(name in os.environ for name in REAL.values()):
            with real(parts) as named:
                real_parts = "what DATABASE_URL and REDIS_URL name"
                run_tests(real_parts, arguments, named, outcome, again=True)
        if not arguments and all(name in os.environ for name in REAL.values()):
            run_scorecard(outcome)
        if not arguments:
            tell_unused(outcome, used, browser, no_schema)
        shutil.rmtree(used.parent)
        if not any(outcome.counts.values()):
            outcome.failures.append("no test was found")
    return conclude(outcome, counted=arguments != ["--lint"])


def conclude(outcome: Outcome, *, counted: bool) -> int:
    """The last lines. Returns the exit code."""
    say()
    for notice in outcome.notices:
        say(f"!!! {notice}" if notice.startswith("NO") else notice)
    if outcome.failures:
        say(f"RED: {', '.join(outcome.failures)}")
    if counted:
        say(", ".join(f"{outcome.counts[what]} {what}" for what in COUNTED))
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
