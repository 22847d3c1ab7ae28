"""Whether the sending domain's records let our mail in."""

from argparse import ArgumentParser
from email.utils import parseaddr
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from delivery import providers, records
from delivery.records import Ask, Finding, NoAnswer

SECONDS = 5.0
"""How long one question to the DNS may take."""


class Command(BaseCommand):
    help = "Looks at SPF, DKIM and DMARC of the domain in MAIL_FROM, and says what is missing."
    requires_system_checks = ()
    stealth_options = ("ask",)  # a DNS that is passed in

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--selector",
            action="append",
            default=[],
            help="what follows s= in the DKIM-Signature of a mail you got; may be given again",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()
        ask = options.get("ask") or _dns()
        if "." not in domain:
            raise CommandError(
                f"MAIL_FROM is at “{domain}”, which has no records of its own. Nothing was asked."
            )
        if ask is None:
            raise CommandError(
                "Nothing was asked: dnspython is not installed. "
                "Install it with: .venv/bin/pip install 'dnspython>=2.8,<3'"
            )
        server = getattr(settings, "EMAIL_HOST", "") if settings.EMAIL_URL else ""
        findings = records.check(domain, options["selector"], server, ask)
        for finding in findings:
            self.stdout.write(_said(finding))
        self.stdout.write(_said_of_bounces())
        missing = sum(not finding.is_good for finding in findings)
        if missing:
            raise CommandError(f"{missing} of {len(findings)} are to be mended.", returncode=1)


def _said(finding: Finding) -> str:
    lines = [("  " if finding.is_good else "! ") + finding.words]
    if finding.record is not None:
        name, content = finding.record
        lines += ["    Add a TXT record:", f"    {name}", f"    {content}"]
    return "\n".join(lines)


def _said_of_bounces() -> str:
    """Not a record, and nothing that must be: only said."""
    if problems := providers.problems():
        return "\n".join(f"  Bounces: {problem.msg}" for problem in problems)
    if where := providers.address():
        return f"  Bounces: {settings.ANYMAIL_PROVIDER} tells them at {where}."
    return "  Bounces: no provider tells of them. What the mail server refuses at once is seen."


def _dns() -> Ask | None:
    """The machine's own resolver; None where the library that asks it is not installed."""
    if find_spec("dns") is None:
        return None
    import dns.exception  # an extra: not there everywhere
    import dns.resolver

    def ask(name: str) -> list[str]:
        try:
            answer = dns.resolver.resolve(name, "TXT", lifetime=SECONDS)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.exception.DNSException as error:
            raise NoAnswer(name) from error
        return [b"".join(record.strings).decode(errors="replace") for record in answer]

    return ask
