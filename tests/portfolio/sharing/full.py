"""A case study in which every field says a word that stands nowhere else."""

import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from PIL import Image

from accounts.models import User
from portfolio.artifacts.models import Artifact, Kind, Picture
from portfolio.casestudies import parts
from portfolio.casestudies.models import CaseStudy, Origin, Tradeoff
from portfolio.sharing.fields import ALLOWED
from portfolio.sharing.listing import Listing
from tests.portfolio.rows import case, result, write

EMPLOYER = "Zyrquist Holding GmbH"
SAID = "a parcel carrier"


def full(user: User, lane: str = "finops") -> CaseStudy:
    """Every slot, two results of an employer and one of a lab, two tradeoffs, two artifacts."""
    user.name = "Markername Dana"
    user.save()
    study = case(user, lane=lane, origin=Origin.EMPLOYER, employer=EMPLOYER, employer_said=SAID)
    for number, slot in enumerate(study.slots):
        write(study, **{slot.replace(".", "__"): f"Words of markerslot{number:02d}end."})
    result(
        study,
        name="Markerworkfigure",
        origin=Origin.EMPLOYER,
        unit="USD per month",
        before=Decimal(8437),
        after=Decimal(6391),
        how="markerworkhow",
        period="markerworkperiod",
        limit_what="markerworklimit",
        limit_value=Decimal(917),
        limit_after=Decimal(823),
        limit_unit="ms",
        again=Decimal(6473),
        again_on=date(2026, 11, 3),
        again_why="markerworkwhy",
    )
    result(
        study,
        name="Markerbaseline",
        origin=Origin.EMPLOYER,
        unit="USD",
        before=Decimal(7219),
        after=None,
    )
    result(
        study,
        name="Markerlabfigure",
        unit="requests",
        before=Decimal(3371),
        after=Decimal(1873),
        how="markerlabhow",
    )
    for number in (1, 2):
        Tradeoff.objects.create(
            case_study=study,
            chose=f"markerchose{number}",
            over=f"markerover{number}",
            because=f"markerbecause{number}",
            gave_up=f"markergaveup{number}",
        )
    with_picture(study, "markerartifact1", alt="markeralt1")
    Artifact.objects.create(
        case_study=study,
        kind=Kind.RUNBOOK,
        title="markerartifact2",
        text="markerarttext2",
        url="https://example.org/markerlink2",
        section="lessons",
    )
    return CaseStudy.objects.with_passages().get(pk=study.pk)


def with_picture(study: CaseStudy, title: str, **fields: str) -> Artifact:
    """A screenshot with a picture of its own."""
    artifact = Artifact.objects.create(
        case_study=study, kind=Kind.SCREENSHOT, title=title, section="result", **fields
    )
    Picture.objects.create(artifact=artifact, data=webp(), width=60, height=40, size=len(webp()))
    return artifact


def webp(size: tuple[int, int] = (60, 40)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "WEBP")
    return file.getvalue()


def markers(study: CaseStudy) -> dict[str, dict[str, set[str]]]:
    """By field and level: the words that are seen then and nowhere else."""
    found: dict[str, dict[str, set[str]]] = {"author": {"exact": {"Markername"}}}
    found["employer"] = {"exact": {"Zyrquist"}, "hidden": {SAID}}
    for number, slot in enumerate(study.slots):
        key = f"section.{slot}" if slot in parts.Section.values else slot
        if slot != parts.PLAIN:
            found[key] = {"exact": {f"markerslot{number:02d}end"}}
    work, baseline, lab = Listing(study).results
    about = {"Markerworkfigure", "markerworkperiod"}
    found[f"result.{work.pk}"] = {
        "exact": {*about, "8,437", "6,391", "6,473", "markerworkwhy", "24"},
        "percent": {*about, "24"},
        "range": {*about, "5,000–10,000"},
    }
    found[f"result.{work.pk}.how"] = {"exact": {"markerworkhow"}}
    found[f"result.{work.pk}.limit"] = {
        "exact": {"markerworklimit", "917", "823"},
        "percent": {"markerworklimit"},
        "range": {"markerworklimit", "500"},
    }
    found[f"result.{baseline.pk}"] = {
        "exact": {"Markerbaseline", "7,219"},
        "range": {"Markerbaseline", "5,000–10,000"},
    }
    found[f"result.{lab.pk}"] = {
        "exact": {"Markerlabfigure", "3,371", "1,873", "44"},
        "percent": {"Markerlabfigure", "44"},
        "range": {"Markerlabfigure", "2,000–5,000", "1,000–2,000"},
    }
    found[f"result.{lab.pk}.how"] = {"exact": {"markerlabhow"}}
    for number, one in enumerate(study.tradeoffs.all(), start=1):
        words = {f"marker{what}{number}" for what in ("chose", "over", "because", "gaveup")}
        found[f"tradeoff.{one.pk}"] = {"exact": words}
    first, second = study.artifacts.all()
    found[f"artifact.{first.pk}"] = {"exact": {"markerartifact1", "markeralt1"}}
    found[f"artifact.{second.pk}"] = {"exact": {"markerartifact2", "markerarttext2", "markerlink2"}}
    return found


NEEDS_ITS_RESULT = (".how", ".limit")


def expected(study: CaseStudy, levels: dict[str, str]) -> tuple[set[str], set[str]]:
    """What must be seen at these levels, and what must not."""
    seen: set[str] = set()
    every: set[str] = set()
    for key, by_level in markers(study).items():
        every |= set[str]().union(*by_level.values())
        parent = key.rpartition(".")[0] if key.endswith(NEEDS_ITS_RESULT) else ""
        if not parent or levels.get(parent, "hidden") != "hidden":
            seen |= by_level.get(levels.get(key, "hidden"), set())
    return seen, every - seen


def allowing(levels: dict[str, str], fields: Iterable[str]) -> dict[str, str]:
    """The same as it is kept where an employer allows every number."""
    return {**levels, **{key + ALLOWED: "yes" for key in fields}}
