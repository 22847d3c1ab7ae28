"""The map of who has to care, one of them, and who comes and goes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.stakeholders.access import stakeholder_of
from portfolio.stakeholders.forms import StakeholderForm
from portfolio.stakeholders.functions import functions, is_suggested
from portfolio.stakeholders.models import MOST_CONVERSATIONS, Conversation, Function, Stakeholder
from portfolio.stakeholders.who import groups, results

LINES = 8
"""So many conversations stand open; the earlier ones are folded."""
DUE = 12
"""So many follow-ups stand on top of the map."""


@login_required
@require_safe
def stakeholders(request: Request) -> HttpResponse:
    """By function: who is on the map, who is missing, and whom to ask again."""
    found = groups(list(Stakeholder.objects.for_user(request.user).with_last()))
    due = Conversation.objects.for_user(request.user).open_on(request.user.today())
    missing = [one for one in found if one.is_missing]
    context = {
        "groups": found,
        "missing": missing,
        "others": [one for one in functions().values() if one not in {g.facts for g in found}],
        "missing_names": get_text_list([one.facts.title for one in missing], _("or")),
        "count": sum(len(one.people) for one in found),
        "due": due.select_related("stakeholder").order_by("follow_up_on", "pk")[:DUE],
        "results": results(request.user),
    }
    return render(request, "portfolio/stakeholders/map.html", context)


@login_required
@require_safe
def stakeholder(request: Request, pk: int) -> HttpResponse:
    """What failure is to them, what they said, and what results are in their words."""
    who = stakeholder_of(request, pk)
    function = Function(who.function)
    today = request.user.today()
    rows = list(who.conversations.all()[:MOST_CONVERSATIONS])
    waiting = [one for one in rows if one.follow_up_on and not one.followed_up_on]
    context = {
        "who": who,
        "facts": functions()[function],
        "failure_is_ours": is_suggested(function, who.failure),
        "numbers_are_ours": is_suggested(function, who.numbers),
        "waiting": sorted(waiting, key=lambda one: one.follow_up_on or today),
        "today": today,
        "conversations": rows[:LINES],
        "earlier": rows[LINES:],
        "results": results(request.user, who),
    }
    return render(request, "portfolio/stakeholders/one.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def add(request: Request) -> HttpResponse:
    """Somebody more; ``?function=`` says of which, and ``?begin=usual`` begins with what is usual
    there, to be changed."""
    who = Stakeholder(user=request.user)
    form = StakeholderForm(
        sent(request), instance=who, user=request.user, initial=_begun(request, who)
    )
    return _answer(request, form, who)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def change(request: Request, pk: int) -> HttpResponse:
    """The same in better words: theirs, once they said them."""
    who = stakeholder_of(request, pk)
    form = StakeholderForm(
        sent(request), instance=who, user=request.user, initial=_begun(request, who)
    )
    return _answer(request, form, who)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def delete(request: Request, pk: int) -> HttpResponse:
    """Off the map, with what was said and worded. A GET says what that is."""
    who = stakeholder_of(request, pk)
    if request.method == "POST":
        who.delete()
        messages.success(request, _("%(name)s is off the map.") % {"name": who.name})
        return redirect("stakeholders")
    counts = {"said": who.conversations.count(), "worded": who.wordings.count()}
    return render(request, "portfolio/stakeholders/delete.html", {"who": who, **counts})


def _begun(request: Request, who: Stakeholder) -> dict[str, str]:
    """With what the fields begin. What somebody wrote is never replaced by what is usual."""
    asked = request.GET.get("function", "")
    function = asked if asked in Function.values else who.function
    if request.GET.get("begin") != "usual" or function not in Function.values:
        return {"function": function}
    usual = functions()[Function(function)]
    return {
        "function": function,
        "failure": who.failure or usual.failure,
        "numbers": who.numbers or usual.numbers,
    }


def _answer(request: Request, form: StakeholderForm, who: Stakeholder) -> HttpResponse:
    shown = Stakeholder.objects.get(pk=who.pk) if who.pk else None
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        messages.success(request, _("Kept."))
        return redirect("stakeholder", kept.pk)
    function = str(form["function"].value() or "")
    context: dict[str, Any] = {
        "form": form,
        "who": shown,
        "facts": functions()[Function(function)] if function in Function.values else None,
    }
    return render(request, "portfolio/stakeholders/form.html", context)
