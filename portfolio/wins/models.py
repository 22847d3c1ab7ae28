"""What happened, kept in one line the moment it happened; the rest where it is worth it."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.fields import FigureField
from portfolio.artifacts.models import StoredPicture
from portfolio.results.models import DIRECTIONS

LONGEST = 500
"""Characters of the line."""
LONGEST_PART = 2000
"""Characters of each part of the short story."""
MOST = 5000
"""So many wins a person has."""
MOST_BYTES = 50_000_000
"""What all screenshots of a person's wins take together, at most."""

PARTS = ("problem", "constraints", "decision", "tradeoff", "result")
"""The short story, in the order in which it is told."""
TEXTS = ("line", "metric", "for_whom", *PARTS)
"""What somebody may remember a word of."""
UNTOLD = dict.fromkeys(PARTS, "")


class Source(models.TextChoices):
    """How a win came to be kept."""

    TYPED = "typed", _("typed")
    CAPTURE = "capture", _("captured")
    MARKDOWN = "markdown", _("from Markdown")
    TABLE = "table", _("from a table")
    GIT = "git", _("from a git log")
    PULL_REQUEST = "pull-request", _("from pull requests")


class WinQuerySet(models.QuerySet["Win"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)

    def between(self, first: date, last: date) -> Self:
        """Those that happened from ``first`` to ``last``, both included."""
        return self.filter(happened_on__range=(first, last))

    def kept(self) -> Self:
        """Those their person looked at: a captured text is a draft until then."""
        return self.filter(is_draft=False)

    def drafts(self) -> Self:
        return self.filter(is_draft=True)

    def told(self) -> Self:
        """Those with a word of the short story."""
        return self.exclude(**UNTOLD)

    def untold(self) -> Self:
        """Those that are one line, perhaps with a figure."""
        return self.filter(**UNTOLD)

    def with_figure(self) -> Self:
        """Those in which something was counted."""
        return self.exclude(before=None, after=None)

    def without_figure(self) -> Self:
        return self.filter(before=None, after=None)

    def saying(self, words: Sequence[str]) -> Self:
        """Those in whose texts each of ``words`` stands, whichever text it is."""
        found = self
        for word in words:
            wanted = Q()
            # SQLite knows the capitals of English alone.
            for spelt in {word, word.lower(), word.capitalize(), word.upper()}:
                for text in TEXTS:
                    wanted |= Q(**{f"{text}__icontains": spelt})
                if word.isascii():
                    break
            found = found.filter(wanted)
        return found

    def is_full(self) -> bool:
        """Whether there is no room for another; asked of the wins of one person."""
        return self.count() >= MOST

    def ask(self, on: date) -> int:
        """The rest of them was asked for; it is asked for once. How many were not before."""
        return self.filter(asked_on=None).update(asked_on=on)

    def with_screenshots(self) -> Self:
        """With what a page shows of the screenshot, and without its bytes."""
        return self.select_related("screenshot").defer("screenshot__data")


class Win(models.Model):
    """One line is a win. The metric, the screenshot, the five parts and for whom it mattered are
    asked for once, for the two or three that are worth it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wins"
    )
    happened_on = models.DateField(_("when"))
    line = models.CharField(_("what happened"), max_length=LONGEST)
    metric = models.CharField(_("metric"), max_length=100, blank=True)
    metric_slug = models.SlugField(max_length=60, blank=True, help_text="Of the catalogue, if any.")
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    direction = models.CharField(
        _("which way is better"), max_length=6, choices=DIRECTIONS[:2], blank=True
    )
    before = FigureField(_("before"), null=True, blank=True)
    after = FigureField(_("after"), null=True, blank=True)
    for_whom = models.CharField(_("for whom it mattered"), max_length=120, blank=True)
    problem = models.TextField(_("problem"), blank=True, max_length=LONGEST_PART)
    constraints = models.TextField(_("constraints"), blank=True, max_length=LONGEST_PART)
    decision = models.TextField(_("decision"), blank=True, max_length=LONGEST_PART)
    tradeoff = models.TextField(_("tradeoff"), blank=True, max_length=LONGEST_PART)
    result = models.TextField(_("result"), blank=True, max_length=LONGEST_PART)
    is_draft = models.BooleanField(default=False, help_text="Captured, and not looked at yet.")
    source = models.CharField(max_length=12, choices=Source, default=Source.TYPED)
    source_key = models.CharField(
        max_length=200, blank=True, help_text="What it is called there: a commit, an address."
    )
    link = models.URLField(_("link"), blank=True, max_length=500)
    asked_on = models.DateField(
        null=True, blank=True, help_text="When a story block asked for the rest of it: once."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WinQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["user", "-happened_on"], name="win_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "source", "source_key"],
                condition=~Q(source_key=""),
                name="a_win_is_read_in_once",
            ),
            models.CheckConstraint(
                condition=Q(before=None, after=None) | ~Q(metric=""),
                name="a_figure_of_a_win_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def is_told(self) -> bool:
        """Whether there is a word of the short story."""
        return any(getattr(self, part) for part in PARTS)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What is told of it, each part with its name."""
        return [
            (str(self._meta.get_field(part).verbose_name), text)  # type: ignore[union-attr]  # no relation
            for part in PARTS
            if (text := getattr(self, part))
        ]

    @property
    def holds_more(self) -> bool:
        """Whether more than its line goes with it: whoever deletes it is asked once more."""
        return self.is_told or hasattr(self, "screenshot")

    @property
    def asks_who_gained(self) -> bool:
        """Whether it names nothing but the work: nobody who gained, and nothing that was
        counted."""
        return not self.for_whom and not self.metric


class ScreenshotQuerySet(models.QuerySet["Screenshot"]):
    def for_user(self, user: User) -> Self:
        return self.filter(win__user=user)

    def bytes(self) -> int:
        """What they take together."""
        return int(self.aggregate(models.Sum("size"))["size__sum"] or 0)


class Screenshot(StoredPicture):
    """What it looked like."""

    win = models.OneToOneField(Win, on_delete=models.CASCADE, related_name="screenshot")
    alt = models.CharField(_("what the picture shows"), max_length=300, blank=True)

    objects = ScreenshotQuerySet.as_manager()
