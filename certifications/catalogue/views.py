"""The catalogue's pages: find one, read about one, and a lane's ladder. All of them are public."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from certifications.catalogue import catalog, ladder, page
from certifications.catalogue.catalog import Track
from certifications.catalogue.climbing import next_rung, reached
from certifications.catalogue.credential import Rung
from certifications.catalogue.finding import find
from certifications.catalogue.forms import FindForm
from certifications.catalogue.shown import by_provider, shown
from certifications.catalogue.signal import signals
from certifications.catalogue.standing import standing
from common.lanes import Lane


@require_safe
def certifications(request: HttpRequest) -> HttpResponse:
    """All of them, or those that fit what is asked for."""
    today, known = _today(request), catalog.catalogue()
    form = FindForm(request.GET)
    wish = form.wish()
    stands = standing(request.user, today)
    rows = [shown(one, today, stands, wish.lane) for one in known.credentials.values()]
    found = find(rows, wish)
    context: dict[str, Any] = {
        "form": form,
        "wish": wish,
        "groups": by_provider(found.rows),
        "number": len(found.rows),
        "unpriced": found.unpriced,
        "total": len(rows),
        "meta": known.meta,
        "recommended": [(lane, ladder.RECOMMENDED[lane]) for lane in Lane],
    }
    return render(request, "certifications/catalogue/certifications.html", context)


@require_safe
def certification(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is held about one, and where each of it was read."""
    credential = catalog.catalogue().credentials.get(slug)
    if credential is None:
        raise Http404
    today = _today(request)
    context = {"today": today, "page": page.about(credential, standing(request.user, today), today)}
    return render(request, "certifications/catalogue/certification.html", context)


@require_safe
def lane_ladder(request: HttpRequest, lane: Lane) -> HttpResponse:
    """A lane's ladder on one cloud or on none, and where its reader stands on it."""
    today, known = _today(request), catalog.catalogue()
    tracks = [one.provider for one in known.ladders_of(lane)]
    asked = request.GET.get("track", "")
    track = Track(asked) if asked in tracks else tracks[0]
    one, stands = known.ladder(lane, track), standing(request.user, today)
    following, rule = next_rung(one, stands, today), signals().lanes[lane]
    rows = [
        (rung, rule.of(rung), [shown(it, today, stands, lane) for it in found])
        for rung, found in ladder.rungs(one, today)
    ]
    context = {
        "lane": lane,
        "track": track,
        "tracks": tracks,
        "rule": rule,
        "recommendation": ladder.RECOMMENDED[lane],
        "said": [[shown(it, today, stands) for it in row] for row in ladder.said(lane)],
        "rungs": rows,
        "picture": page.picture(one, stands, today),
        "at": reached(lane, stands),
        "next": following,
        "goal": stands.goals.get(following.credential.slug) if following else None,
        "top": Rung.STRETCH,
        "meta": known.meta,
    }
    return render(request, "certifications/catalogue/ladder.html", context)


def _today(request: HttpRequest) -> date:
    """The reader's own day; a visitor's is the server's."""
    user = request.user
    return user.today() if isinstance(user, User) else timezone.localdate()
