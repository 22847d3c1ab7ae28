"""The one gate: a case study is its person's, and to everybody else there is none."""

from django.shortcuts import get_object_or_404

from accounts.http import Request
from portfolio.casestudies.models import CaseStudy


def case_of(request: Request, pk: int) -> CaseStudy:
    """The case study of the signed-in person; 404 for anybody else's."""
    return get_object_or_404(CaseStudy.objects.for_user(request.user).with_passages(), pk=pk)
