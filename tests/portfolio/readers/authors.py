"""What an author does with the pages about their readers, for the tests."""

from django.test import Client
from django.urls import reverse

from portfolio.casestudies.models import CaseStudy


def page(client: Client, study: CaseStudy) -> str:
    return client.get(reverse("casestudy-readers", args=[study.pk])).content.decode()


def invite(client: Client, study: CaseStudy, **fields: str) -> str:
    sent = {"name": "Ines", "role": "product", "days": "14", **fields}
    url = reverse("reader-invite", args=[study.pk])
    return client.post(url, sent, follow=True).content.decode()


def press(client: Client, study: CaseStudy, name: str, pk: int, **fields: str) -> str:
    """A button of the page; what the page says then."""
    url = reverse(name, args=[study.pk, pk])
    return client.post(url, fields, follow=True).content.decode()
