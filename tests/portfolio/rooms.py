"""Every address of the portfolio, of the notes beside it and of mentors' links; and one of
everything that has one."""

from datetime import timedelta
from typing import Any, ClassVar

from django.utils import timezone

from accounts.models import User
from portfolio.casestudies.models import CaseStudy, Revision, Tradeoff
from portfolio.models import Publication
from roadmap.mentor.models import Mentor
from tests import access
from tests.access import BUTTON, FORM, LOOK, Rooms
from tests.portfolio import rows
from tests.portfolio.readers import rows as reading
from tests.portfolio.sharing.full import with_picture

ROOMS = Rooms(
    modules=(
        *(f"portfolio.{room}." for room in ("artifacts", "casestudies", "readers", "results")),
        *(f"portfolio.{room}." for room in ("sharing", "studio", "telling")),
        "roadmap.casenotes.",
        "roadmap.mentor.",
    ),
    own={
        "casestudies": LOOK,
        "casestudy-start": FORM,
        "tradeoffs": LOOK,
        "coverage": LOOK,
        "mentors": LOOK,
        "mentor-add": BUTTON,
    },
    theirs={
        "casestudy": LOOK,
        "casestudy-about": FORM,
        "casestudy-finish": BUTTON,
        "casestudy-reopen": BUTTON,
        "casestudy-delete": FORM,
        "casestudy-write": FORM,
        "casestudy-decisions": FORM,
        "casestudy-headroom": FORM,
        "tradeoff-add": FORM,
        "tradeoff-change": FORM,
        "tradeoff-remove": BUTTON,
        "passage-save": FORM,
        "passage-preview": BUTTON,
        "passage-history": LOOK,
        "passage-restore": BUTTON,
        "result-add": FORM,
        "result-change": FORM,
        "result-again": FORM,
        "result-remove": BUTTON,
        "artifacts": LOOK,
        "artifact-add": FORM,
        "artifact-change": FORM,
        "artifact-remove": FORM,
        "picture": LOOK,
        "casestudy-article": LOOK,
        "casestudy-story": LOOK,
        "casestudy-readme": LOOK,
        "casestudy-readers": LOOK,
        "reader-invite": FORM,
        "reader-revoke": BUTTON,
        "reader-resend": BUTTON,
        "reader-show": BUTTON,
        "reading-judge": BUTTON,
        "reading-clear": BUTTON,
        "reading-unclear": BUTTON,
        "casestudy-share": FORM,
        "casestudy-share-preview": LOOK,
        "casestudy-publish": FORM,
        "casestudy-unpublish": BUTTON,
        "casestudy-export": LOOK,
        "casestudy-markdown": LOOK,
        "casestudy-zip": LOOK,
        "casestudy-pdf": BUTTON,
        "casenotes": LOOK,
        "mentor-revoke": BUTTON,
        "mentor-resend": BUTTON,
    },
    links={
        "reader": LOOK,
        "reader-start": BUTTON,
        "reader-read": BUTTON,
        "reader-answer": BUTTON,
        "public-case": LOOK,
        "public-picture": LOOK,
        "mentor-page": LOOK,
        "mentor-answer": BUTTON,
    },
    with_text=frozenset({"passage-save", "casestudy-write", "casestudy-decisions"}),
)


class World(access.World):
    """One of everything that has an address."""

    rooms = ROOMS
    words: ClassVar = ("A bill with owners", reading.TEXT)
    slot = "problem"

    def __init__(self, case: CaseStudy, mentor: Mentor, publication: Publication) -> None:
        self.case, self.mentor, self.publication = case, mentor, publication
        now = timezone.now()
        rows.write(case, problem="Nobody knew.", plain=reading.TEXT)
        passage = case.passages.get(slot="problem")
        self.result = rows.result(case).pk
        self.artifact = with_picture(case, "A screen").pk
        self.key = case.artifacts.get().picture.key
        self.tradeoff = Tradeoff.objects.create(
            case_study=case, chose="a", over="b", because="c", gave_up="d"
        ).pk
        self.revision = Revision.objects.create(
            passage=passage, text="Older.", version=0, why="pause", saved_at=now
        ).pk
        self.asked = reading.reader(case)
        self.reader = self.asked.pk
        self.test = reading.answered(self.asked).pk
        publication.pictures = [str(self.key)]
        publication.save()

    def value(self, name: str, argument: str) -> Any:
        if argument == "pk":
            return self.mentor.pk if name.startswith("mentor") else self.case.pk
        return super().value(name, argument)

    def row(self, name: str) -> Any:
        found = {"reader": self.asked, "public": self.publication, "mentor": self.mentor}
        row = found[name.partition("-")[0]]
        return type(row).objects.get(pk=row.pk)


def world(user: User, title: str = "A bill with owners") -> World:
    now = timezone.now()
    study = rows.case(user, title=title)
    mentor = Mentor.objects.create(
        user=user, name="Ines", created_at=now, expires_at=now + timedelta(days=92)
    )
    publication = Publication.objects.create(
        case_study=study,
        content={"title": title, "lane": "finops"},
        created_at=now,
        published_at=now,
        expires_at=now + timedelta(days=90),
    )
    return World(study, mentor, publication)
