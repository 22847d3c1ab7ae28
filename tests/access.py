"""Who may open what: the checks that every room of the product goes through, with the table of its
addresses and one of everything that has one. See ``tests/access_links.py`` for links."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from typing import Any, ClassVar

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from accounts.models import User

LOOK, FORM, BUTTON = ("GET", "HEAD"), ("GET", "HEAD", "POST"), ("POST",)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE"}
HUGE = (2**63 - 1, 2**63, 10**30)
QUERIES = [
    "from=-1", "from=99999999999999999999", "from=%00", "from=٣", "from=1e9", "brief=%00",
    "brief=../../etc", "brief=%F0%9F%92%A9", "metric=%00", "metric=nothing", "with=-1",
    "with=99999999999999999999999", "kind=%00", "kind=zip", "as=chosen", "as=%00",
    "next=//evil.example",
    "next=%0d%0aX: y", "slot=%ED%A0%80", "brief=a&brief=b", "page=0", "%00=%00",
]  # fmt: skip

Methods = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Rooms:
    """Some rooms: where their views live, and every address of theirs with what it answers."""

    modules: tuple[str, ...]
    own: Methods
    """Each person has their own at the same address."""
    theirs: Methods
    """One person's; to everybody else there is no such page."""
    links: Methods
    """Whoever has the link, while it holds."""
    scripts: Methods = field(default_factory=dict)
    """Scripts post there: no page of ours does, nobody is signed in, no token is asked for."""
    with_text: frozenset[str] = field(default_factory=frozenset)
    """What is typed there comes back instead of a way to the sign-in page."""

    @property
    def table(self) -> Methods:
        return {**self.own, **self.theirs, **self.links, **self.scripts}

    @property
    def buttons(self) -> list[str]:
        return [name for name, methods in self.table.items() if "POST" in methods]

    def addresses(self, resolver: Any = None) -> Iterator[URLPattern]:
        for one in (resolver or get_resolver()).url_patterns:
            if isinstance(one, URLResolver):
                yield from self.addresses(one)
            elif getattr(one.callback, "__module__", "").startswith(self.modules):
                yield one

    def arguments(self, name: str) -> list[str]:
        one = next(one for one in self.addresses() if one.name == name)
        return [*(one.pattern.converters or one.pattern.regex.groupindex)]

    def numbers(self, name: str) -> list[str]:
        """Those arguments that are numbers of rows."""
        found = next(one.pattern.converters for one in self.addresses() if one.name == name)
        return [one for one, kind in found.items() if isinstance(kind, IntConverter)]


class World:
    """One of everything that has an address."""

    rooms: ClassVar[Rooms]
    words: ClassVar[tuple[str, ...]]
    """What nobody else may read."""

    def value(self, name: str, argument: str) -> Any:
        """What stands in that place of the address."""
        return self.token(name) if argument == "token" else getattr(self, argument)

    def token(self, name: str) -> str:
        return str(self.row(name).token)

    def row(self, name: str) -> Any:
        """What the link of that name opens, as the table holds it now."""
        raise NotImplementedError

    def typed(self, name: str) -> Mapping[str, Any]:
        """What a button sends along, where it does nothing without."""
        return {}

    def url(self, name: str, **other: Any) -> str:
        wanted = [one for one in self.rooms.arguments(name) if one not in other]
        return reverse(name, kwargs={one: self.value(name, one) for one in wanted} | other)


def ask(client: Client, method: str, url: str, **headers: str) -> Any:
    return client.generic(method, url, headers=headers)


def each(table: Methods) -> list[tuple[str, str]]:
    return [(name, method) for name, methods in table.items() for method in methods]


def kept() -> str:
    """Everything the tables hold, to see whether anything changed."""
    with connection.cursor() as cursor:
        found = []
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(f"{table}: {sorted(map(str, cursor.fetchall()))}")
    return "\n".join(found)


@contextmanager
def undone() -> Iterator[None]:
    """One try after the other finds the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def writes(queries: CaptureQueriesContext) -> list[str]:
    verbs = ("INSERT", "UPDATE", "DELETE", "REPLACE")
    return [one["sql"] for one in queries if one["sql"].lstrip().upper().startswith(verbs)]


def says_nothing(world: World, answer: Any) -> None:
    page = answer.content.decode("utf-8", "replace")
    assert [one for one in world.words if one in page] == []


# --- The table ------------------------------------------------------------------------------------


def every_address_has_a_row(rooms: Rooms) -> None:
    assert sorted(one.name for one in rooms.addresses() if one.name) == sorted(rooms.table)
    assert all(one.name for one in rooms.addresses())


def other_methods_are_refused(world: World, person: Client) -> None:
    for name, methods in world.rooms.table.items():
        with undone():
            for method in METHODS - set(methods):
                answer = ask(person, method, world.url(name))
                assert answer.status_code == 405, (name, method)


def its_person_gets_it(world: World, person: Client) -> None:
    for name, method in each({**world.rooms.own, **world.rooms.theirs}):
        with undone():
            typed = world.typed(name)
            url = world.url(name)
            is_sent = method == "POST" and typed
            answer = person.post(url, typed) if is_sent else ask(person, method, url)
            # 409: what came is another version than the one that stands there.
            assert answer.status_code in (200, 302, 400, 409), (name, method)
            assert "/accounts/" not in answer.get("Location", "")


# --- Nobody, and somebody else --------------------------------------------------------------------


def signed_out_is_asked_to_sign_in(world: World, nobody: Client) -> None:
    for name, method in each({**world.rooms.own, **world.rooms.theirs}):
        with undone():
            before = kept()
            answer = ask(nobody, method, world.url(name))
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/accounts/login/?next=/")
            assert kept() == before


def somebody_else_finds_nothing(world: World, other: Client) -> None:
    for name, method in each(world.rooms.theirs):
        with undone():
            before = kept()
            for accept in ("text/html", "application/json"):
                answer = ask(other, method, world.url(name), accept=accept)
                assert answer.status_code == 404, (name, method)
                says_nothing(world, answer)
            if method == "POST":
                assert other.post(world.url(name), world.typed(name)).status_code == 404, name
            assert kept() == before


def lists_hold_ones_own(world: World, other: Client) -> None:
    for name, method in each(world.rooms.own):
        with undone():
            answer = other.generic(method, world.url(name))
            says_nothing(world, answer)


def a_number_without_a_row_is_not_found(world: World, person: Client) -> None:
    for name in world.rooms.theirs:
        for argument, number in product(world.rooms.numbers(name), HUGE):
            with undone():
                mark = 987654321
                url = world.url(name, **{argument: mark}).replace(str(mark), str(number))
                answer = ask(person, world.rooms.theirs[name][-1], url)
                assert answer.status_code == 404, (name, argument, number)


# --- Every button wants its token, and looking changes nothing ------------------------------------


def a_form_of_another_site_is_refused(
    world: World, user: User, text: Mapping[str, str], typed: str
) -> None:
    """``text`` is sent where what is typed comes back; not to another site: ``typed`` does not."""
    for name in [one for one in world.rooms.buttons if one not in world.rooms.scripts]:
        with undone():
            client = checked(user)
            before = kept()
            sent = text if name in world.rooms.with_text else world.typed(name)
            answer = client.post(world.url(name), sent, headers={"Sec-Fetch-Site": "cross-site"})
            assert answer.status_code == 403, name
            assert typed not in answer.content.decode()
            assert kept() == before


def checked(user: User) -> Client:
    """Theirs, and every form is asked for its token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def looking_writes_nothing(world: World, person: Client) -> None:
    for name, method in [(n, m) for n, m in each(world.rooms.table) if m in LOOK]:
        with undone():
            url = world.url(name)
            with CaptureQueriesContext(connection) as queries:
                answer = ask(person, method, url)
            assert answer.status_code in (200, 302), name
            assert writes(queries) == [], name
            assert "session" not in answer.cookies


def whatever_stands_behind_the_question_mark(world: World, person: Client, query: str) -> None:
    for name in [name for name, methods in world.rooms.table.items() if "GET" in methods]:
        answer = person.get(f"{world.url(name)}?{query}")
        assert answer.status_code in (200, 302), name
        assert "evil" not in answer.get("Location", "")
