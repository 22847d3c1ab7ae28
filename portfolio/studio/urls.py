"""Addresses of this topic below /portfolio/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.studio import writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/write/", writing.write, name="casestudy-write"),
    path("<int:pk>/decisions/", writing.decisions, name="casestudy-decisions"),
]
