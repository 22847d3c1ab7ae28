"""``make test`` says what it could not use, and is red when it must not be missing."""

from pathlib import Path

import pytest

from tests import published, run


@pytest.fixture
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "FORTE_REQUIRE_REAL"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_browser_it_says_what_to_install_and_ends_red(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROMIUM", "")
    monkeypatch.setattr(run, "BROWSERS", ("chromium",))
    outcome = run.Outcome()
    assert run.get_browser(outcome) is None
    assert "apt-get install chromium" in outcome.notices[0]
    assert run.conclude(outcome, counted=True) == 1


def test_a_browser_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser = tmp_path / "my-chromium"
    browser.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert run.find_browser() == str(browser)


@pytest.mark.usefixtures("nothing_named")
def test_parts_that_were_not_used_are_named_and_no_error(tmp_path: Path) -> None:
    outcome = run.Outcome()
    run.tell_unused(outcome, tmp_path / "nothing", browser="chromium")
    said = "\n".join(outcome.notices)
    assert "NOT USED: a real postgresql, since DATABASE_URL is not set." in said
    assert "NOT USED: a real redis, since REDIS_URL is not set." in said
    assert "NOT USED: the browser" in said
    assert "NOT USED: the published schema of JSON Resume, since no test asked for it." in said
    assert not outcome.failures


@pytest.mark.usefixtures("nothing_named")
def test_without_npm_the_run_says_so_and_is_red_where_real_parts_are_required(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(published, "SCHEMA", tmp_path / "schema.json")
    why = run.get_schema()
    used = tmp_path / "used"
    used.write_text("postgresql\nredis\nbrowser\n")
    outcome = run.Outcome()
    run.tell_unused(outcome, used, "chromium", why)
    assert (
        "NOT USED: the published schema of JSON Resume, since there is no npm." in outcome.notices
    )
    assert not outcome.failures
    monkeypatch.setenv("FORTE_REQUIRE_REAL", "1")
    run.tell_unused(outcome, used, "chromium", why)
    assert outcome.failures == ["schema"]


@pytest.mark.usefixtures("nothing_named")
def test_where_real_parts_are_required_each_missing_one_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FORTE_REQUIRE_REAL", "1")
    used = tmp_path / "used"
    used.write_text("postgresql\nbrowser\nschema\n")
    outcome = run.Outcome()
    run.tell_unused(outcome, used, browser="chromium")
    assert outcome.failures == ["redis"]
    assert "Used for real: postgresql." in outcome.notices


def test_the_measurements_count_like_tests() -> None:
    outcome = run.Outcome()
    run.add_up(outcome, "=== crash\n  mails lost: 0\n\n6 passed, 0 failed\n")
    assert outcome.counts == {"passed": 6, "failed": 0, "skipped": 0}
    assert not outcome.failures


@pytest.mark.parametrize("output", ["5 passed, 1 failed\n", "No redis-server: install Redis."])
def test_a_wrong_count_and_a_measurement_that_broke_off_are_red(output: str) -> None:
    outcome = run.Outcome()
    run.add_up(outcome, output)
    assert outcome.counts["failed"] == 1
    assert run.conclude(outcome, counted=True) == 1


def test_what_a_shell_says_about_forte_does_not_reach_the_tests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("EMAIL_URL", "FORTE_KEY_PREFIX", "DATABASE_URL", "WEB_THREADS", "SECRET_KEY"):
        monkeypatch.setenv(name, "somebody's")
    monkeypatch.setenv("FORTE_POSTINGS", "/postings")
    environ = run.clean(FORTE_MODE="local")
    assert "somebody's" not in environ.values()
    assert environ["FORTE_POSTINGS"] == "/postings"
    assert environ["FORTE_MODE"] == "local"
    assert environ["PATH"]
