"""What strangers see of the one page: field by field, without employers' names, as a copy that
expires and can be taken back."""

import json
import logging
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.logs import WithoutLinks
from portfolio import overview as portfolio
from portfolio.models import CaseStudy, Publication
from roadmap.story.narrative import choosing, publishing
from roadmap.story.narrative.known import known
from roadmap.story.narrative.models import Claim, Narrative, NarrativePage, NarrativeSharing
from tests.roadmap.story.narrative import people

SHARE = "/narrative/share/"
PUBLISH = "/narrative/share/publish/"


def usual(user: User, **more: str) -> dict[str, str]:
    """What the form proposes, as it is kept."""
    return {one.key: one.usual.value for one in choosing.fields(known(user))} | more


def choose(user: User, **more: str) -> None:
    publishing.choose(user, usual(user) | {key.replace("__", "."): v for key, v in more.items()})


def publish(client: Client, user: User) -> tuple[NarrativePage, str]:
    """Published with everything ticked, and what a stranger then reads."""
    made = publishing.draft(known(user), publishing.chosen(user))
    ticks = {one.mark: "on" for one in made.remarks}
    client.post(PUBLISH, {"lasts": "90", **ticks})
    row = NarrativePage.objects.get(user=user, revoked_at=None)
    return row, read(row)


def read(row: NarrativePage) -> str:
    answer = Client().get(reverse("public-narrative", args=[row.token]))
    assert answer.status_code == 200
    assert "session" not in answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_nothing_is_seen_before_something_is_chosen(dana: User, as_dana: Client) -> None:
    people.full(dana)
    page = as_dana.get(SHARE + "preview/").content.decode()
    seen = page.split('class="share-seen"')[1]
    assert "FinOps" in seen
    assert "4,200" not in seen
    assert "Halvorsen" not in seen


def test_what_is_usual_hides_employers_and_their_figures(dana: User, as_dana: Client) -> None:
    people.full(dana)
    Narrative.objects.create(user=dana, problem_space="At Halvorsen Freight, nobody owned it.")
    choose(dana)
    content = publish(as_dana, dana)[1]
    assert "Halvorsen" not in content
    assert "At a freight company, nobody owned it." in content
    assert "Idle share: −37 points" in content
    assert "61" not in content
    assert "$4,200" in content  # of their own lab
    assert "while p95 latency" in content.lower()
    assert "Delft" in content


def test_a_name_that_is_ticked_is_said(dana: User, as_dana: Client) -> None:
    people.full(dana)
    work = dana.positions.get(kind="work")
    choose(dana, **{f"organisation__{work.pk}": "exact"})
    assert "Halvorsen Freight Ltd" in publish(as_dana, dana)[1]


def test_a_figure_that_is_kept_back_is_found_in_words(dana: User, as_dana: Client) -> None:
    study = people.full(dana)
    row = study.results.get(name="Idle share")
    Claim.objects.create(user=dana, case_result=row, text="Idle time fell from 61 % in a month")
    choose(dana, **{f"claim__{Claim.objects.get().pk}": "exact"})
    answer = as_dana.get(SHARE + "preview/").content.decode()
    assert "a figure you keep back" in answer
    refused = as_dana.post(PUBLISH, {"lasts": "90"})
    assert refused.status_code == 200
    assert not NarrativePage.objects.exists()


def test_the_form_asks_for_leave_of_an_employers_figure(dana: User, as_dana: Client) -> None:
    study = people.full(dana)
    idle = study.results.get(name="Idle share")
    answer = as_dana.post(SHARE, {f"level.result.{idle.pk}": "exact"}).content.decode()
    assert "once you tick that they allow it" in answer
    assert not NarrativeSharing.objects.exists()
    sent = {f"level.result.{idle.pk}": "exact", f"leave.result.{idle.pk}": "on"}
    assert as_dana.post(SHARE, sent).status_code == 302
    assert "61" in publish(as_dana, dana)[1]


def test_a_win_counts_as_an_employers(dana: User, as_dana: Client) -> None:
    people.full(dana)
    win = dana.wins.get()
    Claim.objects.create(user=dana, win=win)
    choose(dana)
    content = publish(as_dana, dana)[1]
    assert "Closed the unused accounts at a freight company" in content
    assert "Accounts: −31 %" in content
    assert "140" not in content


def test_a_proof_is_linked_where_strangers_may_open_it(dana: User, as_dana: Client) -> None:
    study = people.full(dana)
    choose(dana)
    content = publish(as_dana, dana)[1]
    assert study.title not in content
    assert "/portfolio/" not in content
    public = published(study)
    row, content = publish(as_dana, dana)
    assert reverse("public-case", args=[public.token]) in content
    public.revoke(timezone.now())
    assert "/case/" not in read(row)


def published(study: CaseStudy) -> Publication:
    now = timezone.now()
    return Publication.objects.create(
        case_study=study,
        content={"title": study.title, "lane": study.lane},
        published_at=now,
        created_at=now,
        expires_at=now + timedelta(days=9),
    )


def test_writing_on_changes_nothing_in_public_and_deleting_does(
    dana: User, as_dana: Client
) -> None:
    study = people.full(dana)
    choose(dana)
    row = publish(as_dana, dana)[0]
    Narrative.objects.create(user=dana, problem_space="Something new.")
    assert "Something new." not in read(row)
    study.results.get(name="Cloud spend").delete()
    dana.positions.get(kind="work").delete()
    dana.credentials.get().delete()
    content = read(row)
    assert "$4,200" not in content.split("</header>")[1]
    assert "Cloud engineer" not in content
    assert "October" not in content


def test_it_is_taken_back_published_anew_and_expires(dana: User, as_dana: Client) -> None:
    people.full(dana)
    choose(dana)
    row = publish(as_dana, dana)[0]
    address = reverse("public-narrative", args=[row.token])
    assert publish(as_dana, dana)[0].token == row.token
    NarrativePage.objects.update(expires_at=timezone.now() - timedelta(days=1))
    over = Client().get(address)
    assert (over.status_code, "time is over" in over.content.decode()) == (410, True)
    as_dana.post("/narrative/share/unpublish/")
    gone = Client().get(address)
    assert (gone.status_code, "took this page back" in gone.content.decode()) == (410, True)
    assert publish(as_dana, dana)[0].token != row.token
    assert Client().get("/known-for/nonsense/").status_code == 404


def test_search_engines_list_it_only_where_they_may(dana: User, as_dana: Client) -> None:
    people.full(dana)
    choose(dana)
    row = publish(as_dana, dana)[0]
    address = reverse("public-narrative", args=[row.token])
    assert "noindex" in Client().get(address)["X-Robots-Tag"]
    NarrativePage.objects.update(findable=True)
    assert "X-Robots-Tag" not in Client().get(address)


def test_the_copy_holds_nothing_that_is_hidden(dana: User, as_dana: Client) -> None:
    study = people.full(dana)
    Narrative.objects.create(user=dana, contact="dana@example.org", about="secret about")
    idle = study.results.get(name="Idle share")
    choose(dana, **{f"result__{idle.pk}": "hidden", "name": "hidden"})
    kept = json.dumps(publish(as_dana, dana)[0].content)
    for words in ("Idle share", "dana@example.org", "secret about", "Dana", "Halvorsen", "2027"):
        assert words not in kept


def test_logs_keep_the_address_short() -> None:
    said = "GET /known-for/abcdefghijklmnop:xyz/ 200"
    record = logging.LogRecord("x", logging.INFO, "f", 1, said, None, None)
    WithoutLinks().filter(record)
    assert record.getMessage() == "GET /known-for/…/ 200"


def test_others_cannot_publish_for_somebody(dana: User, as_eve: Client, client: Client) -> None:
    people.full(dana)
    choose(dana)
    as_eve.post(PUBLISH, {"lasts": "90"})
    assert not NarrativePage.objects.filter(user=dana).exists()
    anonymous: Any = client.get(SHARE)
    assert anonymous.status_code == 302


def test_a_name_that_hides_between_marks_is_taken_out_too() -> None:
    names = [("Halvorsen Freight Ltd", "a shipper"), ("Nobody AG", "")]
    unnaming = portfolio.Unnaming(names)
    for text in (
        "At Halvorsen Freight we",
        "At HALVORSEN-FREIGHT LTD we",
        "At Halv**orsen** Freight we",
        "At Halvorsen\u200bFreight we",
    ):
        assert unnaming.without(text) == "At a shipper we"
    assert unnaming.without("See https://halvorsen%2Dfreight.example/x now") == "See  now"
    assert unnaming.without("At a port we") == "At a port we"
    assert unnaming.found == ["Halvorsen Freight Ltd"]
