"""Every text field says where its words come back, and the places it names are there."""

import re

from django.apps import apps
from django.conf import settings
from django.db import models

from config.mode import BASE_DIR

OURS = ("accounts", "certifications", "portfolio", "delivery", "roadmap")
TEXT = (models.CharField, models.TextField, models.JSONField)
PAGE = (BASE_DIR / "docs" / "typing-once.md").read_text()
TYPED, _, NOT_TYPED = PAGE.partition("## What nobody types")
ROWS = [line.split("|") for line in TYPED.splitlines() if line.startswith("| `")]


def text_fields() -> set[str]:
    """Each text field without a closed set of values, as ``app.Model.field``."""
    return {
        f"{app}.{model.__name__}.{field.name}"
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, TEXT) and not field.choices
    }


def named(text: str) -> list[str]:
    return re.findall(r"`(\w+\.[A-Z]\w+\.\w+)`", text)


def test_every_text_field_stands_once_on_the_page() -> None:
    listed = [*(field for row in ROWS for field in named(row[1])), *named(NOT_TYPED)]
    assert sorted(listed) == sorted(text_fields())


def test_what_is_typed_comes_back_in_places_that_are_there() -> None:
    for _, field, asked, comes_back, seen_in, _ in ROWS:
        places = re.findall(r"`([^`]+)`", seen_in)
        assert asked.strip()
        assert comes_back.strip()
        assert places, field
        assert not [place for place in places if not (BASE_DIR / place).exists()], field


def test_the_apps_listed_are_ours() -> None:
    assert set(OURS) | {"common", "config"} >= {
        app for app in settings.INSTALLED_APPS if "." not in app and (BASE_DIR / app).is_dir()
    }
