"""The log: what somebody said, what they were given, and what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.stakeholders.access import conversation_of, stakeholder_of
from portfolio.stakeholders.forms import ConversationForm, FollowUpForm
from portfolio.stakeholders.functions import functions
from portfolio.stakeholders.models import MOST_CONVERSATIONS, Conversation, Function


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def add(request: Request, pk: int) -> HttpResponse:
    """You spoke. Beside the form stand three questions to ask next time."""
    who = stakeholder_of(request, pk)
    made = Conversation(stakeholder=who)
    form = ConversationForm(sent(request), instance=made, today=request.user.today())
    if request.method == "POST" and who.conversations.count() >= MOST_CONVERSATIONS:
        form.add_error(None, _("Two hundred are kept already. Delete one first."))
    return _answer(request, form, made)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def change(request: Request, pk: int) -> HttpResponse:
    """The same in better words, or with another day to ask again."""
    found = conversation_of(request, pk)
    form = ConversationForm(sent(request), instance=found, today=request.user.today())
    return _answer(request, form, found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def follow_up(request: Request, pk: int) -> HttpResponse:
    """You asked again: what came of it?"""
    found = conversation_of(request, pk)
    form = FollowUpForm(sent(request), instance=found, today=request.user.today())
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, _("Kept."))
        return redirect("stakeholder", found.stakeholder_id)
    context = {"form": form, "conversation": found, "who": found.stakeholder}
    return render(request, "portfolio/stakeholders/follow_up.html", context)


@login_required
@require_POST
@in_turn
def delete(request: Request, pk: int) -> HttpResponse:
    """It is not kept any more."""
    found = conversation_of(request, pk)
    found.delete()
    messages.success(request, _("The conversation is deleted."))
    return redirect("stakeholder", found.stakeholder_id)


def _answer(request: Request, form: ConversationForm, one: Conversation) -> HttpResponse:
    who = one.stakeholder
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("stakeholder", who.pk)
    context = {
        "form": form,
        "who": who,
        "conversation": one if one.pk else None,
        "facts": functions()[Function(who.function)],
    }
    return render(request, "portfolio/stakeholders/conversation.html", context)
