"""Outcomes are proposed, claimed, worded, put in order and taken off; without proof they are marked
to their author alone."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmap.story.narrative.models import MOST_CLAIMS, Claim
from tests.roadmap.story.narrative import people

CLAIMS = "/narrative/outcomes/"
NO_PROOF = b"No proof yet."


def said(client: Client, address: str = CLAIMS) -> str:
    return " ".join(client.get(address).content.decode().replace("\u00a0", " ").split())


def test_improvements_wins_and_stories_are_proposed(dana: User, as_dana: Client) -> None:
    people.full(dana)
    page = said(as_dana)
    first = page.index("Idle share: from 61 % to 24 %")
    assert first < page.index("Cloud spend: from $4,200 to $3,000 per month")
    assert page.index("Closed the unused accounts") < page.index("The bill nobody owned")


def test_what_is_ticked_stands_on_the_page_with_its_proof(dana: User, as_dana: Client) -> None:
    study = people.full(dana)
    spend = study.results.get(name="Cloud spend")
    answer = as_dana.post(CLAIMS + "add/", {"ref": f"case_result.{spend.pk}"}, follow=True)
    assert "One outcome more on the page." in answer.content.decode()
    page = said(as_dana, "/narrative/")
    assert "Cloud spend: from $4,200" in page
    assert "Idle share" not in page.split("</article>")[0]
    assert study.title in page


def test_what_is_claimed_is_not_proposed_again(dana: User, as_dana: Client) -> None:
    study = people.full(dana)
    ref = f"case_result.{study.results.get(name='Cloud spend').pk}"
    for _ in range(2):
        as_dana.post(CLAIMS + "add/", {"ref": [ref, ref]})
    assert Claim.objects.for_user(dana).count() == 1
    assert f'value="{ref}"' not in said(as_dana)


def test_nothing_ticked_is_said(as_dana: Client) -> None:
    answer = as_dana.post(CLAIMS + "add/")
    assert answer.status_code == 422
    assert "Tick what you want" in answer.content.decode()


def test_one_without_proof_is_marked_on_the_page_and_not_in_what_is_taken_away(
    dana: User, as_dana: Client
) -> None:
    people.full(dana)
    as_dana.post(CLAIMS + "write/", {"text": "Everybody trusts the bill", "proof": ""})
    assert NO_PROOF in as_dana.get("/narrative/").content
    for address in ("narrative-markdown", "narrative-text"):
        taken = as_dana.get(reverse(address)).content
        assert b"Everybody trusts the bill" in taken
        assert NO_PROOF not in taken
    made = as_dana.post(reverse("narrative-pdf")).content
    assert made.startswith(b"%PDF")


def test_a_proof_is_chosen_later(dana: User, as_dana: Client) -> None:
    study = people.full(dana)
    claim = Claim.objects.create(user=dana, text="The bill has owners")
    address = reverse("claim-change", args=[claim.pk])
    assert NO_PROOF in as_dana.get(address).content
    ref = f"case_result.{study.results.get(name='Cloud spend').pk}"
    as_dana.post(address, {"text": "The bill has owners", "proof": ref})
    claim.refresh_from_db()
    assert claim.case_result is not None
    assert NO_PROOF not in as_dana.get(CLAIMS).content


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"after": None, "measured_on": None}, "is a baseline"),
        ({"after": 5000}, "are no improvement"),
    ],
)
def test_a_result_that_proves_nothing_says_why(
    dana: User, as_dana: Client, fields: dict[str, object], why: str
) -> None:
    found = people.result(people.case(dana), **fields)
    Claim.objects.create(user=dana, case_result=found, text="Cheaper")
    assert why in said(as_dana)


def test_an_empty_outcome_is_refused_and_a_long_one_stays_typed(as_dana: Client) -> None:
    answer = as_dana.post(CLAIMS + "write/", {"text": " ", "proof": ""})
    assert "Write the outcome, or choose what proves it." in answer.content.decode()
    answer = as_dana.post(CLAIMS + "write/", {"text": "x" * 401})
    assert "This has 401 characters; 400 fit." in answer.content.decode()
    assert "x" * 401 in answer.content.decode()


def test_they_go_up_and_down_and_off(dana: User, as_dana: Client) -> None:
    one, two = (Claim.objects.create(user=dana, text=t, place=n) for n, t in enumerate("AB"))
    as_dana.post(reverse("claim-move", args=[two.pk]), {"up": "1"})
    assert [c.text for c in Claim.objects.for_user(dana)] == ["B", "A"]
    as_dana.post(reverse("claim-move", args=[two.pk]), {"up": "1"})
    as_dana.post(reverse("claim-move", args=[two.pk]), {"down": "1"})
    assert [c.text for c in Claim.objects.for_user(dana)] == ["A", "B"]
    as_dana.post(reverse("claim-remove", args=[one.pk]))
    assert [c.text for c in Claim.objects.for_user(dana)] == ["B"]


def test_a_page_carries_so_many(dana: User, as_dana: Client) -> None:
    study = people.full(dana)
    for place in range(MOST_CLAIMS):
        Claim.objects.create(user=dana, text=f"{place}", place=place)
    ref = f"case_result.{study.results.first().pk}"
    assert "Take one out first" in as_dana.post(CLAIMS + "add/", {"ref": ref}).content.decode()
    written = as_dana.post(CLAIMS + "write/", {"text": "One more"})
    assert "Take one out first" in written.content.decode()
    assert Claim.objects.for_user(dana).count() == MOST_CLAIMS


def test_a_deleted_proof_leaves_the_words(dana: User, as_dana: Client) -> None:
    study = people.full(dana)
    spend = study.results.get(name="Cloud spend")
    Claim.objects.create(user=dana, case_result=spend, text="Half the bill")
    Claim.objects.create(user=dana, case_result=study.results.get(name="Idle share"), place=1)
    study.delete()
    assert "Half the bill" in said(as_dana, "/narrative/")
    assert "Its proof was deleted" in said(as_dana)


def test_others_claims_and_others_proofs_are_not_there(
    dana: User, as_dana: Client, eve: User, as_eve: Client
) -> None:
    theirs = people.full(dana)
    claim = Claim.objects.create(user=dana, text="Dana’s")
    for name in ("claim-change", "claim-remove", "claim-move"):
        assert as_eve.post(reverse(name, args=[claim.pk]), {"text": "x"}).status_code == 404
    ref = f"case_result.{theirs.results.first().pk}"
    assert as_eve.post(
        CLAIMS + "add/", {"ref": [ref, "win.x", "user.1", "win.9999999999999999999"]}
    )
    assert not Claim.objects.for_user(eve).exists()
    answer = as_eve.post(CLAIMS + "write/", {"text": "Mine", "proof": ref})
    assert "not there any more" in answer.content.decode()
