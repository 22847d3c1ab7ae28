"""Where people stand with what they hold: the guard, for many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from certifications.models import Certification, Credential, Goal, TalkThrough
from roadmap.signals.guard import Guard, Signal
from roadmap.signals.models import Pairing


@dataclass(frozen=True, slots=True)
class Row:
    """A credential with what stands beside it. ``lost`` are pairings that cannot be opened now."""

    credential: Credential
    signal: Signal
    is_over: bool
    pairings: tuple[Pairing, ...]
    lost: tuple[Pairing, ...]
    talks: tuple[TalkThrough, ...]

    @property
    def certification(self) -> str:
        """Its slug in the catalogue; "" for one of another name."""
        known = self.credential.certification
        return known.slug if known else ""


def of_many(users: Collection[User], today: Mapping[int, date]) -> dict[int, Guard]:
    """Each person's guard by their key, also of those who hold nothing. ``today`` is each person's
    own day. One query, however many people and credentials."""
    held: dict[int, list[Signal]] = defaultdict(list)
    beside = _last_first(Credential.objects.filter(user__in=users)).annotate(
        paired=Exists(Pairing.objects.standing().filter(credential=OuterRef("pk"))),
        talked=Exists(TalkThrough.objects.filter(credential=OuterRef("pk")).exclude(text="")),
    )
    rows = beside.values_list("user", "pk", "name", "expires_on", "paired", "talked")
    for user, pk, name, expires_on, paired, talked in rows:
        if expires_on is None or today[user] <= expires_on:
            held[user].append(Signal(pk, name, paired, talked))
    return {user.pk: Guard(tuple(held[user.pk])) for user in users}


def of(user: User, today: date) -> Guard:
    """One person's guard."""
    return of_many([user], {user.pk: today})[user.pk]


def rows(user: User, today: date) -> list[Row]:
    """Everything somebody holds, the last that was earned first, with what stands beside it."""
    mine = Credential.objects.for_user(user).select_related("certification")
    held = _last_first(mine).prefetch_related(
        "talks",
        Prefetch("pairings", Pairing.objects.select_related("milestone__plan", "case_study")),
    )
    return [row(credential, today) for credential in held]


def row(credential: Credential, today: date) -> Row:
    """One credential with what stands beside it."""
    pairings = list(credential.pairings.all())
    standing = tuple(one for one in pairings if one.is_standing)
    talks = tuple(talk for talk in credential.talks.all() if talk.text)
    return Row(
        credential,
        Signal(credential.pk, credential.name, bool(standing), bool(talks)),
        credential.expires_on is not None and credential.expires_on < today,
        standing,
        tuple(one for one in pairings if not one.is_standing),
        talks,
    )


def passed(user: User, today: date) -> frozenset[str]:
    """The certifications they have: held and not expired, or passed as a goal and not entered as
    a credential yet. Slugs."""
    held = Q(held__user=user) & (Q(held__expires_on=None) | Q(held__expires_on__gte=today))
    earned = Q(goals__user=user, goals__state=Goal.State.PASSED, goals__credential__isnull=True)
    return frozenset(Certification.objects.filter(held | earned).values_list("slug", flat=True))


def _last_first(held: QuerySet[Credential]) -> QuerySet[Credential]:
    return held.order_by(F("issued_on").desc(nulls_last=True), "-pk")
