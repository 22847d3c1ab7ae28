"""Addresses below /wins/import/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.wins.importing import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.choose, name="wins-import"),
    path("keep/", views.keep, name="wins-import-keep"),
]
