"""A pack set as a PDF, in a process that can be stopped."""

from pathlib import Path

from common.typesetting import setting
from roadmap.story.review.pack import Pack
from roadmap.story.review.paper import paper

TEMPLATE = Path(__file__).parent / "review.typ"


def pdf(pack: Pack, title: str, left: str) -> bytes:
    """The file.

    Raises:
        TooLong: see ``paper``.
        Busy, NotMade: see ``common.typesetting.setting``.
    """
    data = paper(pack, title, left)
    with setting.folder() as folder:
        return setting.typeset(folder, TEMPLATE, data).pdf
