import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext

from accounts.models import User
from certifications.catalogue import catalog, syncing
from config import health
from tests.journeys.product import environment, prepare
from tests.people import person
from tests.run import find_browser
from tests.used import used

hypothesis.settings.register_profile("forte", deadline=None)  # the machine may be shared
hypothesis.settings.load_profile("forte")

BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}
DATABASE_FIXTURES = {"db", "transactional_db", "product"}


# --- People -------------------------------------------------------------------------------------


@pytest.fixture
def dana(db: None) -> User:
    return person()


@pytest.fixture
def eve(db: None) -> User:
    """A stranger with an account."""
    return person("eve@example.org", name="Eve")


@pytest.fixture
def as_dana(dana: User) -> Client:
    client = Client()
    client.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def as_eve(eve: User) -> Client:
    client = Client()
    client.force_login(eve, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def catalogue(db: None) -> None:
    """The rows of certifications that goals and credentials point at."""
    syncing.sync(catalog.catalogue(), catalog.catalogue().meta.as_of)


# --- The parts ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tests' database, whose kind is told to tests/run.py."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        used(connection.vendor)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Static files and an empty database, made once for all who start the product."""
    var = tmp_path_factory.mktemp("var")
    database = f"sqlite:///{var / 'forte.sqlite3'}"
    prepare(
        environment(
            FORTE_VAR=str(var), DATABASE_URL=database, PORT="8000", SITE_URL="http://localhost:8000"
        )
    )
    return var


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Health is looked at in the test's own thread, which sees the test's own transaction."""
    monkeypatch.setattr(health, "look", lambda: dict(health.inspect()))


# --- The browser --------------------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who asks for a page needs a browser; those come last, since Playwright's loop stays. Who asks
    no database tells nothing more on a second one."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & BROWSER_FIXTURES:
            item.add_marker("browser")
            if os.environ.get("FORTE_NO_BROWSER"):
                item.add_marker(pytest.mark.skip(reason="there is no browser here"))
        if "product" in fixtures:
            item.add_marker("journey")
        if not fixtures & DATABASE_FIXTURES and not item.get_closest_marker("django_db"):
            item.add_marker("once")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Playwright's loop runs in the test's thread, which Django takes for asynchronous code."""
    with contextlib.ExitStack() as stack:
        if item.get_closest_marker("browser"):
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
            stack.callback(os.environ.pop, "DJANGO_ALLOW_ASYNC_UNSAFE")
        return (yield)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium that tests/run.py found, kept from looking for its maker's hosts."""
    path = find_browser()
    assert path, "There is no Chromium. Install one, or name it: CHROMIUM=/path/to/chromium."
    used("browser")
    quiet = "disable-gpu disable-quic no-first-run disable-background-networking"
    quiet += " disable-component-update disable-sync no-sandbox"
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": [f"--{switch}" for switch in quiet.split()],
    }


@pytest.fixture
def dana_in_browser(
    context: BrowserContext, live_server: Any, as_dana: Client
) -> Iterator[BrowserContext]:
    """A browser in which Dana has signed in; ``live_server.url`` is where. At the end it is cut off
    first: a page that still saves what was typed would hold the tables that are emptied then."""
    cookie = as_dana.cookies["session"].value
    context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    yield context
    context.set_offline(True)
    for page in context.pages:
        page.close()


@pytest.fixture(autouse=True, scope="session")
def no_leftovers() -> Iterator[None]:
    """Playwright's folder of artifacts is only kept when something is in it."""
    yield
    with contextlib.suppress(OSError):
        Path("test-results").rmdir()
