"""How many incidents a week spoke of which pain. No title, no text, no moment."""

from datetime import date

from django.db import models
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import weeks
from common.lanes import Pain
from roadmap.lanes.owners import Owned, OwnedQuerySet, Owner

MOST = 500
"""Incidents of one pain in one week. Beyond it a count says nothing more."""


class Source(models.TextChoices):
    """Where a count comes from: buttons and tables do not overwrite each other."""

    TAP = "tap", _("tapped")
    CSV = "csv", _("from a table")


class IncidentQuerySet(OwnedQuerySet["Incident"]):
    def between(self, since: date, until: date) -> "IncidentQuerySet":
        """Of the weeks that these days lie in, and all between them."""
        return self.filter(week__gte=weeks.week_of(since), week__lte=until, count__gt=0)

    def counts(self, since: date, until: date) -> dict[Pain, int]:
        """How many of each pain. All five are there, those without any as 0."""
        rows = self.between(since, until).order_by().values_list("pain").annotate(Sum("count"))
        return dict.fromkeys(Pain, 0) | {Pain(pain): total for pain, total in rows}

    def of_weeks(self, since: date, until: date) -> dict[tuple[date, Pain], int]:
        """How many of each pain in each week that has any."""
        rows = self.between(since, until).order_by().values_list("week", "pain")
        return {(week, Pain(pain)): total for week, pain, total in rows.annotate(Sum("count"))}

    def weeks_kept(self, since: date, until: date) -> int:
        """In how many weeks something was counted."""
        return self.between(since, until).order_by().values("week").distinct().count()

    def tap(self, owner: Owner, pain: Pain, week: date) -> bool:
        """One more. False where the week is full."""
        row, _made = self.get_or_create(**owner.fields, pain=pain, week=week, source=Source.TAP)
        more = self.filter(pk=row.pk, count__lt=MOST)
        return bool(more.update(count=F("count") + 1, touched_at=timezone.now()))

    def take_back(self, owner: Owner, pain: Pain, week: date) -> bool:
        """One less of those that were tapped. False where there is none."""
        tapped = self.of(owner).filter(pain=pain, week=week, source=Source.TAP, count__gt=0)
        return bool(tapped.update(count=F("count") - 1, touched_at=timezone.now()))


class Incident(Owned):
    """A week's incidents of one pain, as counted by hand or from a table."""

    pain = models.CharField(_("pain"), max_length=20, choices=Pain)
    week = models.DateField(_("week"), help_text="Its Monday.")
    source = models.CharField(max_length=3, choices=Source)
    count = models.PositiveSmallIntegerField(_("incidents"), default=0)

    objects = IncidentQuerySet.as_manager()

    class Meta(Owned.Meta):
        ordering = ["week", "pain", "source"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "pain", "week", "source"], name="one_count_a_person_pain_and_week"
            ),
            models.UniqueConstraint(
                fields=["visitor", "pain", "week", "source"],
                condition=~models.Q(visitor=""),
                name="one_count_a_visitor_pain_and_week",
            ),
            models.CheckConstraint(
                condition=models.Q(count__lte=MOST), name="incidents_of_a_week_have_an_end"
            ),
            models.CheckConstraint(
                condition=models.Q(week__week_day=2), name="incidents_begin_their_week_on_a_monday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_pain_display()}, {weeks.week_name(self.week)}: {self.count}"

    @property
    def place(self) -> tuple[str, date, str]:
        """What there is one of, for each owner."""
        return self.pain, self.week, self.source

    @classmethod
    def adopt(cls, visitor: str, user: User) -> None:
        """Taps are added to the person's; a table takes the place of the older one."""
        locked = Incident.objects.select_for_update()
        mine = {row.place: row for row in locked.filter(user=user)}
        both = [row for row in locked.filter(visitor=visitor) if row.place in mine]
        for theirs in both:
            tapped = mine[theirs.place].count if theirs.source == Source.TAP else 0
            theirs.count = min(MOST, theirs.count + tapped)
        Incident.objects.bulk_update(both, ["count"])
        cls.objects.filter(pk__in=[mine[theirs.place].pk for theirs in both]).delete()
        super().adopt(visitor, user)


def counts(owner: Owner, since: date, until: date) -> dict[Pain, int]:
    """How many incidents of each pain somebody counted in these weeks: all five, 0 where none."""
    return Incident.objects.of(owner).counts(since, until)


def weeks_kept(owner: Owner, since: date, until: date) -> int:
    """In how many of these weeks they counted any."""
    return Incident.objects.of(owner).weeks_kept(since, until)
