"""A line made of picked pieces: what changed, for whom, by what. The person edits it; nothing is
invented, since every word is one of theirs or stands between two of theirs."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext as _

from common import facts
from common.metrics import Direction, Metric
from portfolio.bullets.proofs import Proof
from portfolio.bullets.wording import FACTS, level
from portfolio.results import change


@dataclass(frozen=True, slots=True)
class Pieces:
    """What was picked. ``what`` and ``said``: "cloud spend", "from $4,200 to $3,000 per month"."""

    what: str = ""
    said: str = ""
    falls: bool | None = None
    for_whom: str = ""


@dataclass(frozen=True, slots=True)
class _With:
    openers: tuple[str, ...]


def of_proof(proof: Proof, for_whom: str) -> Pieces:
    """A win or a result as pieces."""
    return Pieces(proof.what, proof.said, proof.falls, for_whom or proof.for_whom)


def of_metric(metric: Metric | None, before: Decimal, after: Decimal, for_whom: str) -> Pieces:
    """Figures that were typed. Without a metric they have no name yet."""
    unit = metric.unit if metric else ""
    direction = metric.direction if metric else Direction.LOWER
    what = metric.in_sentence if metric else ""
    falls = None if before == after else after < before
    return Pieces(what, change.said(before, after, unit, direction), falls, for_whom)


def suggested(line: str, pieces: Pieces) -> str:
    """ "Cut time to restore from 4 h to 25 min (−90 %) for the support team, by configuring
    backups." A win without figures lends its own words; without either the line stays in front of
    whom it was for."""
    text = " ".join(level(line).split()).rstrip(" .")
    whom = f" {_for(pieces.for_whom)}" if pieces.for_whom else ""
    means = _means(text)
    if not pieces.said and pieces.what:
        own = pieces.what.rstrip(" .")
        return f"{own}{'' if _says(own, pieces.for_whom) else whom}, {means}."
    if not pieces.said:
        return f"{text}{'' if _says(text, pieces.for_whom) else whom}."
    moved = {True: _("Cut"), False: _("Raised"), None: _("Kept")}[pieces.falls]
    return f"{moved} {_lowered(pieces.what) or '…'} {pieces.said}{whom}, {means}."


def _for(whom: str) -> str:
    whom = whom.strip().rstrip(".")
    return whom if whom.lower().startswith("for ") else _("for %s") % whom


def _says(text: str, whom: str) -> bool:
    return whom.strip().lower() in text.lower()


def _lowered(name: str) -> str:
    """The name inside a sentence; what is written in capitals stays."""
    first = name.split(" ")[0]
    return name if any(sign.isupper() for sign in first[1:]) else name[:1].lower() + name[1:]


def _means(text: str) -> str:
    """ "by configuring autoscaling", "with Terraform"; the whole line after a dash where its
    beginning is none that we know."""
    if opener := _openers().match(text):
        return _("with %s") % text[opener.end() :]
    first, _space, rest = text.partition(" ")
    doing = _doing(first.lower())
    if not doing or not rest:
        return _lowered(text)
    return _("by %s") % f"{doing} {rest}"


def _doing(verb: str) -> str:
    """ "configuring" for "configured"; empty where it is no past we know."""
    if known := _irregular().get(verb):
        return known
    if not verb.endswith("ed") or len(verb) < 5:
        return ""
    stem = verb[:-2]
    if stem.endswith("i"):  # applied
        return f"{stem[:-1]}ying"
    return f"{stem}ing"


@cache
def _openers() -> re.Pattern[str]:
    words = sorted(_file()[0], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s+", re.IGNORECASE)


@cache
def _irregular() -> dict[str, str]:
    return _file()[1]


@cache
def _file() -> tuple[tuple[str, ...], dict[str, str]]:
    raw = facts.load(FACTS / "means.toml")
    if set(raw) != {"basis", "with", "by"}:
        raise facts.FactError("means.toml: has basis, with and by")
    openers = facts.entry(raw["with"], _With, "means.toml: with").openers
    return openers, {str(one): str(doing) for one, doing in raw["by"]["irregular"].items()}
