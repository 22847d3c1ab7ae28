"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path

from roadmap.casenotes import covering, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("portfolio/coverage/", covering.coverage, name="coverage"),
    path("portfolio/<int:pk>/notes/<str:slot>/", views.notes, name="casenotes"),
]
