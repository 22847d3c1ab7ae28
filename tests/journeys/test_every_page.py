"""Every page, as a browser sees it: axe finds nothing, nothing overflows a phone, no rule of the
content security policy is broken, and all of it can be read without JavaScript."""

from datetime import timedelta
from typing import Any, Literal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import User
from certifications.models import Credential, Goal
from common import weeks
from common.lanes import Lane
from portfolio.models import (
    Bullet,
    CaseStudy,
    Conversation,
    Position,
    Publication,
    Reader,
    ReadingTest,
    Result,
    Sharing,
    Skill,
    Stakeholder,
    Story,
    Win,
)
from portfolio.sharing import publishing
from portfolio.sharing.listing import Listing
from roadmap import demo
from roadmap.cadence import feed
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.decisions.models import Decision
from roadmap.lanes.owners import Owner
from roadmap.lanes.painkiller.questions import questions
from roadmap.mentor.models import Mentor
from roadmap.models import Claim, NarrativePage
from roadmap.plan.models import Milestone
from roadmap.proof.models import GapMilestone
from roadmap.story.capture import own
from roadmap.story.narrative import choosing
from roadmap.story.narrative import publishing as one_page
from roadmap.story.narrative.known import known
from tests.accessibility import assert_accessible
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)

CATALOGUE = [
    "/certifications/",
    "/certifications/?lane=security&provider=aws&hands_on=on&q=kube",
    "/certifications/?lane=nowhere&level=9&price=cheap&status=gone",
    *(
        f"/certifications/exams/{slug}/"
        for slug in ("comptia-security-plus", "azure-security-engineer-associate", "cks")
    ),
    *(f"/certifications/{lane.value}/" for lane in Lane),
    "/certifications/devops/?track=aws",
    "/certifications/security/?track=azure",
    "/certifications/only-one/",
    "/certifications/only-one/?lane=finops&market=neutral&industry=any&weeks=500&hours=0",
    "/certifications/only-one/?lane=devops&market=aws&industry=any&money=500&weeks=26&hours=4",
]

VISITOR = [
    "/",
    "/lanes/",
    *(f"/lanes/{lane.value}/" for lane in Lane),
    *(f"/lanes/{page}/" for page in ("test", "audit", "proof", "gaps", "incidents")),
    *(f"/lanes/test/{slug}/" for slug in questions()),
    *CATALOGUE,
    "/accounts/signup/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/nowhere/",
]


def evidence_pages(owner: Owner) -> list[str]:
    """What there is once somebody gave postings and answers."""
    posting = Posting.objects.of(owner)[0]
    return [
        reverse("painkiller"),
        reverse("painkiller-result"),
        reverse("painkiller-question", args=["strengths"]) + "?next=/lanes/test/result/",
        reverse("painkiller-over"),
        reverse("audit"),
        reverse("audit-posting", args=[posting.pk]),
        reverse("audit-title", args=[posting.pk]),
        reverse("audit-remove", args=[posting.pk]),
        reverse("audit-delete"),
        reverse("proof"),
        reverse("proof-posting", args=[posting.pk]),
        reverse("gaps"),
        reverse("incidents"),
    ]


def decision_pages(user: User) -> list[str]:
    second, first = Decision.objects.of(user)
    gap = GapMilestone.objects.filter(milestone__plan__user=user)[0].milestone
    return [
        reverse("decisions"),
        reverse("decisions-record", args=[first.pk]),
        reverse("decisions-compare", args=[first.pk, second.pk]),
        reverse("decide") + "?primary=finops&secondary=security",
        reverse("depth"),
        reverse("depth-explain", args=["finops-idle-gpu-owner"]),
        reverse("depth-explain", args=["finops-spare-or-tune"]),
        reverse("milestone", args=[gap.pk]),
        reverse("plan-month", args=[gap.month]),
    ]


def demo_pages(user: User) -> list[str]:
    milestone = Milestone.objects.for_user(user).filter(month=3)[0]
    this_week = weeks.week_of(user.today())
    return [
        reverse("today"),
        reverse("plan"),
        reverse("plan-month", args=[3]),
        reverse("plan-month", args=[12]),
        reverse("plan-close", args=[2]),
        reverse("plan-close", args=[3]),
        reverse("plan-already"),
        reverse("plan-pause"),
        reverse("plan-end"),
        reverse("plan-exam"),
        reverse("plan-dropped"),
        reverse("milestone", args=[milestone.pk]),
        reverse("milestone-add", args=[5]),
        reverse("metric"),
        reverse("lane-choose"),
        reverse("choose-metric") + "?primary=finops&secondary=security",
        reverse("choose-figures") + "?primary=finops&secondary=security&metric=cloud-spend",
        reverse("week"),
        reverse("block", args=[this_week, "lab"]),
        reverse("block", args=[this_week - timedelta(weeks=1), "study"]),
        reverse("settings"),
        reverse("settings-profile"),
        reverse("settings-nudges"),
        reverse("settings-calendar"),
        reverse("settings-blocks"),
        "/inbox/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/sessions/",
        "/accounts/2fa/",
        "/accounts/logout/",
    ]


def certification_pages(user: User) -> list[str]:
    """The ledger of somebody who holds, passed, studies, plans, let go, and pays."""
    proven, unproven = Credential.objects.for_user(user).order_by("issued_on")
    goals = {goal.state: goal.pk for goal in Goal.objects.for_user(user)}
    studied = Goal.objects.get(pk=goals["studying"])
    of_goal = ("goal", "goal-exam", "goal-tune", "goal-result", "goal-let-go", "goal-training")
    of_held = ("credential", "credential-change", "credential-renew", "credential-delete")
    return [
        *CATALOGUE,
        reverse("goals"),
        *(reverse("goal", args=[pk]) for pk in goals.values()),
        *(reverse(name, args=[studied.pk]) for name in of_goal),
        reverse("goal-training-edit", args=[studied.pk, studied.trainings.all()[0].pk]),
        reverse("goal-remove", args=[studied.pk]),
        reverse("goal-aim", args=["cks"]),
        reverse("money"),
        reverse("money-exam", args=[studied.pk]),
        reverse("money-exam", args=[goals["passed"]]),
        reverse("money-budget"),
        reverse("money-currency"),
        reverse("credentials"),
        *(reverse(name, args=[held.pk]) for held in (proven, unproven) for name in of_held),
        reverse("credential-add"),
        reverse("credential-add") + "?certification=cka",
        reverse("credential-talk", args=[proven.pk, "design"]),
        reverse("credential-talk", args=[unproven.pk, "cost"]),
        reverse("credentials-import"),
        reverse("signals"),
        reverse("pairing", args=[proven.pk]),
        reverse("pairing", args=[unproven.pk]),
    ]


def portfolio_pages(user: User) -> list[str]:
    """The shelf of somebody with a finished case study, a half written one and a first version."""
    cases = list(CaseStudy.objects.for_user(user))
    return [
        *(reverse(name) for name in ("casestudies", "casestudy-start", "tradeoffs", "coverage")),
        reverse("casestudy-start") + "?brief=",
        reverse("casestudy-start") + "?brief=finops-bill-with-owners",
        *(path for case in cases for path in case_pages(case)),
        reverse("mentors"),
    ]


def case_pages(case: CaseStudy) -> list[str]:
    """Everything of one case study."""
    about = ("casestudy", "casestudy-about", "casestudy-delete")
    writing = ("casestudy-write", "casestudy-decisions", "casestudy-headroom")
    adding = ("tradeoff-add", "result-add", "artifacts", "artifact-add")
    reading = ("casestudy-article", "casestudy-story", "casestudy-readme", "casestudy-readers")
    sharing = ("reader-invite", "casestudy-share", "casestudy-share-preview", "casestudy-export")
    names = (*about, *writing, *adding, *reading, *sharing)
    return [
        *(reverse(name, args=[case.pk]) for name in names),
        *(reverse("passage-history", args=[case.pk, slot]) for slot in ("problem", "plain")),
        *(reverse("casenotes", args=[case.pk, slot]) for slot in ("problem", "constraints")),
        *(row_page("tradeoff-change", case, one.pk) for one in case.tradeoffs.all()[:1]),
        *(row_page("result-change", case, one.pk) for one in case.results.all()[:1]),
        *(row_page("result-again", case, one.pk) for one in case.results.all()[:1]),
        *(row_page("artifact-change", case, one.pk) for one in case.artifacts.all()[:1]),
        *(row_page("artifact-remove", case, one.pk) for one in case.artifacts.all()[:1]),
    ]


def row_page(name: str, case: CaseStudy, row: int) -> str:
    return reverse(name, args=[case.pk, row])


TOLD = (
    *("wins", "win-add", "wins-import", "bullets", "bullets-paste", "bullets-try", "position-add"),
    *("skills", "stories", "story-begin", "stakeholders", "stakeholder-add", "stakeholder-tasks"),
    *("narrative", "narrative-write", "narrative-forms", "narrative-share"),
    *("narrative-share-preview", "claims", "claim-write", "same-story", "same-story-paste"),
    *("resume-import", "review", "reading-notes", "settings-capture"),
)
"""What everybody has, whatever they told."""


def story_pages(user: User) -> list[str]:
    """Each thing that somebody told: wins, lines, stories, who has to care, what is claimed."""
    told = Win.objects.for_user(user).told()[0]
    draft = Win.objects.for_user(user).drafts()[0]
    return [
        *(reverse(name, args=[told.pk]) for name in ("win", "win-change", "win-tell")),
        *(reverse(name, args=[told.pk]) for name in ("win-screenshot", "win-delete")),
        reverse("win", args=[draft.pk]),
        reverse("wins") + "?q=cost&period=year",
        reverse("wins") + "?q=nothing+like+it",
        *line_pages(user),
        *telling_pages(user),
        reverse("notes-beside", args=["win", told.pk]),
        reverse("reading-notes") + "?q=cost",
        reverse("review") + "?period=year&audience=promotion",
        reverse("review") + "?period=quarter&audience=review&without=on",
        reverse("review") + "?period=dates&first=2020-01-01&last=2020-02-01&audience=interview",
    ]


def line_pages(user: User) -> list[str]:
    """The résumé's."""
    lines = Bullet.objects.for_user(user)
    rewritten = next(one for one in lines if one.is_rewritten)
    weak = next(one for one in lines if not one.is_rewritten)
    position, skill = Position.objects.for_user(user)[0], Skill.objects.for_user(user)[0]
    return [
        *(reverse("bullet", args=[one.pk]) for one in (rewritten, weak)),
        reverse("bullet", args=[weak.pk]) + "?lane=finops",
        *(reverse(name, args=[position.pk]) for name in ("position-change", "position-delete")),
        reverse("skill-change", args=[skill.pk]),
    ]


def telling_pages(user: User) -> list[str]:
    """Stories, the map, and what is claimed."""
    story = Story.objects.for_user(user)[0]
    who = Stakeholder.objects.for_user(user)[0]
    talk = Conversation.objects.for_user(user)[0]
    result = Result.objects.for_user(user)[0]
    of_story = ("story", "story-write", "story-rehearse", "story-delete")
    of_who = ("stakeholder", "stakeholder-change", "stakeholder-delete", "conversation-add")
    return [
        *(reverse(name, args=[story.pk]) for name in of_story),
        reverse("story-begin") + f"?win={Win.objects.for_user(user).told()[0].pk}",
        *(reverse(name, args=[who.pk]) for name in of_who),
        *(
            reverse(name, args=[talk.pk])
            for name in ("conversation-change", "conversation-follow-up")
        ),
        reverse("wording", args=[who.pk, result.pk]),
        reverse("stakeholder-result", args=[result.pk]),
        *(reverse("claim-change", args=[one.pk]) for one in Claim.objects.for_user(user)),
        reverse("notes-beside", args=["story", story.pk]),
    ]


def one_page_of(user: User) -> NarrativePage:
    """Published, with all of what is usual."""
    levels = {one.key: one.usual.value for one in choosing.fields(known(user))}
    one_page.choose(user, levels)
    draft = one_page.draft(known(user), levels)
    lasts, now = timedelta(days=90), timezone.now()
    accepted = [one.mark for one in draft.remarks]
    published = one_page.publish(
        user, draft, accepted=accepted, lasts=lasts, findable=False, now=now
    )
    return published[0]


def links(user: User) -> list[str]:
    """What somebody without an account opens: a reader at each step, a stranger, a mentor; and what
    each of them finds when the link was taken back, is over, or was cut."""
    case = CaseStudy.objects.for_user(user).finished()[0]
    public, mentor = published(case), a_mentor(user)
    readers = [a_reader(case, step) for step in ("asked", "text", "questions", "done")]
    gone = [published(CaseStudy.objects.for_user(user).unfinished()[0]), a_mentor(user)]
    gone += [a_reader(case, "asked")]
    for link in gone:
        link.revoke(timezone.now())
    late = a_reader(case, "asked", lasts=-timedelta(days=1))
    taken_back = one_page_of(user)
    taken_back.revoke(timezone.now())
    gone.append(taken_back)
    public_names = {Publication: "public-case", Mentor: "mentor-page", Reader: "reader"}
    public_names[NarrativePage] = "public-narrative"
    opened = [
        reverse(public_names[type(one)], args=[one.token])
        for one in (public, mentor, *readers, *gone, late, one_page_of(user))
    ]
    return [*opened, *(reverse(name, args=["cut"]) for name in public_names.values())]


def published(case: CaseStudy) -> Publication:
    """All of what is usual."""
    listing = Listing(CaseStudy.objects.with_passages().get(pk=case.pk))
    levels = {field.key: field.usual.value for field in listing.fields}
    Sharing.objects.update_or_create(case_study=case, defaults={"chosen": levels})
    draft, lasts = publishing.draft(listing, levels), timedelta(days=90)
    now = timezone.now()
    return publishing.publish(case, draft, accepted=(), lasts=lasts, findable=False, now=now)[0]


def a_mentor(user: User) -> Mentor:
    now = timezone.now()
    expires_at = now + timedelta(days=92)
    return Mentor.objects.create(user=user, name="Ines", created_at=now, expires_at=expires_at)


def a_reader(case: CaseStudy, step: str, lasts: timedelta = timedelta(days=14)) -> Reader:
    """Somebody who came that far."""
    now = timezone.now()
    version = case.plain_versions.order_by("-number")[0]
    times = {"created_at": now - timedelta(days=7), "expires_at": now + lasts}
    reader = Reader.objects.create(case_study=case, version=version, name="Rosa", **times)
    if step != "asked":
        ReadingTest.objects.create(
            reader=reader,
            version=version,
            started_at=now,
            read_at=None if step == "text" else now,
            answered_at=now if step == "done" else None,
        )
    return reader


@pytest.fixture
def in_a_demo(
    context: BrowserContext, live_server: Any, catalogue: None
) -> tuple[BrowserContext, User]:
    user = demo.make(timezone.now())
    return sign_in(context, live_server, user), user


def sign_in(context: BrowserContext, live_server: Any, user: User) -> BrowserContext:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["session"].value
    context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    return context


SEEN: tuple[tuple[int, Literal["dark", "light"]], ...] = ((390, "dark"), (1280, "light"))


def see(page: Page, width: int, scheme: Literal["dark", "light"]) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def fits(page: Page, width: int) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than {width}"
    assert_accessible(page)


def look(page: Page, url: str) -> int:
    """The page at 390 and 1280 pixels, light and dark; its status."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    see(page, *SEEN[0])
    answer = page.goto(url)
    assert answer is not None
    assert answer.status < 500, url
    for width, scheme in SEEN:  # turned and lit anew as it stands: loading it again shows no more
        see(page, width, scheme)
        fits(page, width)
    gone = ("404 (Not Found)", "410 (Gone)")
    unexpected = [line for line in said if not any(status in line for status in gone)]
    assert not unexpected, (url, unexpected)
    return answer.status


def test_every_page_of_a_visitor(page: Page, live_server: Any) -> None:
    for path in VISITOR:
        look(page, live_server.url + path)


def test_every_page_of_a_visitor_with_evidence(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + reverse("audit"))
    page.get_by_role("button", name="Try it with six sample postings").click()
    page.goto(live_server.url + reverse("painkiller-question", args=["strengths"]))
    page.get_by_role("checkbox").first.check()
    page.locator("main .primary").click()
    page.goto(live_server.url + reverse("proof"))
    page.locator("textarea").fill("Run six Kubernetes clusters on AWS with Terraform.")
    page.get_by_role("button", name="Read it").click()
    page.goto(live_server.url + reverse("incidents"))
    page.get_by_role("button", name="Cloud spend", exact=True).click()
    visitor = Posting.objects.exclude(visitor="")[0].visitor
    for path in evidence_pages(Owner(visitor=visitor)):
        look(page, live_server.url + path)


def test_every_page_of_somebody_who_chose_on_evidence(
    in_a_demo: tuple[BrowserContext, User], live_server: Any
) -> None:
    context, user = in_a_demo
    page = context.new_page()
    for path in [*evidence_pages(Owner(user=user)), *decision_pages(user)]:
        look(page, live_server.url + path)


def test_every_page_of_somebody_in_month_four(
    in_a_demo: tuple[BrowserContext, User], live_server: Any
) -> None:
    context, user = in_a_demo
    feed.make(user, timezone.now())
    page = context.new_page()
    for path in demo_pages(user):
        look(page, live_server.url + path)


def test_every_page_of_somebody_with_certifications(
    in_a_demo: tuple[BrowserContext, User], live_server: Any
) -> None:
    context, user = in_a_demo
    page = context.new_page()
    for path in certification_pages(user):
        look(page, live_server.url + path)


def test_every_page_of_somebody_with_case_studies(
    in_a_demo: tuple[BrowserContext, User], live_server: Any
) -> None:
    context, user = in_a_demo
    a_mentor(user)
    page = context.new_page()
    for path in portfolio_pages(user):
        look(page, live_server.url + path)


def test_every_page_of_somebody_who_tells_it(
    in_a_demo: tuple[BrowserContext, User], live_server: Any
) -> None:
    context, user = in_a_demo
    page = context.new_page()
    own.make(user, timezone.now())
    one_page_of(user)
    for name in TOLD:
        assert look(page, live_server.url + reverse(name)) == 200, name


def test_every_page_of_what_is_told(
    in_a_demo: tuple[BrowserContext, User], live_server: Any
) -> None:
    context, user = in_a_demo
    page = context.new_page()
    for path in story_pages(user):
        assert look(page, live_server.url + path) == 200, path


def test_every_page_of_a_reader_a_stranger_and_a_mentor(
    page: Page, live_server: Any, catalogue: None
) -> None:
    user = demo.make(timezone.now())
    for path in links(user):
        look(page, live_server.url + path)


CSV = """name,issuer,issued on,expires on,number
Certified Kubernetes Administrator,The Linux Foundation,2026-03-01,2028-03-01,LF-1
A certificate with a very long name that nobody else has ever heard of before,Somebody,,,
Turned round,Somebody,2026-03-01,2025-03-01,
"""


def test_the_preview_of_a_file_of_certifications(
    in_a_demo: tuple[BrowserContext, User], live_server: Any
) -> None:
    page = in_a_demo[0].new_page()
    page.goto(live_server.url + reverse("credentials-import"))
    for width, scheme in SEEN:
        see(page, width, scheme)
        page.goto(live_server.url + reverse("credentials-import"))
        page.locator("input[type=file]").set_input_files(
            {"name": "held.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
        )
        page.locator("main .primary").click()
        page.get_by_text("Certified Kubernetes Administrator").first.wait_for()
        fits(page, width)


PASTED = {
    "wins-import": "a1b2c3d Cut the nightly run from 4 h to 25 min for support\n9f8e7d6 Fix typo\n",
    "bullets-paste": "Experience\nCloud engineer, Fernlicht Software\n2021 – now\n"
    "- Managed AWS and Kubernetes clusters\n- Cut cost by 31 % for finance, from $90,000\n",
    "resume-import": '{"basics": {"name": "Dana"}, "odd": 1, "work": [{"name": "Fernlicht", '
    '"position": "Engineer", "startDate": "2021-04", "highlights": ["Managed AWS"]}]}',
}
"""What is pasted, by the page it is pasted into."""


@pytest.mark.parametrize("name", PASTED)
def test_the_preview_of_a_text_that_was_pasted(
    name: str, in_a_demo: tuple[BrowserContext, User], live_server: Any
) -> None:
    page = in_a_demo[0].new_page()
    page.goto(live_server.url + reverse(name))
    page.locator("main textarea[name=text]").fill(PASTED[name])
    page.locator("main .primary").click()
    page.locator("main input[type=checkbox]").first.wait_for()
    for width, scheme in SEEN:
        see(page, width, scheme)
        fits(page, width)


def test_every_page_of_somebody_who_just_signed_up(
    context: BrowserContext, live_server: Any
) -> None:
    page = sign_in(context, live_server, person()).new_page()
    settings = ("settings-blocks", "settings-nudges", "settings-calendar")
    choosing = ("painkiller", "audit", "proof", "gaps", "incidents", "depth", "decisions")
    ledger = ("certifications", "goals", "money", "credentials", "signals", "only-one")
    shelf = ("casestudies", "casestudy-start", "tradeoffs", "coverage", "mentors")
    for name in (
        "today",
        "plan",
        "week",
        *settings,
        "lane-choose",
        *choosing,
        *ledger,
        *shelf,
        *TOLD,
    ):
        look(page, live_server.url + reverse(name))


def test_the_year_is_usable_without_javascript(
    browser: Browser, live_server: Any, catalogue: None
) -> None:
    context = browser.new_context(java_script_enabled=False)
    user = demo.make(timezone.now())
    page = sign_in(context, live_server, user).new_page()
    page.goto(live_server.url + reverse("plan-month", args=[5]))
    title = Milestone.objects.for_user(user).filter(month=5)[0].title
    page.get_by_role("button", name=f"Tick: {title}", exact=True).click()
    assert page.get_by_role("button", name=f"Done: {title}. Untick", exact=True).is_visible()
    page.get_by_role("button", name=f"Done: {title}. Untick", exact=True).press("Enter")
    assert page.get_by_role("button", name=f"Tick: {title}", exact=True).is_visible()
    context.close()


def test_a_case_study_can_be_written_and_read_without_javascript(
    browser: Browser, live_server: Any, catalogue: None
) -> None:
    context = browser.new_context(java_script_enabled=False)
    user = demo.make(timezone.now())
    case = CaseStudy.objects.for_user(user).unfinished()[0]
    page = sign_in(context, live_server, user).new_page()
    page.goto(live_server.url + reverse("casestudy-write", args=[case.pk]))
    page.get_by_label("Lessons", exact=True).fill("Ask the warehouse first.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(live_server.url + reverse("casestudy-article", args=[case.pk]))
    assert page.get_by_text("Ask the warehouse first.").is_visible()
    for path in [*case_pages(case), *links(user)]:
        answer = page.goto(live_server.url + path)
        assert answer is not None
        assert answer.status < 500, path
        assert page.locator("main h1").first.is_visible(), path
    context.close()
