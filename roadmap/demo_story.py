"""What the demo person tells: wins, the lines of a résumé, a story, who has to care, the one page.

Made after the case studies, whose results it claims.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from accounts.models import User
from common import facts
from portfolio.models import (
    Bullet,
    Conversation,
    Position,
    Rehearsal,
    Result,
    Skill,
    Stakeholder,
    Story,
    Win,
)
from roadmap.cadence.models import CheckIn
from roadmap.models import Claim, CurrentText, Narrative

FACTS = Path(__file__).parent / "facts" / "demo-story.toml"


@dataclass(frozen=True, slots=True)
class Telling:
    """What the facts tell of one person, dated back from ``now``."""

    user: User
    now: datetime
    told: Mapping[str, Any]

    @classmethod
    def of(cls, user: User, now: datetime) -> "Telling":
        return cls(user, now, facts.load(FACTS))

    def make(self) -> None:
        """Wins first, since stories and claims point at them."""
        self._tell_wins()
        self._write_resume()
        self._write_stories()
        self._draw_map()
        self._write_page()
        self._name_sources()

    def _ago(self, weeks: int) -> datetime:
        return self.now - timedelta(weeks=weeks)

    def _tell_wins(self) -> None:
        for told in self.told["win"]:
            figures = {name: Decimal(told[name]) for name in ("before", "after") if name in told}
            rows = Win.objects.for_user(self.user).filter(line=told["line"])
            rows.update(**{**told, **figures})
        for told in self.told["draft"]:
            Win.objects.create(
                user=self.user,
                happened_on=self.user.today(self.now),
                line=told["line"],
                is_draft=True,
                source="capture",
            )

    def _write_resume(self) -> None:
        for told in self.told["position"]:
            fields = {name: said for name, said in told.items() if name != "bullet"}
            position = Position.objects.create(user=self.user, **fields)
            for place, line in enumerate(told.get("bullet", ())):
                Bullet.objects.create(
                    user=self.user,
                    position=position,
                    place=place,
                    before=line["before"],
                    text=line.get("text", line["before"]),
                )
        for told in self.told["skill"]:
            Skill.objects.create(user=self.user, **told)

    def _write_stories(self) -> None:
        for told in self.told["story"]:
            fields = {name: said for name, said in told.items() if name != "rehearsal"}
            story = Story.objects.create(user=self.user, touched_at=self._ago(2), **fields)
            for take in told["rehearsal"]:
                said = {name: value for name, value in take.items() if name != "weeks_ago"}
                Rehearsal.objects.create(story=story, at=self._ago(take["weeks_ago"]), **said)

    def _draw_map(self) -> None:
        for told in self.told["stakeholder"]:
            fields = {name: said for name, said in told.items() if name != "conversation"}
            stakeholder = Stakeholder.objects.create(user=self.user, **fields)
            for talk in told.get("conversation", ()):
                asked_again = self.user.today(self._ago(talk["follow_up_weeks_ago"]))
                came_of_it = talk.get("came_of_it", "")
                Conversation.objects.create(
                    stakeholder=stakeholder,
                    on=self.user.today(self._ago(talk["weeks_ago"])),
                    said=talk["said"],
                    gave=talk["gave"],
                    follow_up_on=asked_again,
                    followed_up_on=asked_again if came_of_it else None,
                    came_of_it=came_of_it,
                )

    def _write_page(self) -> None:
        told = {name: said for name, said in self.told["narrative"].items() if name != "link"}
        links = self.told["narrative"]["link"]
        Narrative.objects.create(user=self.user, links=links, **told)
        for place, claim in enumerate(self.told["claim"]):
            Claim.objects.create(
                user=self.user,
                place=place,
                text=claim.get("text", ""),
                case_result=Result.objects.for_user(self.user)
                .filter(name=claim.get("result"))
                .first(),
                win=Win.objects.for_user(self.user).filter(line=claim.get("win")).first(),
            )
        for text in self.told["current"]:
            CurrentText.objects.create(user=self.user, pasted_at=self._ago(3), **text)

    def _name_sources(self) -> None:
        for told in self.told["source"]:
            rows = CheckIn.objects.for_user(self.user).filter(exists_now=told["exists"])
            rows.update(source=told["source"], source_url=told.get("source_url", ""))
