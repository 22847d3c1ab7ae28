"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("import/", include("portfolio.wins.importing.urls")),
]
