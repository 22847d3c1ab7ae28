"""What becomes of a published page when something is deleted, and of ticks when it is refused."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.artifacts.models import MOST as MOST_ARTIFACTS
from portfolio.casestudies import parts
from portfolio.casestudies.models import CaseStudy, Origin
from portfolio.results.models import MOST as MOST_RESULTS
from portfolio.sharing import checks, publishing
from portfolio.sharing.forms import ShareForm
from portfolio.sharing.listing import Listing
from portfolio.sharing.models import Publication, Sharing
from portfolio.studio.tradeoffs import MOST as MOST_TRADEOFFS
from tests.portfolio.rows import case, result, write
from tests.portfolio.sharing.full import full
from tests.portfolio.studio.rows import artifact, tradeoff

pytestmark = pytest.mark.django_db


def url(name: str, study: CaseStudy) -> str:
    return reverse(name, args=[study.pk])


def published(client: Client, study: CaseStudy) -> Publication:
    """With everything shown that may be."""
    levels = {one.key: "exact" for one in Listing(study).fields}
    Sharing.objects.update_or_create(case_study=study, defaults={"chosen": levels})
    made = publishing.draft(Listing(study), levels)
    ticks = {one.mark: "on" for one in made.remarks}
    sent = {"lasts": "90", "looked": "on", **ticks}
    assert client.post(url("casestudy-publish", study), sent).status_code == 302
    return Publication.objects.get(case_study=study)


def test_what_is_deleted_leaves_the_public_page_at_once(dana: User, as_dana: Client) -> None:
    study = full(dana)
    study.results.update(origin=Origin.LAB)
    address = reverse("public-case", args=[published(as_dana, study).token])
    said = Client().get(address).content.decode()
    for word in ("Markerlabfigure", "markerchose1", "markerartifact1", "Markerworkfigure"):
        assert word in said
    gone = study.results.get(name="Markerlabfigure"), study.tradeoffs.get(chose="markerchose1")
    as_dana.post(reverse("result-remove", args=[study.pk, gone[0].pk]))
    as_dana.post(reverse("tradeoff-remove", args=[study.pk, gone[1].pk]))
    seen = study.artifacts.get(title="markerartifact1")
    as_dana.post(reverse("artifact-remove", args=[study.pk, seen.pk]))
    said = Client().get(address).content.decode()
    for word in ("Markerlabfigure", "markerchose1", "markerartifact1"):
        assert word not in said
    assert "markerchose2" in said
    assert "Markerworkfigure" in said


def test_a_refused_page_can_be_opened_again_and_keeps_its_ticks(
    dana: User, as_dana: Client
) -> None:
    study = case(dana)
    write(study, problem="Ask ops@example.com or boss@example.com.")
    Sharing.objects.create(case_study=study, chosen={"section.problem": "exact"})
    marks = [one.mark for one in publishing.draft(Listing(study), publishing.chosen(study)).remarks]
    assert len(marks) == 2
    here = url("casestudy-publish", study)
    sent = {"lasts": "365", "findable": "on", marks[0]: "on"}
    refused = as_dana.post(here, sent)
    assert refused.status_code == 200
    assert "tick that it may be public" in refused.content.decode()
    again = as_dana.get(here, follow=True)
    assert again.redirect_chain == [(url("casestudy-share-preview", study), 302)]
    form = again.context["form"]
    assert form[marks[0]].value() is True
    assert not form[marks[1]].value()
    assert (form["lasts"].value(), form["findable"].value()) == (365, True)
    assert not Publication.objects.exists()
    as_dana.post(here, sent | {marks[1]: "on"})
    assert Publication.objects.get().findable
    assert "publishing" not in as_dana.session


def test_as_much_as_fits_can_be_chosen_and_published(dana: User) -> None:
    """Django takes a thousand fields of a form."""
    study = case(dana, lane="security", employer="Acme")
    write(study, **{slot.replace(".", "__"): "Words." for slot in study.slots})
    for lane in ("finops", "devops"):
        more = [one.slug for one in parts.evidence(lane)]
        write(study, **{slot.replace(".", "__"): "Words." for slot in more})
    for _ in range(MOST_RESULTS):
        result(study, origin=Origin.EMPLOYER, how="so", limit_what="p95", limit_value=1)
    for _ in range(MOST_TRADEOFFS):
        tradeoff(study)
    for _ in range(MOST_ARTIFACTS):
        artifact(study)
    form = ShareForm(fields=Listing(study).fields, chosen={}, initial={})
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0
    assert len(form.fields) + 1 < most
    assert most > checks.MOST + 5


def test_a_stranger_sees_at_a_glance_what_is_chosen_and_no_more(
    dana: User, as_dana: Client
) -> None:
    study = case(dana)
    row = result(study)
    for level, glance in (("percent", "−90\u00a0%"), ("hidden", "")):
        levels = {f"result.{row.pk}": level}
        Sharing.objects.update_or_create(case_study=study, defaults={"chosen": levels})
        as_dana.post(url("casestudy-publish", study), {"lasts": "90"})
        address = reverse("public-case", args=[Publication.objects.get().token])
        said = Client().get(address).content.decode()
        assert ("article-best" in said) == bool(glance)
        assert glance in said
        assert "25\u00a0min" not in said


def test_a_number_that_turns_out_to_be_an_employers_is_said_to_be_still_public(
    dana: User, as_dana: Client
) -> None:
    study = case(dana)
    row = result(study)
    address = reverse("public-case", args=[published(as_dana, study).token])
    result_form = as_dana.get(reverse("result-change", args=[study.pk, row.pk])).context["form"]
    sent = {one.name: one.value() for one in result_form if one.value() is not None}
    assert (
        as_dana.post(
            reverse("result-change", args=[study.pk, row.pk]), sent | {"origin": "employer"}
        ).status_code
        == 302
    )
    assert "25\u00a0min" in Client().get(address).content.decode()
    shared = as_dana.get(url("casestudy-share", study)).content.decode()
    assert "The public page still shows more than is chosen here: Time to restore." in shared
    as_dana.post(url("casestudy-publish", study), {"lasts": "90"})
    assert "25\u00a0min" not in Client().get(address).content.decode()


def test_no_range_is_offered_that_would_say_that_a_figure_is_0(dana: User, as_dana: Client) -> None:
    study = case(dana)
    row = result(study, limit_what="pages lost", limit_value=5, limit_after=0)
    key = f"result.{row.pk}"
    offered = {one.key: one.levels for one in Listing(study).fields}
    assert "range" in offered[key]
    assert "range" not in offered[f"{key}.limit"]
    study.results.update(after=0)
    Sharing.objects.create(case_study=study, chosen={key: "range", f"{key}.limit": "range"})
    listing = Listing(CaseStudy.objects.get(pk=study.pk))
    made = publishing.draft(listing, publishing.chosen(study))
    assert made.document.figures == ()
    page = as_dana.get(url("casestudy-share", study)).content.decode()
    assert page.count("One of its figures is 0.") == 2
