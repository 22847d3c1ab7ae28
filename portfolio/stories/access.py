"""The one gate: a story is its person's, and to everybody else there is none."""

from django.shortcuts import get_object_or_404

from accounts.http import Request
from portfolio.stories.models import Story


def story_of(request: Request, pk: int) -> Story:
    """The story of the signed-in person; 404 for anybody else's."""
    return get_object_or_404(Story.objects.for_user(request.user), pk=pk)
