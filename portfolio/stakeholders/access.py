"""The one gate: a stakeholder is theirs who put them on the map, and to others there is none."""

from django.shortcuts import get_object_or_404

from accounts.http import Request
from portfolio.results.models import Result
from portfolio.stakeholders.models import Conversation, Stakeholder


def stakeholder_of(request: Request, pk: int) -> Stakeholder:
    return get_object_or_404(Stakeholder.objects.for_user(request.user), pk=pk)


def conversation_of(request: Request, pk: int) -> Conversation:
    """With whom it was."""
    rows = Conversation.objects.for_user(request.user).select_related("stakeholder")
    return get_object_or_404(rows, pk=pk)


def result_of(request: Request, pk: int) -> Result:
    """With its case study."""
    rows = Result.objects.for_user(request.user).select_related("case_study")
    return get_object_or_404(rows, pk=pk)
