"""What reading a picture takes, in a process of its own that has little memory to give.

``python -m tests.portfolio.artifacts.peak a.png < file`` says as JSON what it answered and the
megabytes it took at most beyond what it had before."""

import io
import json
import resource
import sys

from django.conf import settings

from portfolio.artifacts import pictures

ROOM = 1_500_000_000
"""Bytes of address space; a hundred megapixels want more."""


def most() -> int:
    """Megabytes, at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(name: str) -> None:
    settings.configure(USE_I18N=False)
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    file = io.BytesIO(sys.stdin.buffer.read())
    file.name = name
    before = most()
    try:
        kept = pictures.read(file)
    except pictures.NotAPicture as error:
        said = str(error)
    else:
        said = f"{kept.width} × {kept.height}"
    json.dump({"said": said, "took": most() - before}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
