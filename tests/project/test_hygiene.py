"""Every mail there is, full and empty, holds what receivers and readers expect of a decent one.

A new kind of mail has no sample here, and a test says so: add one to ``samples``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.mail import get_connection
from django.test import Client
from pytest_django import Settings

from accounts.adapter import Adapter
from accounts.models import User
from certifications.catalogue import catalog, syncing
from certifications.held import reminders
from certifications.models import Certification, Credential
from config.mode import BASE_DIR
from delivery import confirming, outbox, suppression, unsubscribe
from delivery.content import Content
from delivery.letters import letter
from delivery.models import Mail, Suppression
from roadmap import month_end_mail
from roadmap.cadence import blocks, compose, nudges
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block, Rhythm
from roadmap.plan.models import Plan
from tests.people import person
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import MONDAY, START, STUDY_DUE
from tests.roadmap.cadence.test_backoff import live

pytestmark = pytest.mark.django_db
SITE = "https://forte.example"
CLOSE_DUE = datetime(2027, 2, 1, 17, tzinfo=UTC)
RENEWAL_DUE = datetime(2027, 2, 3, 17, tzinfo=UTC)
LISTS = {"nudge", "test", "close", "renewal"}
"""Kinds that can be stopped; account mail answers what a person just did."""

HOSTILE = (
    'why?\r\nBcc: eve@example.org\r\n\r\n<img src="//evil.example/x.gif"> {{ 7 }} "quoted" ' * 4
)
"""What somebody may have written where they stopped."""


@dataclass(frozen=True)
class Sample:
    """A mail as it travels, read again."""

    name: str
    kind: str
    mail: Mail
    raw: bytes
    secrets: tuple[str, ...] = ()  # what a discreet one must not show before it is opened

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    def body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        assert part is not None, self.name
        return str(part.get_content())


class Page(HTMLParser):
    """The links and the elements of a body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.links += [value or "" for name, value in attrs if tag == "a" and name == "href"]


@pytest.fixture(scope="module")
def samples(django_db_setup: None, django_db_blocker: object) -> Iterator[list[Sample]]:
    from django.db import transaction
    from django.test import override_settings

    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        override_settings(SITE_URL=SITE, DEFAULT_FROM_EMAIL="Forte <mail@forte.example>"),
    ):
        with transaction.atomic():
            made = [*_silence(), *_nudges(), *_closes(), *_renewals(), *_tests()]
            made += [*_account(), *_again()]
            transaction.set_rollback(True)
        yield made


def _nudges() -> Iterator[Sample]:
    for full in (False, True):
        for discreet in (False, True):
            for together in (False, True):
                yield _nudge(full=full, discreet=discreet, together=together)


def _nudge(*, full: bool, discreet: bool, together: bool) -> Sample:
    name = f"nudge-{full=}-{discreet=}-{together=}".replace("True", "yes").replace("False", "no")
    user = _person(name, full=full, discreet=discreet)
    if together:
        lab = Block.objects.get(user=user, kind="lab")
        lab.weekday, lab.at = 1, lab.at.replace(hour=20)
        blocks.change(lab, START)
    nudges.plan_due(STUDY_DUE)
    mail = Mail.objects.select_related("user").get(user=user)
    content = compose.compose([mail], STUDY_DUE)[mail.pk]
    assert isinstance(content, Content), (name, content)
    return _sample(name, "nudge", mail, content, discreet=discreet)


def _silence() -> Iterator[Sample]:
    """The weekly mail of who does not answer, and the goodbye."""
    for discreet in (False, True):
        user = _person(f"silence-{discreet}", full=False, discreet=discreet)
        got = [content for _, content in live(user, 11)]
        mail = Mail.objects.select_related("user").filter(user=user).latest("due_at")
        for name, content in (("weekly", got[9]), ("goodbye", got[-1])):
            yield _sample(f"nudge-{name}-{discreet}", "nudge", mail, content, discreet=discreet)
        Block.objects.filter(user=user).delete()  # the others' weeks begin without this one


def _closes() -> Iterator[Sample]:
    for full in (False, True):
        for discreet in (False, True):
            user = _person(f"close-{full}-{discreet}", full=full, discreet=discreet)
            made = Plan.objects.filter(user=user).first() or rows.plan(user)
            Rhythm.objects.update_or_create(user=user, defaults={"close_mail": True})
            mail, _ = outbox.queue("close", user, f"close:{made.pk}:1", CLOSE_DUE, CLOSE_DUE)
            content = month_end_mail.compose([mail], CLOSE_DUE)[mail.pk]
            assert isinstance(content, Content), content
            yield _sample(f"close-{full}-{discreet}", "close", mail, content, discreet=discreet)


def _renewals() -> Iterator[Sample]:
    """One of the catalogue with its window and price, and one of which little is known."""
    syncing.sync(catalog.catalogue(), RENEWAL_DUE.date())
    azure = Certification.objects.get(slug="azure-administrator-associate")
    for full in (False, True):
        for discreet in (False, True):
            user = person(f"renewal-{full}-{discreet}@example.org".lower(), discreet=discreet)
            credential = Credential.objects.create(
                user=user,
                name=HOSTILE[:200] if full else "ITIL",
                certification=azure if full else None,
                expires_on=RENEWAL_DUE.date() + timedelta(days=30),
                renewal_note="" if full else "ask Ada",
                expiry_set_on=date(2026, 1, 1),
            )
            reminders.plan_due(RENEWAL_DUE)
            mail = Mail.objects.select_related("user").get(user=user)
            content = reminders.compose([mail], RENEWAL_DUE)[mail.pk]
            assert isinstance(content, Content), (credential, content)
            yield _sample(f"renewal-{full}-{discreet}", "renewal", mail, content, discreet=discreet)


def _tests() -> Iterator[Sample]:
    for has_blocks in (False, True):
        for discreet in (False, True):
            name = f"test-{has_blocks}-{discreet}"
            user = _person(name, full=has_blocks, discreet=discreet, has_blocks=has_blocks)
            content = compose.test_mail(user, START)
            mail, _ = outbox.queue_message("test", user, name, content, START)
            yield _sample(name, "test", mail, Content(**(mail.stored or {})), discreet=discreet)


def _account() -> Iterator[Sample]:
    """As full as allauth makes it, with nothing that may be missing, and from a strange browser."""
    backend = get_connection("delivery.outbox.EmailBackend")
    for prefix in _prefixes(BASE_DIR / "templates"):
        for name, context in (("full", _FULL), ("empty", _EMPTY), ("strange", _STRANGE)):
            email = f"{prefix.replace('/', '-')}-{name}@example.org"
            message = Adapter().render_mail(prefix, email, {**context, "email": email})
            backend.send_messages([message])
            mail = Mail.objects.get(to=email)
            yield _sample(f"{prefix} {name}", "account", mail, Content(**(mail.stored or {})))


def _again() -> Iterator[Sample]:
    user = person("again@example.org")
    confirming.send(user, START)
    mail = Mail.objects.get(user=user)
    yield _sample("again", "account", mail, Content(**(mail.stored or {})))


_FULL = {
    "code": "ABCD-EFGH",
    "timestamp": datetime(2027, 1, 5, 17, 45, tzinfo=UTC),
    "ip": "2001:db8::1",
    "user_agent": 'Mozilla/5.0 (X11; Linux) "<img src=x>" Firefox/140.0 http://evil.example/',
    "from_email": "a-very-long-address-indeed-for-somebody@department.example.org",
    "to_email": "dana@work.example",
    "deleted_email": "dana@example.org",
}
_EMPTY = {**_FULL, "ip": "", "user_agent": ""}
_STRANGE = {**_FULL, "user_agent": "http://evil.example/new-password <a href=//evil.example>"}


def _person(name: str, *, full: bool, discreet: bool, has_blocks: bool = True) -> User:
    said = "Dana\r\nBcc: eve@example.org" if full else ""
    user = person(f"{name}@example.org".lower(), name=said, discreet=discreet)
    if full:
        rows.plan(user)
    if has_blocks:
        made = rows.set_up(user)
        if full:
            for kind, on in (("study", date(2026, 12, 29)), ("lab", date(2026, 12, 31))):
                rows.done(made[kind], MONDAY - WEEK, on, pick_up=HOSTILE)
    return user


def _sample(
    name: str, kind: str, mail: Mail, content: Content, *, discreet: bool = False
) -> Sample:
    secrets = ("Forte", "bill", "spend", "finops", "why?", "Bcc", "Study", "Lab", "ITIL") * discreet
    return Sample(name, kind, mail, letter(mail, content).raw, tuple(secrets))


def _prefixes(folder: Path) -> set[str]:
    """What allauth calls a mail: ``account/email/login_code``."""
    return {
        str(path.relative_to(folder)).removesuffix("_subject.txt")
        for app in ("account", "mfa")
        for path in (folder / app / "email").glob("*_subject.txt")
    }


# --- Nothing is left out ------------------------------------------------------------------------


def test_every_kind_and_every_account_mail_has_samples(
    samples: list[Sample], settings: Settings
) -> None:
    assert {sample.kind for sample in samples} == {*settings.MAIL_KINDS, "test", "account"}
    named = {path.parent.name for path in (BASE_DIR / "templates/emails").glob("*/subject.txt")}
    assert named == {"nudge", "goodbye", "close", "renewal", "again"}
    spec = find_spec("allauth")
    assert spec is not None
    assert spec.submodule_search_locations
    theirs = _prefixes(Path(spec.submodule_search_locations[0]) / "templates")
    # A link to set a password anew is never sent: codes are.
    assert theirs - {"account/email/password_reset_key"} <= _prefixes(BASE_DIR / "templates")
    assert len(samples) >= 8 + 4 + 4 + 4 + 4 + 3 * 17 + 1


# --- For who reads ------------------------------------------------------------------------------


def test_there_is_text_and_html_with_the_same_links(samples: list[Sample]) -> None:
    for sample in samples:
        parts = [part.get_content_type() for part in sample.message.iter_parts()]
        assert parts == ["text/plain", "text/html"], sample.name
        written = set(re.findall(r"\w+://[^\s<>]+", sample.body("plain")))
        pressed = set(Page(sample.body("html")).links)
        assert written == pressed, sample.name
        assert pressed, sample.name


def test_every_link_leads_to_us_and_names_nobody(samples: list[Sample]) -> None:
    for sample in samples:
        for link in Page(sample.body("html")).links:
            assert link == SITE or link.startswith(f"{SITE}/"), (sample.name, link)
            assert sample.mail.to not in unquote(link), sample.name
            assert "@" not in unquote(link), sample.name
        if sample.kind == "account":
            assert "evil" not in sample.body("plain") + sample.body("html"), sample.name


def test_a_subject_is_one_line_of_at_most_seventy_characters(samples: list[Sample]) -> None:
    for sample in samples:
        subject = str(sample.message["Subject"])
        assert 0 < len(subject) <= 70, sample.name
        assert subject == " ".join(subject.split()), sample.name


def test_nothing_is_fetched_runs_or_counts_who_opens_it(samples: list[Sample]) -> None:
    for sample in samples:
        html = sample.body("html")
        page = Page(html)
        assert set(page.elements) <= {
            "html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr", "td",
            "p", "a", "h1", "h2", "br", "ul", "li", "strong", "small", "span",
        }, sample.name  # fmt: skip
        fetched = {"src", "srcset", "background", "poster", "data", "action"}
        assert not [name for name, _ in page.attributes if name in fetched], sample.name
        assert not [name for name, _ in page.attributes if name.startswith("on")], sample.name
        assert not re.search(r"url\(|@import|@font-face", html), sample.name


def test_no_template_shows_and_nobody_is_shouted_at(samples: list[Sample]) -> None:
    for sample in samples:
        own = re.sub(r"“[^”]*”", "", sample.body("plain").replace(" ".join(HOSTILE.split()), ""))
        assert own.strip(), sample.name
        assert "{%" not in own, sample.name
        assert not re.search(r"\bNone\b|!|  \S", own), (sample.name, own)


def test_a_discreet_mail_shows_nothing_before_it_is_opened(samples: list[Sample]) -> None:
    discreet = [sample for sample in samples if sample.secrets]
    assert len(discreet) == 12
    for sample in discreet:
        html = sample.body("html")
        title = re.findall(r"<title>(.*?)</title>", html, flags=re.S)
        preheader = re.findall(r'<div class="preheader"[^>]*>(.*?)</div>', html, flags=re.S)
        name = sample.message["From"].addresses[0].display_name
        shown = " ".join([str(sample.message["Subject"]), name, *title, *preheader])
        assert not [secret for secret in sample.secrets if secret in shown], (sample.name, shown)
        assert name, sample.name


# --- For who receives ---------------------------------------------------------------------------


def test_every_mail_says_that_a_machine_wrote_it_and_which_one(samples: list[Sample]) -> None:
    for sample in samples:
        message = sample.message
        assert message["Auto-Submitted"] == "auto-generated", sample.name
        assert message["X-Auto-Response-Suppress"] == "All", sample.name
        assert message["Message-ID"] == f"<{sample.mail.uuid}@forte.example>", sample.name
        assert message["Date"].datetime == sample.mail.due_at.replace(microsecond=0), sample.name
        assert [one.addr_spec for one in message["From"].addresses] == ["mail@forte.example"]
        assert [one.addr_spec for one in message["To"].addresses] == [sample.mail.to]


def test_no_header_stands_twice_and_none_was_smuggled_in(samples: list[Sample]) -> None:
    for sample in samples:
        names = [name.lower() for name in sample.message]
        assert len(names) == len(set(names)), (sample.name, names)
        assert not set(names) & {"bcc", "cc", "disposition-notification-to", "return-receipt-to"}
        assert not sample.message.defects, sample.name


def test_what_can_be_stopped_is_stopped_by_one_click(samples: list[Sample]) -> None:
    for sample in samples:
        message = sample.message
        if sample.kind not in LISTS:
            assert not [name for name in message if name.lower().startswith("list-")], sample.name
            continue
        assert message["List-Id"] == f"<{sample.kind}.forte.example>", sample.name
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", sample.name
        offered = re.findall(r"<([^<>]+)>", str(message["List-Unsubscribe"]))
        assert len(offered) == 1, sample.name
        assert offered[0].startswith(f"{SITE}/unsubscribe/"), sample.name
        bodies = [link for link in Page(sample.body("html")).links if "/unsubscribe/" in link]
        assert bodies, sample.name


def test_the_offered_click_stops_that_address(samples: list[Sample]) -> None:
    for sample in [sample for sample in samples if sample.kind in LISTS]:
        Suppression.objects.all().delete()
        path = str(sample.message["List-Unsubscribe"]).strip("<>").removeprefix(SITE)
        answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200, sample.name
        assert "Location" not in answer
        stop = unsubscribe.read(path.split("/")[-2])
        assert stop.concerns(sample.mail.to), sample.name
        # A test mail is asked for each time; what its link stops is what it is a test of.
        kind = "nudge" if sample.kind == "test" else sample.kind
        assert suppression.is_suppressed(sample.mail.to, kind), sample.name


def test_every_mail_fits_the_protocol(samples: list[Sample]) -> None:
    for sample in samples:
        lines = sample.raw.split(b"\r\n")
        assert max(map(len, lines)) <= 998, sample.name
        assert b"\n" not in b"".join(lines), sample.name
        assert b"\r" not in b"".join(lines), sample.name
        head = sample.raw.split(b"\r\n\r\n")[0]
        assert head.isascii(), sample.name
        assert len(sample.raw) < 100_000, sample.name  # beyond 102 KB a mail is cut off


def test_the_names_of_a_signed_header_are_those_a_provider_signs(samples: list[Sample]) -> None:
    """RFC 8058: both headers must be covered by the signature, so they must be there as they
    are: unfolded, once, before the body."""
    for sample in [sample for sample in samples if sample.kind in LISTS]:
        head = sample.raw.split(b"\r\n\r\n")[0].decode()
        for name in ("List-Unsubscribe", "List-Unsubscribe-Post"):
            (line,) = [one for one in head.split("\r\n") if one.startswith(f"{name}:")]
            assert line.removeprefix(f"{name}:").strip(), sample.name


def test_several_blocks_of_a_day_share_one_mail(samples: list[Sample]) -> None:
    for sample in [sample for sample in samples if sample.kind == "nudge"]:
        blocks_in_it = sample.body("plain").count("/nudge/done/")
        expected = {"together=yes": 2, "weekly": 3, "goodbye": 0}
        assert blocks_in_it == next(
            (count for said, count in expected.items() if said in sample.name), 1
        ), sample.name
