"""The addresses others rely on, what each page carries in its headers, and that looking is free."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.lanes import Lane
from roadmap import demo

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/accounts/signup/", "/accounts/login/", "/lanes/"]
PUBLIC += [f"/lanes/{lane.value}/" for lane in Lane]
PUBLIC += ["/lanes/test/", "/lanes/test/problems/", "/lanes/test/over/", "/lanes/incidents/"]
PUBLIC += ["/lanes/audit/", "/lanes/audit/delete/", "/lanes/proof/", "/lanes/gaps/"]
PUBLIC += ["/certifications/", "/certifications/exams/cka/", "/certifications/only-one/"]
PUBLIC += [f"/certifications/{lane.value}/" for lane in Lane]
PRIVATE = ["/today/", "/plan/", "/plan/1/", "/plan/12/", "/week/", "/settings/"]
PRIVATE += ["/plan/metric/", "/settings/nudges/", "/settings/blocks/", "/settings/profile/"]
PRIVATE += ["/settings/calendar/"]
PRIVATE += ["/lanes/decisions/", "/lanes/depth/", "/lanes/depth/finops-spare-or-tune/"]
PRIVATE += ["/certifications/goals/", "/certifications/money/", "/certifications/money/budget/"]
PRIVATE += ["/certifications/money/currency/", "/certifications/held/", "/certifications/held/add/"]
PRIVATE += ["/certifications/held/import/", "/certifications/proof/"]
PRIVATE += ["/portfolio/", "/portfolio/start/", "/portfolio/tradeoffs/", "/portfolio/coverage/"]
PRIVATE += ["/settings/mentors/"]
PRIVATE += [
    "/wins/",
    "/wins/add/",
    "/wins/import/",
    "/bullets/",
    "/bullets/paste/",
    "/bullets/try/",
]
PRIVATE += ["/stories/", "/stories/begin/", "/stakeholders/", "/stakeholders/add/", "/notes/"]
PRIVATE += ["/narrative/", "/narrative/write/", "/narrative/outcomes/", "/narrative/forms/"]
PRIVATE += ["/narrative/share/", "/narrative/import/", "/narrative/same-story/", "/review/"]
PRIVATE += ["/settings/capture/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_visitor_reads_a_public_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", PRIVATE)
def test_a_visitor_is_sent_to_sign_in_and_comes_back(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", ["/lanes/cobol/", "/plan/0/", "/plan/13/"])
def test_what_never_is_has_no_page(as_dana: Client, path: str) -> None:
    assert as_dana.get(path).status_code == 404


@pytest.mark.once
def test_every_link_leads_somewhere(as_dana: Client) -> None:
    found = {}
    for path in [*PUBLIC, *PRIVATE]:
        page = as_dana.get(path, follow=True).content.decode()
        found |= dict.fromkeys(re.findall(r'href="(/[^"#?]*)', page), path)
    links = {link: path for link, path in found.items() if not link.startswith("/static/")}
    assert len(links) > 100
    dead = {link: path for link, path in links.items() if as_dana.get(link).status_code >= 400}
    assert not dead


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_carries_a_strict_policy(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for rule in (
        "default-src 'none'",
        "script-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    ):
        assert rule in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_no_cache_keeps_a_private_page(as_dana: Client) -> None:
    assert "no-store" in as_dana.get("/settings/").headers["Cache-Control"]


def test_looking_at_every_page_writes_nothing(client: Client, catalogue: None) -> None:
    user = demo.make(timezone.now())
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for path in [*PUBLIC, *PRIVATE]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path, follow=True).status_code == 200
            client.head(path)
        writes = [
            query["sql"]
            for query in queries
            if query["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
            and '"cache"' not in query["sql"]  # the rate limit of the sign-up page
        ]
        assert not writes, (path, writes)
