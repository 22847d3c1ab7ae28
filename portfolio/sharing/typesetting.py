"""Makes a PDF in a folder, in a process of its own: the typesetter cannot be stopped, a process
can. Knows nothing of the product, so that it starts in a moment: ``python typesetting.py FOLDER``.
"""

import resource
import sys
from pathlib import Path
from typing import Literal

import typst

TEMPLATE = Path(__file__).parent / "casestudy.typ"
MADE = "case.pdf"
SECONDS = 20
MEMORY = 2 * 1024**3
"""Bytes that the process may ask for."""


def typeset(folder: Path) -> None:
    """``folder`` has data.json and the pictures it names; nothing else can be read."""
    try:
        made = _compile(folder, standards=["ua-1"])
    except typst.TypstError:
        # The standard forbids a character that no font at hand can draw. Its box is still there.
        made = _compile(folder, standards=[])
    (folder / MADE).write_bytes(made)


def _compile(folder: Path, standards: list[Literal["ua-1"]]) -> bytes:
    made: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        root=folder,
        font_paths=typst.Fonts(include_system_fonts=False),
        pdf_standards=standards,
    )
    return made


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    typeset(Path(sys.argv[1]))
