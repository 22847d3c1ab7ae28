"""What a stranger opens: the one page as it was chosen. No session, no cookie; the same for whoever
looks, also for its author."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.link_pages import unlisted
from common.links import LinkError
from portfolio import overview as portfolio
from roadmap.story.narrative import publishing
from roadmap.story.narrative.models import NarrativePage


@require_safe
def public_narrative(request: HttpRequest, token: str) -> HttpResponse:
    """The page, or a plain one that says why there is none."""
    try:
        row = NarrativePage.find(token, timezone.now())
    except LinkError as error:
        return portfolio.gone(error)
    page = publishing.as_published(row)
    context = {
        "page": page,
        "outcomes": [(one, None) for one in page.outcomes],
        "published": row,
    }
    answer = render_to_string("roadmap/story/narrative/public.html", context)
    return unlisted(HttpResponse(answer), findable=row.findable)
