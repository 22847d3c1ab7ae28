"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path

from roadmap.casenotes import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("portfolio/<int:pk>/notes/<str:slot>/", views.notes, name="casenotes"),
]
