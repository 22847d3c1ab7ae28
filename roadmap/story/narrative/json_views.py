"""The one page as a file that other tools read."""

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import Request
from delivery.content import absolute
from portfolio.overview import Disclosure
from roadmap.story.narrative import gather, json_resume, publishing
from roadmap.story.narrative.document import Page
from roadmap.story.narrative.known import known
from roadmap.story.narrative.taking import CHOSEN


@login_required
@require_safe
def narrative_json(request: Request) -> HttpResponse:
    """A JSON Resume of all of it, or of what was chosen for strangers."""
    values = json_resume.written(_page(request), absolute, timezone.now())
    text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
    headers = {"Content-Disposition": 'attachment; filename="resume.json"'}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


def _page(request: Request) -> Page:
    if request.GET.get("as") == CHOSEN:
        return publishing.draft(known(request.user), publishing.chosen(request.user)).page
    return gather.page(request.user, Disclosure.whole())
