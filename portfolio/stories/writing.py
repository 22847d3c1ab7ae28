"""The page on which a story is written, and what a listener hears in it while somebody types."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.stakeholders.models import Conversation, Stakeholder
from portfolio.stories.access import story_of
from portfolio.stories.forms import StoryForm
from portfolio.stories.heard import heard
from portfolio.stories.kinds import Part
from portfolio.stories.models import LONGEST
from portfolio.stories.signed_out import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@in_turn
def write(request: Request, pk: int) -> HttpResponse:
    """Its words, and beside them how long they take and what is missed. What another page saved
    meanwhile is shown, and not written over."""
    story = story_of(request, pk)
    title = story.title
    form = StoryForm(sent(request), instance=story)
    if request.method == "POST" and form.is_valid():
        form.keep(timezone.now())
        messages.success(request, _("Saved."))
        return redirect("story-rehearse" if "rehearse" in request.POST else "story-write", pk)
    for_whom = str(form["for_whom"].value() or "")
    said = Conversation.objects.for_user(request.user).filter(stakeholder__name=for_whom)
    context: dict[str, Any] = {
        "story": story,
        "title": title,
        "form": form,
        "fields": [form[part.value] for part in Part],
        "heard": heard(form.parts, for_whom),
        "said": said.first() if for_whom else None,
        "whom": Stakeholder.objects.for_user(request.user).values_list("name", flat=True),
    }
    status = 409 if form.others else 200
    return render(request, "portfolio/stories/write.html", context, status=status)


@login_required
@require_POST
def listen(request: Request) -> HttpResponse:
    """What is heard in the words that are sent: a piece of a page, and nothing is kept of it."""
    parts = {part: request.POST.get(part.value, "")[:LONGEST] for part in Part}
    found = heard(parts, request.POST.get("for_whom", "")[:LONGEST])
    return render(request, "portfolio/stories/_heard.html", {"heard": found})
