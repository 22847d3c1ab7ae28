"""Every address of what is told: wins, lines, stories, stakeholders, and the pages of the one page;
and one of everything that has one."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.utils import timezone

from accounts.models import User
from portfolio.models import (
    Bullet,
    Conversation,
    Position,
    Skill,
    Stakeholder,
    Story,
    Win,
    Wording,
)
from portfolio.stories.models import Rehearsal
from portfolio.wins.models import Screenshot
from roadmap.story.capture import own
from roadmap.story.narrative.models import Claim, Narrative, NarrativePage
from roadmap.story.notes.models import NoteLink
from roadmap.story.same_story.models import CurrentText
from tests import access
from tests.access import BUTTON, FORM, LOOK, Rooms
from tests.portfolio import rows
from tests.portfolio.sharing.full import webp
from tests.roadmap.story.notes.rows import note

ROOMS = Rooms(
    modules=(
        *(f"portfolio.{room}." for room in ("wins", "bullets", "stories", "stakeholders")),
        "roadmap.story.",
    ),
    own={
        "wins": LOOK,
        "win-add": FORM,
        "wins-export": LOOK,
        "wins-import": FORM,
        "wins-import-keep": BUTTON,
        "bullets": LOOK,
        "bullets-try": FORM,
        "bullets-paste": FORM,
        "bullets-paste-keep": BUTTON,
        "bullets-from-wins": BUTTON,
        "position-add": FORM,
        "skills": FORM,
        "stories": LOOK,
        "story-begin": FORM,
        "story-listen": BUTTON,
        "stakeholders": LOOK,
        "stakeholder-add": FORM,
        "stakeholder-tasks": LOOK,
        "narrative": LOOK,
        "narrative-write": FORM,
        "narrative-forms": FORM,
        "narrative-form-made": BUTTON,
        "claims": LOOK,
        "claim-add": BUTTON,
        "claim-write": FORM,
        "narrative-pdf": BUTTON,
        "narrative-markdown": LOOK,
        "narrative-text": LOOK,
        "narrative-json": LOOK,
        "narrative-share": FORM,
        "narrative-share-preview": LOOK,
        "narrative-publish": FORM,
        "narrative-unpublish": BUTTON,
        "same-story": LOOK,
        "same-story-paste": FORM,
        "same-story-forget": BUTTON,
        "same-story-waive": BUTTON,
        "same-story-unwaive": BUTTON,
        "resume-import": FORM,
        "resume-import-keep": BUTTON,
        "review": LOOK,
        "review-markdown": LOOK,
        "review-pdf": BUTTON,
        "settings-capture": LOOK,
        "settings-capture-make": BUTTON,
        "settings-capture-revoke": BUTTON,
        "reading-notes": LOOK,
    },
    theirs={
        "win": LOOK,
        "win-change": FORM,
        "win-tell": FORM,
        "win-keep": BUTTON,
        "win-let-be": BUTTON,
        "win-delete": FORM,
        "win-screenshot": FORM,
        "win-screenshot-remove": BUTTON,
        "screenshot": LOOK,
        "bullet": FORM,
        "bullet-delete": BUTTON,
        "bullet-move": BUTTON,
        "position-change": FORM,
        "position-delete": FORM,
        "skill-change": FORM,
        "skill-delete": BUTTON,
        "story": LOOK,
        "story-write": FORM,
        "story-rehearse": FORM,
        "story-delete": FORM,
        "rehearsal-remove": BUTTON,
        "stakeholder": LOOK,
        "stakeholder-change": FORM,
        "stakeholder-delete": FORM,
        "conversation-add": FORM,
        "conversation-change": FORM,
        "conversation-follow-up": FORM,
        "conversation-delete": BUTTON,
        "wording": FORM,
        "wording-forget": BUTTON,
        "stakeholder-result": LOOK,
        "claim-change": FORM,
        "claim-remove": BUTTON,
        "claim-move": BUTTON,
        "notes-beside": LOOK,
        "note-link": BUTTON,
        "note-unlink": BUTTON,
    },
    links={"public-narrative": LOOK},
    scripts={"capture": BUTTON},
)
BESIDE = ("win", "story", "case_study", "stakeholder", "claim")


class World(access.World):
    """One of everything that has an address. ``mark`` stands in every text of it."""

    rooms = ROOMS
    words: ClassVar = ("Zyrquist", "zyrquist")
    kind = "story"
    name = "about"

    def __init__(self, user: User, mark: str = "Zyrquist") -> None:
        self.user, day = user, date(2026, 11, 3)
        study = rows.case(user, title=f"{mark} case")
        self.the_case = study
        self.the_result = rows.result(study, name=f"{mark} result")
        self.the_win = Win.objects.create(
            user=user, happened_on=day, line=f"{mark} win", metric="Spend", before=4200, after=3000,
            for_whom=f"{mark} finance", problem=f"{mark} problem",
        )  # fmt: skip
        self.picture = Screenshot.objects.create(
            win=self.the_win, data=webp(), width=60, height=40, size=len(webp()), alt=mark
        )
        self.the_position = Position.objects.create(user=user, title=f"{mark} engineer")
        self.the_bullet = Bullet.objects.create(
            user=user, position=self.the_position, before=f"Was {mark}", text=f"Is {mark}",
            win=self.the_win,
        )  # fmt: skip
        self.the_skill = Skill.objects.create(user=user, name=f"{mark} skill", keywords=[mark])
        self.the_story = Story.objects.create(
            user=user, kind="cost", title=f"{mark} story", problem=mark, case_study=study,
            win=self.the_win, touched_at=timezone.now(),
        )  # fmt: skip
        self.the_rehearsal = Rehearsal.objects.create(
            story=self.the_story, at=timezone.now(), seconds=90, note=mark
        )
        self.the_stakeholder = Stakeholder.objects.create(
            user=user, name=f"{mark} person", function="finance", failure=mark, numbers=mark
        )
        self.the_conversation = Conversation.objects.create(
            stakeholder=self.the_stakeholder, on=day, said=mark, gave=mark, follow_up_on=day
        )
        self.the_wording = Wording.objects.create(
            stakeholder=self.the_stakeholder, result=self.the_result, text=mark
        )
        self._told(mark, day)

    def _told(self, mark: str, day: date) -> None:
        """The one page, what is public of it, and the notes beside all of it."""
        user, now = self.user, timezone.now()
        Narrative.objects.create(
            user=user, problem_space=mark, headline=mark, about=mark, spoken=mark, location=mark,
            links=[{"name": mark, "url": f"https://{mark.lower()}.example/"}],
        )  # fmt: skip
        self.the_claim = Claim.objects.create(
            user=user, text=f"{mark} outcome", case_result=self.the_result
        )
        CurrentText.objects.create(user=user, where="about", text=mark, pasted_at=now)
        self.page = NarrativePage.objects.create(
            user=user, content={"name": mark, "headline": mark}, created_at=now, published_at=now,
            expires_at=now + timedelta(days=90),
        )  # fmt: skip
        self.the_note = note(user, day, f"{mark} book")
        self.the_link = NoteLink.objects.create(check_in=self.the_note, story=self.the_story)
        self.capture = own.make(user, now)

    @property
    def key(self) -> Any:
        return self.picture.key

    @property
    def result(self) -> int:
        return int(self.the_result.pk)

    def value(self, name: str, argument: str) -> Any:
        return self.pk(name) if argument == "pk" else super().value(name, argument)

    def pk(self, name: str) -> int:
        """Of the row that an address of that name is about."""
        special = {"note-link": "story", "notes-beside": "story", "note-unlink": "link"}
        special |= {"conversation-add": "stakeholder"}
        kind = special.get(name) or name.partition("-")[0]
        of = {"wording": "stakeholder"}.get(kind, kind)
        return int(getattr(self, f"the_{of}").pk)

    def row(self, name: str) -> Any:
        return NarrativePage.objects.get(pk=self.page.pk)

    def token(self, name: str) -> str:
        if name == "capture":
            return str(own.OWN.token(self.capture.seed, self.capture.token_hash))
        return super().token(name)

    def typed(self, name: str) -> dict[str, Any]:
        """Enough for each button to do what it is for."""
        return {
            "same-story-forget": {"where": "about"},
            "claim-add": {"ref": [f"win.{self.the_win.pk}"]},
            "note-link": {"note": str(self.the_note.pk)},
            "bullets-paste-keep": {"text": "Led the team of nine", "take": "0"},
            "win-add": {"line": "Another line"},
        }.get(name, {})
