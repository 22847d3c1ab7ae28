"""Keeping an explanation."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from roadmap.lanes.depth.ageing import Went
from roadmap.lanes.depth.models import Explanation
from roadmap.lanes.depth.questions import Question


@transaction.atomic
def answer(user: User, question: Question, text: str, went: Went, now: datetime) -> Explanation:
    """Keep it beside the earlier ones. The same words sent twice within a day are one answer."""
    User.objects.hold(user)
    latest = Explanation.objects.of(user).filter(question=question.slug).first()
    is_new = latest is None or now - latest.answered_at >= timedelta(days=1)
    if latest and not is_new and (latest.text, latest.went) == (text, went):
        return latest
    return Explanation.objects.create(
        user=user, question=question.slug, text=text, went=went, answered_at=now
    )
