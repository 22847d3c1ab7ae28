"""Files as people have them. Names and firms are invented."""

import csv
import io
import json
import zipfile
from typing import Any

from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

RESUME = {
    "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
    "basics": {
        "name": "Dana Brandt",
        "label": "Cloud engineer",
        "email": "answers@example.org",
        "url": "https://example.org/dana",
        "summary": "Ten years of platforms.\n\nNow cost.",
        "location": {"city": "Utrecht", "countryCode": "NL"},
        "profiles": [{"network": "Code", "username": "dana", "url": "https://example.com/dana"}],
    },
    "work": [
        {
            "name": "Vestergaard Logistics",
            "position": "Platform engineer",
            "startDate": "2021-04",
            "summary": "Platform for eleven teams.",
            "highlights": ["Cut failed deploys from 12 to 3 a month", "Moved 40 services"],
        },
        {
            "name": "Orsini Bank",
            "position": "Administrator",
            "startDate": "2017",
            "endDate": "2021-03-31",
        },
    ],
    "projects": [{"name": "Idle finder", "description": "Finds idle machines.", "entity": "Own"}],
    "education": [{"institution": "Delft", "studyType": "BSc", "area": "Physics"}],
    "skills": [{"name": "Kubernetes", "level": "Daily", "keywords": ["operators"]}],
    "certificates": [{"name": "CKA", "issuer": "CNCF", "date": "2025-02-10"}],
    "meta": {"version": "v1.0.0"},
}

POSITIONS = [
    ["Company Name", "Title", "Description", "Location", "Started On", "Finished On"],
    ["Vestergaard Logistics", "Platform engineer", "• Cut spend by a fifth\n• Moved 40 services",
     "Utrecht", "Apr 2021", ""],
    ["Orsini Bank", "Administrator", "", "", "2017", "Mar 2021"],
]  # fmt: skip
SKILLS = [["Name"], ["Kubernetes"], ["Terraform"]]
EDUCATION = [
    ["School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities"],
    ["Delft", "2013", "2016", "", "BSc Physics", ""],
]
PROFILE = [
    ["First Name", "Last Name", "Maiden Name", "Birth Date", "Headline", "Summary", "Geo Location",
     "Websites"],
    ["Dana", "Brandt", "", "Jan 1", "Cloud engineer, FinOps", "I cut what idles.\n\nAsk me.",
     "Utrecht, Netherlands", "[COMPANY:https://example.org/dana]"],
]  # fmt: skip
CERTIFICATIONS = [
    ["Name", "Url", "Authority", "Started On", "Finished On", "License Number"],
    ["ITIL Foundation", "", "PeopleCert", "May 2019", "", "77"],
]


def table(rows: list[list[str]], preamble: str = "") -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return (preamble + text.getvalue()).encode()


def export(folder: str = "", **more: bytes) -> bytes:
    """LinkedIn's archive."""
    files = {
        "Positions.csv": table(POSITIONS),
        "Skills.csv": table(SKILLS),
        "Education.csv": table(EDUCATION),
        "Profile.csv": table(PROFILE),
        "Certifications.csv": table(CERTIFICATIONS),
        "messages.csv": b"\xff\xfe not a table \x00",
        **more,
    }
    return zipped({folder + name: data for name, data in files.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def send(client: Client, content: Any, name: str = "resume.json") -> Any:
    """Choose a file: bytes, a text, or values that become JSON."""
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode()
    return client.post(reverse("resume-import"), {"file": SimpleUploadedFile(name, content)})


def paste(client: Client, text: str) -> Any:
    return client.post(reverse("resume-import"), {"text": text})


def keep(client: Client, page: Any, take: list[str] | None = None) -> Any:
    """Confirm what a page shows: by default all of it."""
    wanted = sorted(page.context["look"].keys) if take is None else take
    sent = {"mark": page.context["mark"], "take": wanted}
    return client.post(reverse("resume-import-keep"), sent)


def said(answer: Any) -> str:
    """The page, or what the next one will say."""
    told = [str(one) for one in get_messages(answer.wsgi_request)]
    return " ".join([*told, answer.content.decode()])


def nothing(user: Any) -> bool:
    """Whether nothing of anything was kept."""
    from certifications.models import Credential
    from portfolio.models import Bullet, Position, Skill
    from roadmap.models import Claim, CurrentText, Narrative

    kinds: list[Any] = [Credential, Bullet, Position, Skill, Claim, CurrentText, Narrative]
    return not any(kind.objects.filter(user=user).exists() for kind in kinds)
