"""The one page to take away: on one sheet of paper, as Markdown, as plain text,
as a JSON Resume. Everything of it
for its author, or what was chosen for strangers."""

import json
from pathlib import Path

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from common.http import attachment
from common.typesetting import setting
from delivery.content import absolute
from portfolio.overview import Disclosure, stem
from roadmap.story.narrative import files, gather, json_resume, paper, publishing
from roadmap.story.narrative.document import Page
from roadmap.story.narrative.known import known

TEMPLATE = Path(__file__).parent / "narrative.typ"
CHOSEN = "chosen"


@login_required
@require_POST
def as_pdf(request: Request) -> HttpResponse:
    """One sheet of A4. What has no room on it is said on the next page that is opened."""
    if not ratelimit.consume(request, action="export"):
        messages.error(request, _("You made many PDFs within the hour. Try again later."))
        return redirect("narrative")
    page = _page(request)
    try:
        made = pdf(page)
    except setting.Busy:
        messages.error(request, _("Another PDF is being made. Try again in a moment."))
        return redirect("narrative")
    except setting.NotMade:
        messages.error(request, _("It could not be set in the time there is. Take the Markdown."))
        return redirect("narrative")
    if missing := paper.missing(page, made.fit):
        said = _("To keep to one page, the PDF leaves out: %s.") % ", ".join(missing)
        messages.warning(request, said)
    return attachment(made.pdf, f"{stem(page.name, 'one-page')}.pdf", "application/pdf")


def pdf(page: Page) -> setting.Made:
    """The page on one sheet; ``fit`` is the number of the setting that had room.

    Raises:
        Busy: others are being made.
        NotMade: the typesetter was stopped.
    """
    with setting.folder() as folder:
        return setting.typeset(folder, TEMPLATE, paper.paper(page, settings.SITE_URL))


@login_required
@require_safe
def as_markdown(request: Request) -> HttpResponse:
    """With headings and links."""
    page = _page(request)
    text = files.markdown(page, settings.SITE_URL).encode()
    return attachment(text, f"{stem(page.name, 'one-page')}.md", "text/markdown; charset=utf-8")


@login_required
@require_safe
def as_text(request: Request) -> HttpResponse:
    """For a form that takes text alone."""
    page = _page(request)
    text = files.plain(page).encode()
    return attachment(text, f"{stem(page.name, 'one-page')}.txt", "text/plain; charset=utf-8")


@login_required
@require_safe
def as_json(request: Request) -> HttpResponse:
    """A JSON Resume, which other tools read."""
    values = json_resume.written(_page(request), absolute, timezone.now())
    text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
    return attachment(text.encode(), "resume.json", "application/json; charset=utf-8")


def _page(request: Request) -> Page:
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("as") == CHOSEN:
        return publishing.draft(known(request.user), publishing.chosen(request.user)).page
    return gather.page(request.user, Disclosure.whole())
