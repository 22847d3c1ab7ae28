"""Pages whose address is their key: what opens them, and what does not any more."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

from django.apps import apps
from django.test import Client
from django.utils import timezone

from common.links import Link
from common.logs import WithoutLinks
from common.shared_links import SharedLink
from tests.access import World, ask, each, kept, says_nothing, undone

KINDS = {"reader", "publication", "mentor", "narrative"}


def revoked(row: Any) -> None:
    row.revoke(timezone.now())


def expired(row: Any) -> None:
    """Two days ago: who began in time may answer for a day longer."""
    row.expires_at = timezone.now() - timedelta(days=2)
    row.save()


def deleted(row: Any) -> None:
    row.delete()


def rotated(row: Any) -> None:
    row.nonce = "another"
    row.save()


FORGED: list[Callable[[str], str]] = [
    lambda token: token[:-1],
    lambda token: token[1:],
    lambda token: token.swapcase(),
    lambda token: token + "A",
    lambda token: token + "=",
    lambda token: token.replace(":", "::"),
    lambda token: token + ":" + token,
    lambda token: "." + token,
    lambda token: "é" * 40,
    lambda token: "\u202e" + token,
    lambda token: "%ED%A0%80",
    lambda token: "%00" + token,
    lambda token: "A" * 50_000,
    lambda token: ":" * 5_000,
]


def whoever_has_the_link_gets_it(world: World, everybody: Sequence[Client]) -> None:
    for name, method in each(world.rooms.links):
        with undone():
            for who in everybody:
                assert ask(who, method, world.url(name)).status_code in (200, 302), name


def what_is_over_opens_nothing(
    world: World, everybody: Sequence[Client], silent: frozenset[str] = frozenset()
) -> None:
    """``silent`` are those that do not say that there once was something."""
    ends = (revoked, expired, deleted, rotated)
    for (name, method), over in product(each(world.rooms.links), ends):
        with undone():
            url = world.url(name)
            over(world.row(name))
            before = kept()
            for who in everybody:
                answer = ask(who, method, url)
                assert answer.status_code == (404 if over is deleted or name in silent else 410)
                says_nothing(world, answer)
            assert kept() == before


def what_is_forged_opens_nothing(world: World, nobody: Client) -> None:
    for name, method in each(world.rooms.links):
        with undone():
            token = world.token(name)
            whole = world.url(name).replace(token.replace(":", "%3A"), token)
            for forge in FORGED:
                url = whole.replace(token, forge(token))
                assert ask(nobody, method, url).status_code == 404, url[:200]


def of_another_kind_opens_nothing(world: World, nobody: Client, others: Sequence[str]) -> None:
    """Neither a link of ``others``, nor this very row signed as what it is not."""
    kinds = [model for model in apps.get_models() if issubclass(model, SharedLink)]
    assert {one.purpose for one in kinds} == KINDS
    assert len(kinds) == len(KINDS)
    for name, method in each(world.rooms.links):
        with undone():
            row = world.row(name)
            said = [row.pk, row.nonce]
            tokens = [one for one in others if one != row.token]
            tokens += [
                kind._signer().sign_object(said, compress=True)
                for kind in kinds
                if kind is not type(row)
            ]
            for purpose in ("nudge", "unsubscribe", "calendar", "mail", "wins-import", *KINDS):
                tokens.append(Link(purpose, None).token(said))
            for token in tokens:
                answer = ask(nobody, method, world.url(name, token=token))
                assert answer.status_code == 404, name


def ones_own_secret_opens_no_other(
    mine: World, hers: World, names: Sequence[str], nobody: Client
) -> None:
    for name in names:
        one, other = mine.row(name), hers.row(name)
        token = type(one)._signer().sign_object([one.pk, other.nonce], compress=True)
        assert nobody.get(mine.url(name, token=token)).status_code == 410


def they_hold_when_the_key_is_changed(
    world: World, names: Sequence[str], nobody: Client, settings: Any
) -> None:
    urls = [world.url(name) for name in names]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that nobody has seen so far, long enough"
    assert [nobody.get(url).status_code for url in urls] == [200] * len(urls)
    settings.SECRET_KEY_FALLBACKS = []
    assert [nobody.get(url).status_code for url in urls] == [404] * len(urls)


def is_neither_kept_nor_passed_on(answer: Any, cookies: set[str]) -> None:
    assert answer["Referrer-Policy"] in ("no-referrer", "strict-origin")
    assert "private" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert set(answer.cookies) <= cookies


ENDS = ["", "x/", "start/x/", f"{UUID(int=7)}.webp", "%0a/"]


def logs_hold_no_link(token: str, start: str, end: str, nobody: Client, caplog: Any) -> None:
    nobody.get(f"/{start}/{token}/{end}")
    nobody.post(f"/{start}/{token}/{end}")
    nobody.get(f"/{start}/{token}x/{end}")
    for record in caplog.records:
        WithoutLinks().filter(record)
        assert token[:12] not in record.getMessage()
