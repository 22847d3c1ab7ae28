"""The metric's page: where it stands, its picture, its readings, and new ones."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request
from common.http import sent
from roadmap.lanes.models import Choice
from roadmap.plan import readings
from roadmap.plan.forms import CsvForm, ReadingForm
from roadmap.plan.models import Reading

LARGEST_FILE = 1024 * 1024
"""Bytes. A thousand rows are some 20 kB."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def metric(request: Request) -> HttpResponse:
    """The readings so far; a POST adds one."""
    choice = Choice.objects.current(request.user)
    if choice is None:
        return redirect("lane-choose")
    form = _form(request, choice)
    if request.method == "POST" and form.is_valid():
        reading = form.save()
        if choice.breaks_limit(reading.limit_value):
            messages.warning(request, _("Kept. It breaks your limit: %s.") % choice.limit_said)
        else:
            messages.success(request, _("Kept."))
        return redirect("metric")
    return _page(request, choice, form, CsvForm())


@login_required
@require_POST
def import_csv(request: Request) -> HttpResponse:
    """Two columns. All of it, or nothing and a sentence."""
    choice = Choice.objects.current(request.user)
    if choice is None:
        return redirect("lane-choose")
    form = CsvForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            text = _text(form.cleaned_data["file"]) or form.cleaned_data["text"]
            rows = readings.parse(text, request.user.today())
        except readings.CsvError as error:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(error))
        else:
            count = readings.keep(choice, rows, _("from a table"))
            messages.success(
                request,
                ngettext("One new reading.", "%(count)d new readings.", count) % {"count": count},
            )
            return redirect("metric")
    return _page(request, choice, _form(request, choice, empty=True), form)


def _form(request: Request, choice: Choice, *, empty: bool = False) -> ReadingForm:
    last = Reading.objects.of(choice).last()
    return ReadingForm(
        None if empty else sent(request),
        choice=choice,
        today=request.user.today(),
        how=last.how if last else "",
    )


def _text(file: UploadedFile[bytes] | None) -> str:
    if file is None:
        return ""
    if (file.size or 0) > LARGEST_FILE:
        raise readings.CsvError(_("The file is larger than a megabyte. Send a part of it."))
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise readings.CsvError(
            _("The file is no text we can read. Save it as CSV, UTF-8.")
        ) from None


@login_required
@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """A reading that was wrong."""
    get_object_or_404(Reading, user=request.user, pk=pk).delete()
    messages.success(request, _("The reading is gone."))
    return redirect("metric")


def _page(request: Request, choice: Choice, form: ReadingForm, table: CsvForm) -> HttpResponse:
    rows = list(Reading.objects.of(choice))
    standing = readings.Standing(choice, rows)
    context = {
        "choice": choice,
        "standing": standing,
        "picture": standing.picture(width=720, height=200),
        "any_broken": any(choice.breaks_limit(r.limit_value) for r in rows),
        "rows": [(r, choice.breaks_limit(r.limit_value)) for r in reversed(rows)],
        "form": form,
        "table": table,
    }
    return render(request, "roadmap/plan/metric.html", context)
