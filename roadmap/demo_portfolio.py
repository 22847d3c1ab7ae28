"""The demo person's case studies: one finished and understood by somebody outside the trade, one
half written, one at its first version.

Made after the year is replayed, so that the mails of that year are those of the replay alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from accounts.models import User
from common import facts
from portfolio.models import (
    Artifact,
    CaseStudy,
    Passage,
    Picture,
    PlainVersion,
    Reader,
    ReadingTest,
    Result,
    Tradeoff,
)

FACTS = Path(__file__).parent / "facts" / "demo-portfolio.toml"
FIGURES = ("before", "after", "limit_value", "limit_after")
ANSWERS = ("confused", "said_back", "would_fund", "fund_why", "said_right")


@dataclass(frozen=True, slots=True)
class CaseStudies:
    """What the facts tell of one person, dated back from ``now``."""

    user: User
    now: datetime
    told: Mapping[str, Any]

    @classmethod
    def of(cls, user: User, now: datetime) -> "CaseStudies":
        return cls(user, now, facts.load(FACTS))

    def make(self) -> None:
        """The one that was begun last is the one touched last."""
        for told in self.told["case"]:
            case = self._begin(told)
            self._write(case, told["text"])
            self._measure(case, told)
            self._show(case, told)
            self._have_it_read(case, told)

    def _ago(self, weeks: int) -> datetime:
        return self.now - timedelta(weeks=weeks)

    def _day(self, weeks: int | None) -> date | None:
        return None if weeks is None else self.user.today(self._ago(weeks))

    def _begin(self, told: Mapping[str, Any]) -> CaseStudy:
        begun, finished = told["started_weeks_ago"], told.get("finished_weeks_ago")
        return CaseStudy.objects.create(
            user=self.user,
            title=told["title"],
            lane=told["lane"],
            brief=told["brief"],
            categories=told["categories"],
            started_on=self.user.today(self._ago(begun)),
            finished_on=self._day(finished),
            touched_at=self._ago(finished or 0),
        )

    def _write(self, case: CaseStudy, texts: Mapping[str, str]) -> None:
        Passage.objects.bulk_create(
            Passage(
                case_study=case, slot=slot, text=text.strip(), version=1, saved_at=case.touched_at
            )
            for slot, text in texts.items()
        )

    def _measure(self, case: CaseStudy, told: Mapping[str, Any]) -> None:
        for result in told.get("result", ()):
            figures = {name: Decimal(result[name]) for name in FIGURES if name in result}
            Result.objects.create(case_study=case, origin="lab", **{**result, **figures})

    def _show(self, case: CaseStudy, told: Mapping[str, Any]) -> None:
        """Tradeoffs, and what there is to look at."""
        for tradeoff in told.get("tradeoff", ()):
            words = {name: said for name, said in tradeoff.items() if name != "weeks_ago"}
            Tradeoff.objects.create(case_study=case, on=self._day(tradeoff["weeks_ago"]), **words)
        for artifact in told.get("artifact", ()):
            words = {name: said for name, said in artifact.items() if name != "boxes"}
            made = Artifact.objects.create(case_study=case, **words)
            if "boxes" in artifact:
                _draw(made, artifact["boxes"])

    def _have_it_read(self, case: CaseStudy, told: Mapping[str, Any]) -> None:
        """Each reader got the text as it stood: a draft that confused, then the clear one."""
        waiting: list[tuple[ReadingTest, str]] = []
        for number, told_by in enumerate(told.get("reader", ()), start=1):
            at = self._ago(told_by["weeks_ago"])
            text = told_by.get("draft", told["text"]["plain"]).strip()
            version = PlainVersion.objects.create(
                case_study=case, number=number, text=text, made_at=at
            )
            for test, note in waiting:
                test.cleared_by, test.cleared_note = version, note
                test.save(update_fields=["cleared_by", "cleared_note"])
            test = self._read(case, version, told_by, at)
            waiting = [(test, told_by["cleared_note"])] if "cleared_note" in told_by else []

    def _read(
        self, case: CaseStudy, version: PlainVersion, told: Mapping[str, Any], at: datetime
    ) -> ReadingTest:
        reader = Reader.objects.create(
            case_study=case,
            version=version,
            name=told["name"],
            role=told["role"],
            created_at=at,
            expires_at=at + timedelta(days=28),
        )
        read_at = at + timedelta(days=1, seconds=told["seconds"])
        return ReadingTest.objects.create(
            reader=reader,
            version=version,
            started_at=at + timedelta(days=1),
            read_at=read_at,
            answered_at=read_at + timedelta(minutes=4),
            **{name: told[name] for name in ANSWERS if name in told},
        )


WIDTH, HEIGHT, MARGIN = 960, 240, 60
PAPER, INK = "#faf8f4", "#1a1c21"


def _draw(artifact: Artifact, boxes: list[str]) -> None:
    """A small diagram: boxes in a row, an arrow from each to the next."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    step = (WIDTH - 2 * MARGIN) / len(boxes)
    middle = HEIGHT / 2
    for number, name in enumerate(boxes):
        left = MARGIN + step * number
        right = left + step * 0.7
        pen.rectangle((left, middle - 50, right, middle + 50), outline=INK, width=3)
        pen.text(((left + right) / 2, middle), name, fill=INK, anchor="mm", font_size=32)
        if number + 1 < len(boxes):
            pen.line((right + 10, middle, left + step - 16, middle), fill=INK, width=3)
            tip = left + step - 8
            pen.polygon([(tip, middle), (tip - 14, middle - 8), (tip - 14, middle + 8)], fill=INK)
    encoded = BytesIO()
    picture.save(encoded, "WEBP", lossless=True)
    data = encoded.getvalue()
    Picture.objects.create(artifact=artifact, data=data, width=WIDTH, height=HEIGHT, size=len(data))
