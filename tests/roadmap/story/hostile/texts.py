"""Somebody whose every text, wherever one is typed in what is told, tries to become more."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from accounts.models import User
from portfolio.models import Bullet, Position, Win
from roadmap.story.narrative import choosing, publishing
from roadmap.story.narrative.known import known
from roadmap.story.narrative.models import NarrativePage
from tests.people import choice
from tests.portfolio.telling.payloads import PAYLOADS
from tests.roadmap.story.rooms import World

LABELS = {"wins", "bullets", "stories", "stakeholders", "narrative", "same_story"}
QUOTED = '"><img src=x onerror=window.hit=1>'
SCRIPT = "</p><script>window.hit=1</script>"
FIRST = [
    QUOTED,
    SCRIPT,
    "</title></textarea></template><script>window.hit=1</script>",
    "<svg onload=window.hit=1>",
    "{{ 7 }}{% debug %}",
    "[x](javascript:window.hit=1)",
]
TEXTS = [*FIRST, *(one.replace("\0", "") for one in PAYLOADS)]


def fields() -> Iterator[tuple[type[models.Model], list[Any]]]:
    """Every model of what is told, with its fields of words; none of choices, addresses, keys."""
    for model in apps.get_models():
        room = model.__module__.split(".")[-2]
        if room not in LABELS or model is NarrativePage:
            continue
        found = [
            one
            for one in model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField)
            and not one.choices
            and not isinstance(one, models.SlugField | models.URLField | models.EmailField)
            and one.name not in ("source_key", "key", "starts", "ends")
        ]
        if found:
            yield model, found


def spoil(texts: Sequence[str]) -> int:
    """Put ``texts`` into every field of words of every row, one after the other. Into how many."""
    count = 0
    for model, names in fields():
        for row in model._default_manager.all():
            for one in names:
                longest = one.max_length or 1000
                setattr(row, one.name, texts[count % len(texts)][:longest])
                count += 1
            row.save()
    return count


def hostile(user: User) -> World:
    """One of everything, and enough wins and lines for each of the texts."""
    choice(user)
    made = World(user, "Plain")
    user.name = SCRIPT
    user.save()
    for at in range(0, len(TEXTS), 8):
        Win.objects.create(
            user=user, happened_on=date(2026, 11, 3) - timedelta(days=at), line="x", metric="x",
            before=40, after=2, is_draft=at % 16 == 0, problem="x",
        )  # fmt: skip
        Bullet.objects.create(user=user, before="x", text="x", position=made.the_position)
    Position.objects.create(user=user, kind="education", title="x")
    spoil(TEXTS)
    row = made.user.narrative
    row.links = [{"name": QUOTED, "url": "https://a.example/?%22onmouseover=window.hit=1"}]
    row.save()
    made.the_skill.refresh_from_db()
    made.the_skill.keywords = TEXTS[:5]
    made.the_skill.save()
    return made


def publish(user: User) -> NarrativePage:
    """All of it shown to strangers, whatever its remarks say."""
    NarrativePage.objects.all().delete()
    publishing.choose(user, {one.key: "exact" for one in choosing.fields(known(user))})
    made = publishing.draft(known(user), publishing.chosen(user))
    accepted = [one.mark for one in made.remarks]
    row, _changed = publishing.publish(
        user, made, accepted=accepted, lasts=timedelta(days=9), findable=False, now=timezone.now()
    )
    return row
