"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path

from roadmap.story.notes import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("notes/", views.notes, name="reading-notes"),
    path("notes/beside/<slug:kind>/<int:pk>/", views.beside, name="notes-beside"),
    path("notes/beside/<slug:kind>/<int:pk>/link/", views.link, name="note-link"),
    path("notes/links/<int:pk>/remove/", views.unlink, name="note-unlink"),
]
