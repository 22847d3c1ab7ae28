"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path

from roadmap.story.importing import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("narrative/import/", views.choose, name="resume-import"),
    path("narrative/import/keep/", views.keep, name="resume-import-keep"),
]
