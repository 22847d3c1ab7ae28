"""The ledger of certifications: each topic brings its own addresses."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("goals/", include("certifications.goals.urls")),
    path("money/", include("certifications.money.urls")),
    path("held/", include("certifications.held.urls")),
    path("", include("certifications.catalogue.urls")),
]
