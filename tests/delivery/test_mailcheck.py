"""``manage.py mailcheck``: what the sending domain's records lack, and what to add."""

import base64
from collections.abc import Callable, Mapping
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from delivery import records
from delivery.management.commands import mailcheck
from delivery.records import NoAnswer

KEY = base64.b64encode(b"k" * 294).decode()
SPF = "v=spf1 include:mail.example -all"
GOOD = {
    "forte.example": ["site-verification=1", SPF],
    "mail.example": ["v=spf1 ip4:192.0.2.0/24 -all"],
    "s1._domainkey.forte.example": [f"v=DKIM1; k=rsa; p={KEY}"],
    "_dmarc.forte.example": ["v=DMARC1; p=quarantine; rua=mailto:dmarc@forte.example"],
}


def dns(**changes: list[str]) -> Callable[[str], list[str]]:
    """A DNS with good records, but for what is changed (``__`` stands for a dot)."""
    zone = GOOD | {name.replace("__", "."): found for name, found in changes.items()}
    return lambda name: zone.get(name, [])


def found(zone: Mapping[str, list[str]], *selectors: str) -> list[records.Finding]:
    return records.check("forte.example", selectors, "", lambda name: zone.get(name, []))


@pytest.fixture(autouse=True)
def _sender(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Forte <mail@forte.example>"


def run(ask: object, *selectors: str) -> str:
    out = StringIO()
    call_command("mailcheck", selector=list(selectors), ask=ask, stdout=out)
    return out.getvalue()


def test_a_domain_that_has_it_all_is_told_so() -> None:
    said = run(dns(), "s1")
    assert "!" not in said
    assert "SPF: forte.example says who may send for it, with 1 look-ups of 10." in said
    assert "DKIM: there is a key at s1._domainkey.forte.example." in said
    assert "DMARC: _dmarc.forte.example asks for “quarantine”." in said
    assert "no provider tells of them" in said


def test_a_domain_that_has_nothing_is_told_what_to_add(capsys: pytest.CaptureFixture[str]) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="3 of 3 are to be mended") as error:
        call_command("mailcheck", selector=["s1"], ask=lambda name: [], stdout=out)
    assert error.value.returncode == 1
    for line in (
        "v=spf1 include:<what your provider names> -all",
        "s1._domainkey.forte.example",
        "_dmarc.forte.example",
        "v=DMARC1; p=none; rua=mailto:dmarc@forte.example",
    ):
        assert f"    {line}\n" in out.getvalue()


def test_the_mail_servers_own_name_is_put_into_the_record(settings: Settings) -> None:
    settings.EMAIL_URL, settings.EMAIL_HOST = "smtp://mx.forte.example:25", "mx.forte.example"
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("mailcheck", selector=["s1"], ask=lambda name: [], stdout=out)
    assert "v=spf1 a:mx.forte.example -all" in out.getvalue()


def test_without_a_selector_it_says_where_to_find_it() -> None:
    with pytest.raises(CommandError, match="1 of 3"):
        run(dns())
    finding = records.check("forte.example", [], "", dns())[1]
    assert "it is what follows s= in the DKIM-Signature" in finding.words


@pytest.mark.parametrize(
    ("name", "record", "words"),
    [
        ("forte.example", ["v=spf1 +all"], "lets everybody send"),
        ("forte.example", ["v=spf1 a all"], "lets everybody send"),
        ("forte.example", ["v=spf1 a ?all"], "decides nothing"),
        ("forte.example", ["v=spf1 a mx"], "does not say who may not"),
        ("forte.example", [SPF, "v=spf1 -all"], "has 2 records"),
        ("forte.example", ["v=spf10 -all"], "names no server"),
        ("forte.example", ["v=spf1 " + "a " * 11 + "-all"], "more than 10 look-ups"),
        ("mail.example", ["v=spf1 include:mail.example -all"], "more than 10 look-ups"),
        ("s1._domainkey.forte.example", ["v=DKIM1; p="], "was withdrawn"),
        ("s1._domainkey.forte.example", ["v=DKIM1; p=abc"], "is not whole"),
        ("s1._domainkey.forte.example", ["p=" + KEY[:216]], "shorter than 2048 bits"),
        ("s1._domainkey.forte.example", [f"t=y; p={KEY}"], "being tested"),
        ("s1._domainkey.forte.example", ["hello"], "there is no key"),
        ("_dmarc.forte.example", ["v=DMARC1; rua=mailto:x@forte.example"], "has no policy"),
        ("_dmarc.forte.example", ["v=DMARC1; p=none", "v=DMARC1; p=none"], "has 2 records"),
        ("_dmarc.forte.example", [], "does not say what to do"),
    ],
)
def test_what_is_wrong_is_said(name: str, record: list[str], words: str) -> None:
    wrong = [finding for finding in found({**GOOD, name: record}, "s1") if not finding.is_good]
    assert len(wrong) == 1
    assert words in wrong[0].words


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("forte.example", ["v=spf1 ip4:192.0.2.1 ~all"]),
        ("forte.example", ["v=spf1 redirect=mail.example"]),
        ("forte.example", ["V=SPF1 exists:%{i}.forte.example mx/24 -ALL"]),
        ("s1._domainkey.forte.example", [f"k=ed25519; p={base64.b64encode(b'k' * 32).decode()}"]),
        ("s1._domainkey.forte.example", [f"v=DKIM1; p={KEY[:100]} {KEY[100:]}"]),
        ("_dmarc.forte.example", ["v=DMARC1;p=none"]),
    ],
)
def test_what_is_right_is_left_alone(name: str, record: list[str]) -> None:
    assert all(finding.is_good for finding in found({**GOOD, name: record}, "s1"))


def test_a_record_of_the_domain_above_holds_for_the_one_below() -> None:
    zone = {
        "go.forte.example": [SPF],
        "s1._domainkey.go.forte.example": GOOD["s1._domainkey.forte.example"],
        "_dmarc.forte.example": ["v=DMARC1; p=none; sp=reject"],
    }
    findings = records.check("go.forte.example", ["s1"], "", lambda name: zone.get(name, []))
    assert all(finding.is_good for finding in findings)
    assert "“reject”" in findings[-1].words


def test_every_selector_is_looked_at() -> None:
    findings = found(GOOD, "s1", "s2")
    assert [finding.is_good for finding in findings] == [True, True, False, True]


def test_a_dns_that_does_not_answer_is_no_missing_record() -> None:
    def ask(name: str) -> list[str]:
        raise NoAnswer(name)

    findings = records.check("forte.example", ["s1"], "", ask)
    assert not any(finding.is_good or finding.record for finding in findings)
    assert all("gave no answer" in finding.words for finding in findings)


def test_without_the_library_nothing_is_asked_and_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mailcheck, "find_spec", lambda name: None)
    with pytest.raises(CommandError, match="dnspython is not installed"):
        run(None, "s1")


def test_a_sender_without_a_domain_is_not_asked_for(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Forte <forte@localhost>"
    with pytest.raises(CommandError, match="Nothing was asked"):
        run(dns(), "s1")


def test_the_machines_own_dns_is_asked_as_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    import dns.exception
    import dns.resolver

    class Record:
        strings = (b"v=spf1 ", b"-all")

    def resolve(name: str, kind: str, lifetime: float) -> list[Record]:
        assert (kind, lifetime) == ("TXT", mailcheck.SECONDS)
        match name:
            case "none.example":
                raise dns.resolver.NXDOMAIN
            case "slow.example":
                raise dns.exception.Timeout
        return [Record()]

    monkeypatch.setattr(dns.resolver, "resolve", resolve)
    ask = mailcheck._dns()
    assert ask is not None
    assert ask("forte.example") == ["v=spf1 -all"]
    assert ask("none.example") == []
    with pytest.raises(NoAnswer):
        ask("slow.example")
