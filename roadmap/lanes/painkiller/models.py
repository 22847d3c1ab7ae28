"""What somebody answered."""

from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from roadmap.lanes.owners import Owned, OwnedQuerySet, Owner
from roadmap.lanes.painkiller.questions import Picked, known


class AnswersQuerySet(OwnedQuerySet["Answers"]):
    def given_by(self, owner: Owner) -> "Answers":
        """Theirs, or none given so far. Not saved."""
        return self.of(owner).first() or Answers()

    def start_over(self, owner: Owner) -> None:
        """Take their answers away. The row stays, for what another tab may be keeping in it."""
        self.of(owner).update(given={}, touched_at=timezone.now())


class Answers(Owned):
    """One row an owner. ``given`` has, for each question answered or skipped, what was picked
    (None: skipped) and when."""

    given = models.JSONField(default=dict, editable=False)

    objects = AnswersQuerySet.as_manager()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["user"], name="answers_once_a_person"),
            models.UniqueConstraint(
                fields=["visitor"],
                condition=~models.Q(visitor=""),
                name="answers_once_a_visitor",
            ),
        ]

    def __str__(self) -> str:
        return f"{len(self.picked)} answers"

    @property
    def sound(self) -> dict[str, dict[str, Any]]:
        """What was given, without what is damaged: that is as good as not answered."""
        given = self.given if isinstance(self.given, dict) else {}
        return {slug: one for slug, one in given.items() if _is_sound(one)}

    @property
    def picked(self) -> dict[str, Picked]:
        """The answers. One whose option is no longer offered is as good as none."""
        answers = {
            slug: tuple(one["picked"])
            for slug, one in self.sound.items()
            if one["picked"] is not None
        }
        return {slug: picked for slug, picked in answers.items() if known(slug, picked)}

    @property
    def skipped(self) -> set[str]:
        return {slug for slug, one in self.sound.items() if one["picked"] is None}

    @property
    def in_order(self) -> list[str]:
        """The questions gone through, the earliest first."""
        return sorted(self.sound, key=lambda slug: str(self.sound[slug]["at"]))

    @property
    def last_at(self) -> datetime | None:
        """When the last answer was given."""
        stamps = [one["at"] for one in self.sound.values() if one["picked"] is not None]
        return parse_datetime(max(stamps)) if stamps else None

    @classmethod
    def keep(cls, owner: Owner, question: str, picked: Picked | None, now: datetime) -> None:
        """Keep an answer, or with None that the question was skipped. Two pages sent at once are
        both kept."""
        with transaction.atomic():
            # In one step: between two, signing in may take a visitor's row away.
            row, _made = cls.objects.select_for_update().get_or_create(**owner.fields)
            row.given = row.sound | {question: _stamped(picked, now)}
            row.save(update_fields=["given", "touched_at"])

    @classmethod
    def adopt(cls, visitor: str, user: User) -> None:
        """Of two answers to the same question the newer one is theirs."""
        mine = cls.objects.select_for_update().filter(user=user).first()
        theirs = cls.objects.filter(visitor=visitor).first()
        if mine is None or theirs is None:
            super().adopt(visitor, user)
            return
        mine.take_in(theirs).save(update_fields=["given", "touched_at"])
        theirs.delete()

    def take_in(self, other: "Answers") -> Self:
        mine = self.sound
        for slug, one in other.sound.items():
            if slug not in mine or mine[slug]["at"] < one["at"]:
                mine[slug] = one
        self.given = mine
        return self


def _is_sound(one: Any) -> bool:
    if not isinstance(one, dict) or not isinstance(one.get("at"), str) or "picked" not in one:
        return False
    picked = one["picked"]
    return picked is None or (
        isinstance(picked, list) and all(isinstance(option, str) for option in picked)
    )


def _stamped(picked: Picked | None, now: datetime) -> dict[str, Any]:
    return {"picked": None if picked is None else list(picked), "at": now.isoformat()}
