"""What a reader opens: no account, no cookie but the one that guards the forms.

A GET changes nothing, so a program that opens links to look at them starts no clock. The page shows
the author's name and the plain version, and nothing else of the account, whoever looks.
"""

from collections.abc import Callable
from functools import wraps

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.link_pages import status_of, unlisted
from common.links import LinkError, LinkExpired
from portfolio.readers import reading
from portfolio.readers.forms import AnswerForm
from portfolio.readers.models import Reader, ReadingTest
from portfolio.readers.reading import EnoughTests, Step
from portfolio.telling import markdown

View = Callable[[HttpRequest, Reader, str], HttpResponse]
Page = Callable[[HttpRequest, str], HttpResponse]

NOBODY = {"user": None, "choice": None}
"""Takes out of the page what the shared layout would show somebody who is signed in."""


def for_a_reader(view: View) -> Page:
    """Finds whom the token was given to, and holds them while something is sent. A link that leads
    nowhere gets a page that says so, and never the text."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        now = timezone.now()
        try:
            if request.method != "POST":
                found = reading.reader_of(token, now, hold=False)
                return unlisted(view(request, found, token), has_forms=True)
            with transaction.atomic():
                found = reading.reader_of(token, now, hold=True)
                return unlisted(view(request, found, token), has_forms=True)
        except EnoughTests as error:
            return _closed(request, error, 410)
        except LinkError as error:
            return _closed(request, error, status_of(error))

    return answer


@require_safe
@for_a_reader
def reader(request: HttpRequest, found: Reader, token: str) -> HttpResponse:
    """Where they are: asked, reading, answering, or done."""
    return _page(request, found, token, reading.under_way(found))


@require_POST
@for_a_reader
def start(request: HttpRequest, found: Reader, token: str) -> HttpResponse:
    """The clock starts, or starts anew for somebody who was interrupted."""
    reading.begin(found, timezone.now(), request.POST.get("interrupted", ""))
    return redirect("reader", token)


@require_POST
@for_a_reader
def read(request: HttpRequest, found: Reader, token: str) -> HttpResponse:
    """They have read it: the clock stops."""
    reading.has_read(found, timezone.now())
    return redirect("reader", token)


@require_POST
@for_a_reader
def answer(request: HttpRequest, found: Reader, token: str) -> HttpResponse:
    """Their three answers. Sent twice, the first ones stay."""
    test = reading.under_way(found)
    if test is None or test.read_at is None:
        return redirect("reader", token)
    form = AnswerForm(request.POST, instance=test)
    if not form.is_valid():
        return _page(request, found, token, test, form)
    reading.answer(test, timezone.now())
    return redirect("reader", token)


def _page(
    request: HttpRequest,
    found: Reader,
    token: str,
    test: ReadingTest | None,
    form: AnswerForm | None = None,
) -> HttpResponse:
    step = reading.step(found, test)
    if step is Step.ASK and not found.is_open(timezone.now()):
        raise LinkExpired
    context = {
        "reader": found,
        "token": token,
        "author": found.case_study.user.name,
        "test": test,
        "text": markdown.html(test.version.text) if test else "",
        "again": step is Step.ASK and found.tests.answered().exists(),
        "form": form or AnswerForm(),
    }
    return render(request, f"portfolio/readers/public/{step}.html", context | NOBODY)


def _closed(request: HttpRequest, error: Exception, status: int) -> HttpResponse:
    page = "portfolio/readers/public/closed.html"
    context = {"why": type(error).__name__, **NOBODY}
    return unlisted(render(request, page, context, status=status), has_forms=True)
