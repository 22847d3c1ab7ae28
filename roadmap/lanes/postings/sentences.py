"""A posting as sentences, each knowing the part of the posting it stands in."""

import enum
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from roadmap.lanes.postings.index import Match
from roadmap.lanes.postings.phrases import index
from roadmap.lanes.postings.taxonomy import reading
from roadmap.lanes.postings.words import Words, words

LONGEST = 600
"""Characters. What runs on for longer, a flattened page, is cut at a space."""

HEADING_WORDS = 9
TOP = 5_000
BULLETS = " -–—•*·►➤✓✔▪●○◦‣#>|~"


class Section(enum.StrEnum):
    """What a part of a posting is for. OPEN is what comes before any heading."""

    OPEN = "open"
    DUTIES = "duties"
    MUST = "must"
    NICE = "nice"
    TOOLS = "tools"
    ABOUT = "about"
    BENEFITS = "benefits"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or bullet, its words, and what the index finds in them."""

    words: Words
    section: Section
    matches: tuple[Match, ...]
    heading: bool = False

    @property
    def text(self) -> str:
        return self.words.text


_TAG = re.compile(r"<(/?)(\w{1,10})[^<>]{0,300}>")
_LINE_TAGS = (
    "p",
    "br",
    "li",
    "ul",
    "ol",
    "div",
    "tr",
    "td",
    "table",
    "section",
    "h1",
    "h2",
    "h3",
    "h4",
)
_LINK = re.compile(r"\]\([^()\s]{0,300}\)")
_ADDRESS = re.compile(r"https?://[^\s)\"'<>]{1,300}")
_MARKS = re.compile(r"\*\*|__|`|\\(?=[-*#_.+])")
_BULLET = re.compile(r"[-–—•·*►➤✓✔▪●○◦‣+#>|~\s\W]{1,8}")
_END = re.compile(r"[.!?](?=\s)")
_FRONT = re.compile(r"\A\s{0,9}---\n(?:(?!---\n).{0,2000}\n){0,40}---\n")


def _plain(text: str) -> str:
    """Real lines and no markup, for text that nobody has cleaned."""
    text = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\\n") > text.count("\n"):
        text = text.replace("\\n", "\n")
    text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(lambda tag: "\n" if tag[2].lower() in _LINE_TAGS else " ", text)
    return _ADDRESS.sub("", _LINK.sub("]", text))


def top(text: str) -> list[str]:
    """The first lines as they stand, where a title is."""
    return [line for line in _plain(text[:TOP]).split("\n") if line.strip()]


def lines(text: str) -> list[str]:
    """The lines that say something, a sentence broken over two of them put together again."""
    found: list[str] = []
    broken = False
    for line in _FRONT.sub("", _plain(text)).split("\n"):
        stripped = " ".join(line.split())
        if not stripped:
            broken = False
            continue
        if broken and stripped[0].islower() and len(found[-1]) < LONGEST:
            found[-1] += " " + stripped
        else:
            found.append(stripped)
        broken = not stripped.endswith((".", ":", ";", "!", "?"))
    return found


def sentences(text: str) -> Iterator[Sentence]:
    """Every sentence once, in order, under the heading it stands under."""
    section = Section.OPEN
    for line in lines(text):
        said = _MARKS.sub("", line)
        if heading := _heading(line, said):
            section = heading.section
            yield heading
            continue
        for part in _cut(said):
            cut = words(part)
            if not len(cut):
                continue
            matches = tuple(index().matches(cut))
            section = _turned(cut, matches, section)
            yield Sentence(cut, _of_the_employer(cut, matches, section), matches)


def _heading(line: str, said: str) -> Sentence | None:
    """A line that is a heading, with the section it opens."""
    cut = words(said)
    if not 0 < len(cut) <= HEADING_WORDS or len(said) > 90:
        return None
    looks = line.startswith(("#", "**", "_ **", "__")) or said.endswith(":") or line.isupper()
    matches = tuple(index().matches(cut))
    named = [one for one in matches if one.phrase.kind == "heading"]
    if not named:
        return None
    best = max(named, key=lambda one: (one.last - one.first, -one.first))
    covered = best.last - best.first + 1
    if looks and (covered * 3 >= len(cut) or best.first == 0):
        return Sentence(cut, Section(best.phrase.means), matches, heading=True)
    bare = said.strip("-•* ")
    # "Required skills for success": most of a bare line, where it asks for something. One that
    # may be about the employer silences what follows, so it needs the whole line.
    asks = best.phrase.means in (Section.MUST, Section.NICE) and best.first == 0
    fills = covered == len(cut) or (asks and covered > 1 and covered * 2 >= len(cut))
    if fills and bare == said and not said.endswith((".", ",", ";")):
        return Sentence(cut, Section(best.phrase.means), matches, heading=True)
    return None


def _of_the_employer(cut: Words, matches: tuple[Match, ...], section: Section) -> Section:
    """Outside of the lists, a sentence about the employer is that, whatever it stands under."""
    if section in (Section.MUST, Section.NICE):
        return section
    kinds = {one.phrase.kind for one in matches}
    asks = any(kind.startswith("cue ") for kind in kinds)
    introduces = section is Section.OPEN and not asks and _introduces(cut)
    return Section.ABOUT if "employer" in kinds or introduces else section


def _introduces(cut: Words) -> bool:
    """Whether a sentence begins like "Acme is a platform …": by whom, not by what is to be done."""
    begin = cut.plain[:6]
    pairs = {" ".join(pair) for pair in pairwise(begin)}
    return (
        bool(begin)
        and begin[0] not in reading().names_the_job
        and not pairs.isdisjoint(reading().introduces)
    )


def _turned(cut: Words, matches: tuple[Match, ...], section: Section) -> Section:
    """The section a sentence opens in its own line: "Requirements: five years of …"."""
    first = next((one for one in matches if one.phrase.kind == "heading"), None)
    if first and first.first == 0 and cut.after(first.last).lstrip("* ").startswith(":"):
        return Section(first.phrase.means)
    return section


def _cut(line: str) -> Iterator[str]:
    """Sentences of a line. No abbreviation ends one, nor a stop before a small letter."""
    begin = 0
    for end in _END.finditer(line):
        follows = line[end.end() + 1 : end.end() + 2]
        before = line[max(begin, end.start() - 8) : end.start()].rpartition(" ")[2]
        if follows.islower() or before.lower().lstrip("(") in reading().abbreviations:
            continue
        yield from _short(line[begin : end.end()])
        begin = end.end()
    yield from _short(line[begin:])


def _short(sentence: str) -> Iterator[str]:
    sentence = sentence.strip().lstrip(BULLETS)
    begin = 0
    while len(sentence) - begin > LONGEST:
        at = sentence.rfind(" ", begin + 1, begin + LONGEST)
        at = at if at > 0 else begin + LONGEST
        yield sentence[begin:at].strip()
        begin = at
    if rest := sentence[begin:].strip():
        yield rest
