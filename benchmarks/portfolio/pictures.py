"""What a photograph costs that somebody uploads, beside the decoder and the encoder alone.

``python -m benchmarks.portfolio.pictures [--fast]`` uploads one of 12 megapixels through the page
that takes it, and lets Pillow decode it, make it smaller and encode it without anything around it.
"""

import io
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks import apart
from benchmarks.figures import Figure, main

ROUNDS, ROUNDS_FAST = 7, 2
SIZE = (4032, 3024)
MOST_RATIO = 1.5


def run(fast: bool) -> Sequence[Figure]:
    """In a process of its own, whose memory is nobody else's."""
    with tempfile.TemporaryDirectory() as folder:
        photograph = Path(folder, "photo.jpg")
        photograph.write_bytes(_photograph())
        how = "fast" if fast else "whole"
        return apart.figures("benchmarks.portfolio.pictures", how, str(photograph))


def measure(how: str, path: str) -> list[Figure]:
    """Processor time, the fastest of some rounds; memory at its highest."""
    from django.test import Client
    from django.urls import reverse

    from portfolio.artifacts.models import Picture
    from tests.people import person
    from tests.portfolio.rows import case

    rounds = ROUNDS_FAST if how == "fast" else ROUNDS
    photograph = Path(path).read_bytes()
    user = person("picture@example.org")
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("artifact-add", args=[case(user, started_on=date(2026, 10, 1)).pk])

    def upload() -> None:
        file = io.BytesIO(photograph)
        file.name = "photo.jpg"
        answer = client.post(address, {"kind": "screenshot", "alt": "Noise", "picture": file})
        if answer.status_code != 302:
            raise RuntimeError(f"The picture was not taken: {answer.status_code}")

    before = _peak()
    alone = min(_seconds(lambda: _floor(photograph)) for _ in range(rounds))
    at_floor = _peak()
    taken = min(_seconds(upload) for _ in range(rounds))
    kept = Picture.objects.defer("data")[0]
    name = f"A photograph of 12 megapixels, {len(photograph) / 1e6:.1f} MB"
    return [
        Figure(f"{name}: upload", f"{taken * 1000:.0f} ms"),
        Figure("Its floor: decode, make smaller, encode", f"{alone * 1000:.0f} ms"),
        Figure(
            "Upload over floor",
            f"{taken / alone:.2f}",
            f"below {MOST_RATIO}",
            taken / alone < MOST_RATIO,
        ),
        Figure("What is kept of it", f"{kept.size:,} bytes, {kept.width} × {kept.height}"),
        Figure(
            "Memory at its highest, beyond the process itself",
            f"{_peak() - before} MB",
            note=f"floor {at_floor - before} MB",
        ),
    ]


def _photograph() -> bytes:
    from PIL import Image

    grain = [Image.effect_noise(SIZE, 30) for _ in range(3)]
    light = Image.linear_gradient("L").resize(SIZE)
    image = Image.merge("RGB", [Image.blend(one, light, 0.6) for one in grain])
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _floor(data: bytes) -> None:
    """The same work as ours, without a look at the header, a page or a row."""
    from PIL import Image

    from portfolio.artifacts.pictures import LONGEST_SIDE, QUALITIES

    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        image.save(io.BytesIO(), "WEBP", quality=QUALITIES[0], method=4)


def _seconds(do: Callable[[], object]) -> float:
    begun = time.process_time()
    do()
    return time.process_time() - begun


def _peak() -> int:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(run)
