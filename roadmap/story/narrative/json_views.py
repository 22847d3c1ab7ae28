"""The one page as a file that other tools read."""

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import Request
from delivery.content import absolute
from portfolio.overview import Disclosure
from roadmap.story.narrative import gather, json_resume


@login_required
@require_safe
def narrative_json(request: Request) -> HttpResponse:
    """A JSON Resume of everything that is theirs to give away."""
    page = gather.page(request.user, Disclosure.whole())
    values = json_resume.written(page, absolute, timezone.now())
    text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
    headers = {"Content-Disposition": 'attachment; filename="resume.json"'}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)
