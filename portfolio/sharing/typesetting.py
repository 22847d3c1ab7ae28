"""Makes a PDF in a folder, in a process of its own: the typesetter cannot be stopped, a process
can. Knows nothing of the product, so that it starts in a moment; is told the folder on its input:
``python -m portfolio.sharing.typesetting``.
"""

import resource
import shutil
import sys
from pathlib import Path

import typst

TEMPLATE = Path(__file__).parent / "casestudy.typ"
MADE = "case.pdf"
SECONDS = 20
MEMORY = 2 * 1024**3
"""Bytes that the process may ask for."""


def typeset(folder: Path) -> None:
    """``folder`` has data.json and the pictures it names; nothing else can be read."""
    template = Path(shutil.copy(TEMPLATE, folder))
    fonts = typst.Fonts(include_system_fonts=False)
    try:
        made = typst.compile(template, root=folder, font_paths=fonts, pdf_standards="ua-1")
    except typst.TypstError:
        # The standard forbids a character that no font at hand can draw. Else it is left out.
        made = typst.compile(template, root=folder, font_paths=fonts)
    (folder / MADE).write_bytes(made)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    typeset(Path(sys.stdin.read()))
