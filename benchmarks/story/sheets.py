"""What ``paper`` measures, with Django set up on an empty database."""

import io
import statistics
import time
from typing import Any

from pypdf import PdfReader

from benchmarks.figures import Figure
from portfolio.overview import Disclosure
from roadmap.models import Narrative
from roadmap.story.narrative import gather, taking
from roadmap.story.narrative.document import Page
from tests.people import person
from tests.roadmap.story.narrative import people

AGAIN, AGAIN_FAST = 10, 1
SECOND = 1.0
"""In which a sheet is made."""
A4 = (595.28, 841.89)
"""Width and height in points."""
ALPHABETS = ("Dana Müller", "Ψυχή", "Жанна", "Αθήνα", "владельца")
"""Said in Latin, Greek and Cyrillic, and read back."""


def measure(how: str) -> list[Figure]:
    """Both accounts; ``fast`` makes each twice."""
    times = AGAIN_FAST if how == "fast" else AGAIN
    return [
        *_sheet("Full account", _full(), times, ALPHABETS),
        *_sheet("Nearly empty account", _empty(), times, ("Dana",)),
    ]


def _full() -> Page:
    """Everything the page can be made of, in three alphabets."""
    user = person("full@example.org", name="Dana Müller Ψυχή Жанна")
    people.full(user)
    Narrative.objects.create(
        user=user,
        problem_space="Λογαριασμοί без владельца, naïve façade. " * 6,
        leverage="Where the bill meets the latency limit.",
        keeps="Kubernetes and being on call.",
        looking_for="A team that wants one person who answers for what an answer costs.",
        location="Αθήνα",
        contact="dana@example.org",
        links=[{"name": "Code", "url": "https://example.org/dana"}],
    )
    return gather.page(user, Disclosure.whole())


def _empty() -> Page:
    """A name and nothing else."""
    return gather.page(person("empty@example.org"), Disclosure.whole())


def _sheet(name: str, page: Page, times: int, words: tuple[str, ...]) -> list[Figure]:
    first, made = _timed(page)
    warm = sorted(_timed(page)[0] for _ in range(times))
    read = PdfReader(io.BytesIO(made))
    box = read.pages[0].mediabox
    is_a4 = (round(float(box.width), 2), round(float(box.height), 2)) == A4
    text = " ".join(read.pages[0].extract_text().split())
    missing = [word for word in words if word not in text]
    pages, is_tagged = len(read.pages), _is_tagged(read, made)
    median = statistics.median(warm)
    return [
        Figure(
            f"{name}, sheets of A4", str(pages if is_a4 else 0), "1",
            pages == 1 and is_a4, counted=True,
        ),
        Figure(
            f"{name}, tagged", "PDF/UA-1" if is_tagged else "no", "PDF/UA-1",
            is_tagged, counted=True,
        ),
        Figure(
            f"{name}, words that are not found in its text", str(len(missing)), "0",
            not missing, counted=True, note=f"of {len(words)} in it",
        ),
        Figure(f"{name}, the first", f"{first * 1000:.0f} ms"),
        Figure(
            f"{name}, {times} more", f"{median * 1000:.0f} ms", "below 1,000 ms",
            median < SECOND, note=f"the middle one; the slowest {warm[-1] * 1000:.0f} ms",
        ),
        Figure(f"{name}, size", f"{len(made):,} bytes"),
    ]  # fmt: skip


def _timed(page: Page) -> tuple[float, bytes]:
    """Seconds by the clock on the wall, since the typesetter runs elsewhere; and the file."""
    begun = time.perf_counter()
    made = taking.pdf(page).pdf
    return time.perf_counter() - begun, made


def _is_tagged(read: PdfReader, made: bytes) -> bool:
    root: Any = read.trailer["/Root"]
    marked = "/MarkInfo" in root and bool(root["/MarkInfo"]["/Marked"])
    return marked and "/StructTreeRoot" in root and b"pdfuaid:part" in made
