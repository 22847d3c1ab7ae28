"""Who may open what: every address of the portfolio, of the notes beside it and of mentors' links,
for everybody who may try. An address without a row in the table fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from portfolio.casestudies.models import CaseStudy, Revision, Tradeoff
from portfolio.models import Publication
from roadmap.mentor.models import Mentor
from tests.portfolio import rows
from tests.portfolio.readers import rows as reading
from tests.portfolio.sharing.full import with_picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LOOK, FORM, BUTTON = ("GET", "HEAD"), ("GET", "HEAD", "POST"), ("POST",)
ROOMS = (
    *(f"portfolio.{room}." for room in ("artifacts", "casestudies", "readers", "results")),
    *(f"portfolio.{room}." for room in ("sharing", "studio", "telling")),
    "roadmap.casenotes.",
    "roadmap.mentor.",
)

OWN = {
    "casestudies": LOOK,
    "casestudy-start": FORM,
    "tradeoffs": LOOK,
    "coverage": LOOK,
    "mentors": LOOK,
    "mentor-add": BUTTON,
}
"""Each person has their own at the same address."""
THEIRS = {
    "casestudy": LOOK,
    "casestudy-about": FORM,
    "casestudy-finish": BUTTON,
    "casestudy-reopen": BUTTON,
    "casestudy-delete": FORM,
    "casestudy-write": FORM,
    "casestudy-decisions": FORM,
    "casestudy-headroom": FORM,
    "tradeoff-add": FORM,
    "tradeoff-change": FORM,
    "tradeoff-remove": BUTTON,
    "passage-save": FORM,
    "passage-preview": BUTTON,
    "passage-history": LOOK,
    "passage-restore": BUTTON,
    "result-add": FORM,
    "result-change": FORM,
    "result-again": FORM,
    "result-remove": BUTTON,
    "artifacts": LOOK,
    "artifact-add": FORM,
    "artifact-change": FORM,
    "artifact-remove": FORM,
    "picture": LOOK,
    "casestudy-article": LOOK,
    "casestudy-story": LOOK,
    "casestudy-readme": LOOK,
    "casestudy-readers": LOOK,
    "reader-invite": FORM,
    "reader-revoke": BUTTON,
    "reader-resend": BUTTON,
    "reader-show": BUTTON,
    "reading-judge": BUTTON,
    "reading-clear": BUTTON,
    "reading-unclear": BUTTON,
    "casestudy-share": FORM,
    "casestudy-share-preview": LOOK,
    "casestudy-publish": FORM,
    "casestudy-unpublish": BUTTON,
    "casestudy-export": LOOK,
    "casestudy-markdown": LOOK,
    "casestudy-zip": LOOK,
    "casestudy-pdf": BUTTON,
    "casenotes": LOOK,
    "mentor-revoke": BUTTON,
    "mentor-resend": BUTTON,
}
"""One person's; to everybody else there is no such page."""
LINKS = {
    "reader": LOOK,
    "reader-start": BUTTON,
    "reader-read": BUTTON,
    "reader-answer": BUTTON,
    "public-case": LOOK,
    "public-picture": LOOK,
    "mentor-page": LOOK,
    "mentor-answer": BUTTON,
}
"""Whoever has the link, while it holds."""
TABLE = OWN | THEIRS | LINKS
WITH_TEXT = {"passage-save", "casestudy-write", "casestudy-decisions"}
"""What is typed comes back instead of a way to the sign-in page."""


def addresses(resolver: Any = None) -> Iterator[URLPattern]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one)
        elif getattr(one.callback, "__module__", "").startswith(ROOMS):
            yield one


def arguments(name: str) -> list[str]:
    return next(list(one.pattern.converters) for one in addresses() if one.name == name)


@dataclass
class World:
    """One of everything that has an address."""

    case: CaseStudy
    mentor: Mentor
    publication: Publication
    slot: str = "problem"

    def __post_init__(self) -> None:
        study, now = self.case, timezone.now()
        rows.write(study, problem="Nobody knew.", plain=reading.TEXT)
        passage = study.passages.get(slot="problem")
        self.result = rows.result(study).pk
        self.artifact = with_picture(study, "A screen").pk
        self.key = study.artifacts.get().picture.key
        self.tradeoff = Tradeoff.objects.create(
            case_study=study, chose="a", over="b", because="c", gave_up="d"
        ).pk
        self.revision = Revision.objects.create(
            passage=passage, text="Older.", version=0, why="pause", saved_at=now
        ).pk
        self.asked = reading.reader(study)
        self.reader = self.asked.pk
        self.test = reading.answered(self.asked).pk
        self.publication.pictures = [str(self.key)]
        self.publication.save()

    def token(self, name: str) -> str:
        row = {"reader": self.asked, "public": self.publication, "mentor": self.mentor}
        return str(row[name.partition("-")[0]].token)

    def url(self, name: str, **other: Any) -> str:
        wanted = arguments(name)
        given: dict[str, Any] = {one: getattr(self, one, None) for one in wanted}
        if "pk" in given:
            given["pk"] = self.mentor.pk if name.startswith("mentor") else self.case.pk
        if "token" in given:
            given["token"] = self.token(name)
        return reverse(name, kwargs=given | other)


def world(user: User, title: str = "A bill with owners") -> World:
    now = timezone.now()
    study = rows.case(user, title=title)
    mentor = Mentor.objects.create(
        user=user, name="Ines", created_at=now, expires_at=now + timedelta(days=92)
    )
    publication = Publication.objects.create(
        case_study=study,
        content={"title": title, "lane": "finops"},
        created_at=now,
        published_at=now,
        expires_at=now + timedelta(days=90),
    )
    return World(study, mentor, publication)


@pytest.fixture
def danas(dana: User) -> World:
    return world(dana)


def ask(client: Client, method: str, url: str, **headers: str) -> Any:
    return client.generic(method, url, headers=headers)


def each(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
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


# --- The table ------------------------------------------------------------------------------------


def test_every_address_has_a_row() -> None:
    assert sorted(one.name for one in addresses() if one.name) == sorted(TABLE)
    assert all(one.name for one in addresses())


def test_other_methods_are_refused(danas: World, as_dana: Client) -> None:
    for name in TABLE:
        with undone():
            others = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - set(TABLE[name])
            for method in others:
                assert ask(as_dana, method, danas.url(name)).status_code == 405, method


def test_its_person_gets_it(danas: World, as_dana: Client) -> None:
    for name, method in each(OWN | THEIRS):
        with undone():
            answer = ask(as_dana, method, danas.url(name))
            assert answer.status_code in (200, 302, 400), answer.content.decode()[:400]
            assert "/accounts/" not in answer.get("Location", "")


# --- Nobody, and somebody else --------------------------------------------------------------------


def test_who_is_not_signed_in_is_asked_to_and_changes_nothing(danas: World, client: Client) -> None:
    for name, method in each(OWN | THEIRS):
        with undone():
            before = kept()
            answer = ask(client, method, danas.url(name))
            assert answer.status_code == 302
            assert answer["Location"].startswith("/accounts/login/?next=/")
            assert kept() == before


@pytest.mark.parametrize("name", sorted(WITH_TEXT))
def test_what_somebody_signed_out_typed_comes_back_and_nothing_else(
    danas: World, client: Client, name: str
) -> None:
    before = kept()
    answer = client.post(danas.url(name), {"text.problem": "<b>mine</b>", "version.problem": "1"})
    assert answer.status_code == 401
    page = answer.content.decode()
    assert "&lt;b&gt;mine" in page
    assert "Nobody knew" not in page
    assert "A bill with owners" not in page
    assert kept() == before


def test_for_somebody_else_there_is_none(danas: World, as_eve: Client) -> None:
    for name, method in each(THEIRS):
        with undone():
            before = kept()
            for accept in ("text/html", "application/json"):
                answer = ask(as_eve, method, danas.url(name), accept=accept)
                assert answer.status_code == 404
                assert "A bill with owners" not in answer.content.decode()
            assert kept() == before


def test_lists_hold_ones_own_alone(danas: World, as_eve: Client) -> None:
    for name in OWN:
        with undone():
            page = as_eve.get(danas.url(name)).content.decode()
            assert "A bill with owners" not in page
            assert "Ines" not in page


NESTED = ("result", "tradeoff", "artifact", "reader", "test", "revision")


@pytest.mark.parametrize("name", [one for one in THEIRS if set(arguments(one)) & set(NESTED)])
def test_what_belongs_to_another_case_study_is_not_found_below_this_one(
    danas: World, dana: User, eve: User, as_dana: Client, name: str
) -> None:
    others = [world(dana, "Mine, too"), world(eve, "Hers")]
    (argument,) = set(arguments(name)) & set(NESTED)
    before = kept()
    for other, method in product(others, THEIRS[name]):
        url = danas.url(name, **{argument: getattr(other, argument)})
        assert ask(as_dana, method, url).status_code == 404
        url = danas.url(name, pk=other.case.pk)
        assert ask(as_dana, method, url).status_code == 404
    assert kept() == before


def test_what_was_kept_of_one_slot_is_not_found_below_another(
    danas: World, as_dana: Client
) -> None:
    url = danas.url("passage-restore", slot="lessons")
    assert as_dana.post(url).status_code == 404


@pytest.mark.parametrize("slot", ["nothing", "..", "problem.", "%00", "evidence.x", "é", "a" * 300])
def test_a_slot_that_is_none_is_not_found(danas: World, as_dana: Client, slot: str) -> None:
    for name in ("passage-save", "passage-history", "casenotes"):
        url = danas.url(name).replace("/problem/", f"/{slot}/")
        assert as_dana.get(url).status_code == 404, url


HUGE = (2**63 - 1, 2**63, 10**30)


def test_a_number_that_no_row_has_is_not_found(danas: World, as_dana: Client) -> None:
    for name in [one for one in THEIRS if {"pk", *NESTED} & set(arguments(one))]:
        with undone():
            for argument, number in product(set(arguments(name)) & {"pk", *NESTED}, HUGE):
                values = dict.fromkeys(arguments(name), "1") | {
                    "slot": "problem",
                    "key": UUID(int=1),
                }
                wanted = {one: values[one] for one in arguments(name)}
                if argument != "pk":
                    wanted["pk"] = danas.case.pk
                mark = 987654321
                url = reverse(name, kwargs=wanted | {argument: mark}).replace(
                    str(mark), str(number)
                )
                assert ask(as_dana, THEIRS[name][-1], url).status_code == 404


# --- Every button wants its token, and looking changes nothing ------------------------------------


def test_a_form_of_another_site_is_refused(danas: World, dana: User) -> None:
    for name in [name for name, methods in TABLE.items() if "POST" in methods]:
        with undone():
            client = Client(enforce_csrf_checks=True)
            client.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
            before = kept()
            text = {"text.problem": "Theirs"} if name in WITH_TEXT else {}
            answer = client.post(danas.url(name), text, headers={"Sec-Fetch-Site": "cross-site"})
            assert answer.status_code == 403
            assert "Theirs" not in answer.content.decode()
            assert kept() == before


def test_an_older_browser_on_another_site_is_refused_as_well(danas: World, dana: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = client.post(danas.url("passage-save"), {"text.problem": "Theirs"}, headers=headers)
        assert answer.status_code == 403
        assert "Theirs" not in answer.content.decode()


def test_looking_writes_nothing(danas: World, as_dana: Client) -> None:
    for name, method in [(n, m) for n, m in each(TABLE) if m in LOOK]:
        with undone():
            url = danas.url(name)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = ask(as_dana, method, url)
            assert answer.status_code in (200, 302)
            assert writes(queries) == []
            assert "session" not in answer.cookies


QUERIES = [
    "from=-1", "from=99999999999999999999", "from=%00", "from=٣", "from=1e9", "brief=%00",
    "brief=../../etc", "brief=%F0%9F%92%A9", "metric=%00", "metric=nothing", "with=-1",
    "with=99999999999999999999999", "kind=%00", "kind=zip", "as=chosen", "as=%00",
    "next=//evil.example",
    "next=%0d%0aX: y", "slot=%ED%A0%80", "brief=a&brief=b", "page=0", "%00=%00",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_whatever_stands_behind_the_question_mark(
    danas: World, as_dana: Client, query: str
) -> None:
    for name in [name for name, methods in TABLE.items() if "GET" in methods]:
        answer = as_dana.get(f"{danas.url(name)}?{query}")
        assert answer.status_code in (200, 302), name
        assert "evil" not in answer.get("Location", "")


# --- Links ----------------------------------------------------------------------------------------


def revoked(row: Any) -> None:
    row.revoke(timezone.now())


def expired(row: Any) -> None:
    """Two days ago: who began in time may answer for a day longer."""
    row.expires_at = timezone.now() - timedelta(days=2)
    row.save()


def deleted(row: Any) -> None:
    row.delete()


def rotated(row: Any) -> None:
    row.nonce = "another"
    row.save()


def of_link(one: World, name: str) -> Any:
    rows = {"reader": one.asked, "public": one.publication, "mentor": one.mentor}
    row = rows[name.partition("-")[0]]
    return type(row).objects.get(pk=row.pk)


def test_whoever_has_the_link_gets_what_it_opens(
    danas: World, client: Client, as_eve: Client
) -> None:
    for name, method in each(LINKS):
        with undone():
            for who in (client, as_eve):
                assert ask(who, method, danas.url(name)).status_code in (200, 302)


def test_a_link_that_is_over_opens_nothing(
    danas: World,
    client: Client,
    as_dana: Client,
) -> None:
    for (name, method), over in product(each(LINKS), (revoked, expired, deleted, rotated)):
        with undone():
            url = danas.url(name)
            over(of_link(danas, name))
            before = kept()
            for who in (client, as_dana):
                answer = ask(who, method, url)
                assert answer.status_code == (
                    404 if over is deleted or name == "public-picture" else 410
                )
                assert "A bill with owners" not in answer.content.decode()
                assert reading.TEXT not in answer.content.decode()
            assert kept() == before


FORGED: list[Callable[[str], str]] = [
    lambda token: token[:-1],
    lambda token: token[1:],
    lambda token: token.swapcase(),
    lambda token: token + "A",
    lambda token: token + "=",
    lambda token: token.replace(":", "::"),
    lambda token: token + ":" + token,
    lambda token: "." + token,
    lambda token: "é" * 40,
    lambda token: "\u202e" + token,
    lambda token: "%ED%A0%80",
    lambda token: "%00" + token,
    lambda token: "A" * 50_000,
    lambda token: ":" * 5_000,
]


def test_a_forged_link_opens_nothing(danas: World, client: Client) -> None:
    for name, method in each(LINKS):
        with undone():
            token = danas.token(name)
            for forge in FORGED:
                url = (
                    danas.url(name)
                    .replace(token.replace(":", "%3A"), token)
                    .replace(token, forge(token))
                )
                assert ask(client, method, url).status_code == 404, url[:200]


def test_a_link_of_another_kind_opens_nothing(danas: World, dana: User, client: Client) -> None:
    for name, method in each(LINKS):
        with undone():
            from common.links import Link
            from common.shared_links import SharedLink

            kinds = ("reader", "publication", "mentor")
            others = [danas.token(one) for one in ("reader", "public", "mentor")]
            others.remove(danas.token(name))
            row = of_link(danas, name)
            for purpose in ("nudge", "unsubscribe", "calendar", "mail", *kinds):
                others.append(Link(purpose, None).token([row.pk, row.nonce]))
            for token in others:
                assert ask(client, method, danas.url(name, token=token)).status_code == 404
            assert len({one.purpose for one in SharedLink.__subclasses__()}) == 3


def test_the_rows_of_others_are_not_opened_with_ones_own_secret(
    danas: World, eve: User, client: Client
) -> None:
    hers = world(eve, "Hers")
    for name in ("reader", "public-case", "mentor-page"):
        mine, other = of_link(danas, name), of_link(hers, name)
        token = type(mine)._signer().sign_object([mine.pk, other.nonce], compress=True)
        assert client.get(danas.url(name, token=token)).status_code == 410


def test_links_hold_when_the_secret_key_is_changed(
    danas: World, client: Client, settings: Any
) -> None:
    urls = [danas.url(name) for name in ("reader", "public-case", "mentor-page")]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that nobody has seen so far, long enough"
    assert [client.get(url).status_code for url in urls] == [200, 200, 200]
    settings.SECRET_KEY_FALLBACKS = []
    assert [client.get(url).status_code for url in urls] == [404, 404, 404]


@pytest.mark.parametrize("name", ["reader", "public-case", "mentor-page", "public-picture"])
def test_a_link_is_neither_kept_nor_passed_on(
    danas: World, client: Client, as_eve: Client, name: str
) -> None:
    for who in (client, as_eve):
        answer = who.get(danas.url(name))
        assert answer["Referrer-Policy"] in ("no-referrer", "strict-origin")
        assert "private" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert set(answer.cookies) <= (set() if name.startswith("public") else {"csrf"})


@pytest.mark.parametrize("end", ["", "x/", "start/x/", f"{UUID(int=7)}.webp", "%0a/"])
def test_logs_hold_no_link(danas: World, client: Client, caplog: Any, end: str) -> None:
    from common.logs import WithoutLinks

    for name, start in (("reader", "reader"), ("public-case", "case"), ("mentor-page", "mentor")):
        token = danas.token(name)
        client.get(f"/{start}/{token}/{end}")
        client.post(f"/{start}/{token}/{end}")
        client.get(f"/{start}/{token}x/{end}")
        for record in caplog.records:
            WithoutLinks().filter(record)
            assert token[:12] not in record.getMessage()
