"""Makes a PDF in a folder, in a process of its own: the typesetter cannot be stopped, a process
can. Knows nothing of the product, so that it starts in a moment; is told folder and template on its
input, a line each: ``python -m common.typesetting.process``.
"""

import json
import resource
import shutil
import sys
from pathlib import Path

import typst

MADE = "made.pdf"
FIT = "fit.json"
"""What the template says of how it fitted, where it says something: metadata labelled ``<fit>``."""
SECONDS = 20
MEMORY = 2 * 1024**3
"""Bytes that the process may ask for."""


def typeset(folder: Path, template: Path) -> None:
    """``folder`` has data.json and the pictures it names; nothing else can be read."""
    copy = Path(shutil.copy(template, folder))
    fonts = typst.Fonts(include_system_fonts=False)
    compiler = typst.Compiler(copy, root=folder, font_paths=fonts)
    try:
        made = compiler.compile(pdf_standards="ua-1")
    except typst.TypstError:
        # The standard forbids a character that no font at hand can draw. Else it is left out.
        made = compiler.compile(pdf_standards=[])
    (folder / MADE).write_bytes(made if isinstance(made, bytes) else b"")
    if "<fit>" in copy.read_text():
        said = json.loads(compiler.query("<fit>", field="value", one=True))
        (folder / FIT).write_text(json.dumps(said))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    typeset(*map(Path, sys.stdin.read().split("\n")))
