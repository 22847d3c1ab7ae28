"""An account that has everything a pack can have, and everything it must not show."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from accounts.models import User
from certifications.models import Certification, Credential, Goal
from portfolio.models import Conversation, Result, Stakeholder, Story, Win, Wording
from roadmap.cadence.models import Block, CheckIn
from roadmap.lanes.audit.models import Posting
from roadmap.plan.models import Milestone, MonthClose, Plan, Reading
from roadmap.story.narrative.models import Claim, Narrative
from tests.people import choice
from tests.portfolio import rows as portfolio

TODAY = datetime(2026, 11, 28, 9, tzinfo=UTC)
SECRETS = (
    "FinOps", "Data engineering", "Zanzibar milestone", "zanzibar-note", "zanzibar.example",
    "Quokka month", "Wombat next month", "Known for numbats", "Platypus Architect", "Echidna Corp",
    "Certified Kangaroo", "Narrative koala", "Looking for wallabies", "Claimed bandicoot",
    "Interview story dingo", "dingo problem", "31 March 2027", "2027-03-31", "31 Mar 2027",
    "March 2027", "three thousand", "$3,000",
)  # fmt: skip
"""Values of the plan, the lane and the search for work, none of which may show."""
WORDS = (
    "plan", "lane", "milestone", "posting", "goal", "apply", "role", "narrative", "interview",
    "cadence", "career", "job", "promotion", "story block", "audience", "target",
)  # fmt: skip
"""Words of ours that would give it away, as whole words."""


def everything(user: User) -> None:
    """All of it within the last three months before ``TODAY``."""
    case, result = _evidence(user)
    _plan(user)
    _search(user)
    Story.objects.create(
        user=user, kind="cost", title="Interview story dingo", problem="dingo problem",
        case_study=case, touched_at=TODAY,
    )  # fmt: skip
    Claim.objects.create(user=user, text="Claimed bandicoot", case_result=result)


def _evidence(user: User) -> tuple[object, Result]:
    Win.objects.create(
        user=user, happened_on=date(2026, 10, 5), line="Idle cards switched off at night",
        metric="Night spend", unit="USD", direction="lower", before=Decimal(400),
        after=Decimal(100), for_whom="Finance", link="https://example.org/proof",
        problem="Nobody owned the night", result="A quarter of it is left",
    )  # fmt: skip
    Win.objects.create(user=user, happened_on=date(2026, 11, 5), line="Asked to <b>explain</b> it")
    Win.objects.create(user=user, happened_on=date(2026, 11, 6), line="Draft", is_draft=True)
    case = portfolio.case(user, title="What one answer costs", finished_on=date(2026, 11, 1))
    result = portfolio.result(
        case, measured_on=date(2026, 10, 20), before=Decimal(97), after=Decimal(49)
    )
    ines = Stakeholder.objects.create(user=user, name="Ines, product", function="product")
    Wording.objects.create(stakeholder=ines, result=result, text="Twice the answers for the money")
    Conversation.objects.create(
        stakeholder=ines, on=date(2026, 10, 30), said="I never know what a feature costs",
        gave="The page with prices", came_of_it="She uses it every week",
    )  # fmt: skip
    Credential.objects.create(
        user=user, name="Cloud Badge", issuer="A body", issued_on=date(2026, 10, 10),
        url="https://example.org/badge",
    )  # fmt: skip
    return case, result


def _plan(user: User) -> None:
    chosen = choice(user, secondary="data-engineering", apply_by=date(2027, 3, 31))
    made = Plan.objects.create(user=user, choice=chosen, start_month=date(2026, 10, 1))
    Milestone.objects.create(
        plan=made, slug="", title="Zanzibar milestone", role="own", block="lab", month=1,
        done_on=date(2026, 10, 20), note="zanzibar-note", evidence_url="https://zanzibar.example/",
    )  # fmt: skip
    MonthClose.objects.create(
        plan=made, month=1, closed_at=datetime(2026, 11, 1, tzinfo=UTC),
        exists_now="Quokka month", next_first="Wombat next month", known_for="Known for numbats",
    )  # fmt: skip
    for on, value in ((date(2026, 10, 2), 4100), (date(2026, 11, 20), 3900)):
        Reading.objects.create(
            user=user, metric_slug="cloud-spend", on=on, value=Decimal(value),
            how="the invoice", limit_value=Decimal(850),
        )  # fmt: skip
    block = Block.objects.create(
        user=user, kind="study", weekday=1, at=time(19), minutes=90, anchor=date(2026, 1, 5)
    )
    CheckIn.objects.create(
        block=block, week=date(2026, 10, 5), planned_on=date(2026, 10, 6), planned_at=time(19),
        state="done", done_on=date(2026, 10, 6), minutes=90,
    )  # fmt: skip


def _search(user: User) -> None:
    Posting.objects.create(
        user=user, title="Platypus Architect at Echidna Corp", text="Platypus Architect",
        digest="x",
    )  # fmt: skip
    exam = Certification.objects.create(slug="kangaroo", name="Certified Kangaroo")
    Goal.objects.create(user=user, certification=exam)
    Narrative.objects.create(
        user=user, problem_space="Narrative koala", looking_for="Looking for wallabies"
    )
