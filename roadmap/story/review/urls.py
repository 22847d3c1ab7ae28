"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path

from roadmap.story.review import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("review/", views.review, name="review"),
    path("review/evidence.md", views.as_markdown, name="review-markdown"),
    path("review/evidence.pdf", views.as_pdf, name="review-pdf"),
]
