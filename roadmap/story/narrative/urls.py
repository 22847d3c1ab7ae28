"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path

from roadmap.story.narrative import json_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("narrative/resume.json", json_views.narrative_json, name="narrative-json"),
]
