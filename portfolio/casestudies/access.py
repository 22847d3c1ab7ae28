"""The one gate: a case study is its person's, and to everybody else there is none."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.http import Request
from portfolio.casestudies.models import CaseStudy


def case_of(request: Request, pk: int) -> CaseStudy:
    """The case study of the signed-in person; 404 for anybody else's."""
    return get_object_or_404(CaseStudy.objects.for_user(request.user).with_passages(), pk=pk)


def slot_of(request: Request, pk: int, slot: str) -> CaseStudy:
    """The same without its words, for a page about one slot of it; 404 too when it has none such,
    now or in the lane it was in before.
    What is saved every few seconds does not read ten thousand words first."""
    case = get_object_or_404(CaseStudy.objects.for_user(request.user), pk=pk)
    if slot not in case.slots and not case.passages.filter(slot=slot).exists():
        raise Http404
    return case
