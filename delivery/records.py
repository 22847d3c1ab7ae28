"""The sending domain's records, as a receiving server looks at them: SPF, DKIM and DMARC.

Values in, findings out: the DNS is passed in. ``ask`` gives the TXT records of a name, an empty
list where there are none, and raises ``NoAnswer`` where it cannot know.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

Ask = Callable[[str], Sequence[str]]

LOOKUPS = 10
"""Names an SPF record may make a receiver look up; beyond that it counts as broken (RFC 7208)."""

SHORT_KEY = 200
"""Bytes of a public key in DKIM's form (DER): RSA of 1024 bits has 162, of 2048 bits 294."""

_LOOKING = {"include", "a", "mx", "ptr", "exists", "redirect"}
"""The words of an SPF record that make a receiver look something up."""


class NoAnswer(Exception):
    """The DNS gave none: the record may be there."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one record. ``record`` is what to add, as name and content."""

    is_good: bool
    words: str
    record: tuple[str, str] | None = None


def check(domain: str, selectors: Sequence[str], server: str, ask: Ask) -> list[Finding]:
    """All there is to say about ``domain``. ``server`` is the host mail is handed to."""
    looks = [
        partial(spf, domain, server, ask),
        *(partial(dkim, domain, selector, ask) for selector in selectors),
        partial(dmarc, domain, ask),
    ]
    findings = [_answered(look) for look in looks]
    if not selectors:
        findings.insert(1, _no_selector(domain))
    return findings


def _answered(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except NoAnswer as error:
        return Finding(False, f"{error}: the DNS gave no answer. Try again later.")


# --- SPF: which servers may send ----------------------------------------------------------------


def spf(domain: str, server: str, ask: Ask) -> Finding:
    found = _starting(ask(domain), "v=spf1")
    if not found:
        may_send = f"a:{server}" if server else "include:<what your provider names>"
        return Finding(
            False,
            f"SPF: {domain} names no server that may send for it.",
            (domain, f"v=spf1 {may_send} -all"),
        )
    if len(found) > 1:
        words = f"SPF: {domain} has {len(found)} records; receivers then heed none. Make them one."
        return Finding(False, words)
    return Finding(*_spf_words(domain, found[0], ask))


def _spf_words(domain: str, record: str, ask: Ask) -> tuple[bool, str]:
    terms = record.lower().split()[1:]
    if "+all" in terms or "all" in terms:
        return False, f"SPF: {domain} lets everybody send for it. End the record with -all."
    if not any(term.lstrip("~-?") == "all" or term.startswith("redirect=") for term in terms):
        return False, f"SPF: the record of {domain} does not say who may not. End it with -all."
    if "?all" in terms:
        return False, f"SPF: the record of {domain} decides nothing. End it with -all, not ?all."
    count = _lookups(record, ask, LOOKUPS + 1)
    if count > LOOKUPS:
        words = f"SPF: the record of {domain} needs more than {LOOKUPS} look-ups. "
        return False, words + "Receivers then take it as broken. Take out what no longer sends."
    return True, f"SPF: {domain} says who may send for it, with {count} look-ups of {LOOKUPS}."


def _lookups(record: str, ask: Ask, most: int) -> int:
    """How many names a receiver looks up for ``record``, counted up to ``most``."""
    count = 0
    for term in record.lower().split()[1:]:
        word, _, target = re.sub("[:=/]", " ", term.lstrip("+-~?"), count=1).partition(" ")
        if word not in _LOOKING:
            continue
        count += 1
        if word in ("include", "redirect") and "%" not in target and count < most:
            inner = _starting(ask(target), "v=spf1")
            count += _lookups(inner[0], ask, most - count) if inner else 0
        if count >= most:
            break
    return count


# --- DKIM: the key that mail is signed with -----------------------------------------------------


def dkim(domain: str, selector: str, ask: Ask) -> Finding:
    name = f"{selector}._domainkey.{domain}"
    found = [record for record in ask(name) if "p=" in record]
    if not found:
        return Finding(
            False,
            f"DKIM: there is no key at {name}.",
            (name, "v=DKIM1; k=rsa; p=<the public key your mail server or provider shows>"),
        )
    tags = _tags(found[0])
    key = tags.get("p", "")
    if not key:
        return Finding(False, f"DKIM: the key at {name} was withdrawn (p= is empty).")
    try:
        size = len(base64.b64decode(key, validate=True))
    except (binascii.Error, ValueError):
        return Finding(False, f"DKIM: the key at {name} is not whole. Copy it again.")
    if tags.get("k", "rsa") == "rsa" and size < SHORT_KEY:
        return Finding(False, f"DKIM: the key at {name} is shorter than 2048 bits. Make a new one.")
    if "y" in tags.get("t", "").split(":"):
        return Finding(False, f"DKIM: {name} says it is being tested. Take t=y out.")
    return Finding(True, f"DKIM: there is a key at {name}.")


def _no_selector(domain: str) -> Finding:
    return Finding(
        False,
        "DKIM: not looked at, since a domain may have many keys. Name yours with --selector: it is "
        f"what follows s= in the DKIM-Signature of a mail from {domain}. A mail without that "
        "header is not signed: switch signing on at your mail server or provider.",
    )


# --- DMARC: what receivers do with mail that fails both -----------------------------------------


def dmarc(domain: str, ask: Ask) -> Finding:
    for place in _upwards(domain):
        found = _starting(ask(f"_dmarc.{place}"), "v=dmarc1")
        if len(found) > 1:
            words = f"DMARC: _dmarc.{place} has {len(found)} records; receivers then heed none."
            return Finding(False, words)
        if found:
            return _dmarc_words(place, domain, _tags(found[0]))
    return Finding(
        False,
        f"DMARC: {domain} does not say what to do with mail that only pretends to be from it.",
        (f"_dmarc.{domain}", f"v=DMARC1; p=none; rua=mailto:dmarc@{domain}"),
    )


def _dmarc_words(place: str, domain: str, tags: dict[str, str]) -> Finding:
    policy = tags.get("p", "") if place == domain else tags.get("sp", tags.get("p", ""))
    if policy not in ("none", "quarantine", "reject"):
        return Finding(
            False, f"DMARC: the record at _dmarc.{place} has no policy: p=none at least."
        )
    words = f"DMARC: _dmarc.{place} asks for “{policy}”."
    if policy == "none":
        words += " Once the reports show no mail of yours failing, p=quarantine keeps forgers out."
    return Finding(True, words)


def _upwards(domain: str) -> Iterator[str]:
    """The domain and those above it, down to two labels: the first record found holds."""
    labels = domain.split(".")
    for n in range(max(1, len(labels) - 1)):
        yield ".".join(labels[n:])


def _starting(records: Sequence[str], version: str) -> list[str]:
    """Those of that kind: the version, then a blank, a semicolon, or nothing."""
    return [
        record
        for record in records
        if record.lower().startswith(version) and record[len(version) :][:1] in ("", " ", ";")
    ]


def _tags(record: str) -> dict[str, str]:
    """``v=DKIM1; p=…`` as a dictionary, blanks taken out of the values."""
    pairs = (part.partition("=") for part in record.split(";") if "=" in part)
    return {name.strip().lower(): "".join(value.split()) for name, _, value in pairs}
