"""The cost of reading grows with the text and with nothing else: counted in steps, not in time."""

import pytest

from roadmap.lanes.postings.read import read
from tests.roadmap.lanes.postings.steps import steps

HOSTILE = {
    "one character": "a",
    "hyphens": "a-a-a-",
    "bullets": "- ",
    "bullet lines": "- a\n",
    "brackets": "[(",
    "links": "](a",
    "full stops": ".",
    "stops and spaces": ". ",
    "line ends": "\n",
    "tags": "<a ",
    "stars": "*",
    "entities": "&amp;",
    "addresses": "https://",
    "front matter": "---\n",
    "headings": "Requirements:\n",
    "one skill": "kubernetes ",
    "cues": "required, kubernetes plus ",
    "years": "5 years kubernetes ",
    "leads": "looking for DevOps engineer ",
    "titles": "title: DevOps ",
    "accents": "é\u0301",
    "many roles": "Data Engineer, Security Engineer | ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_is_at_most_twice_the_steps(piece: str) -> None:
    read("Kubernetes")  # the index is made once
    few, many = (steps(piece * (size // len(piece))) for size in (6_000, 12_000))
    assert many <= 2.3 * few + 500


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_of_hundred_thousand_characters_is_read_to_the_end(piece: str) -> None:
    reading = read(piece * (100_000 // len(piece)))
    assert len(repr(reading.to_json())) < 1_000_000
