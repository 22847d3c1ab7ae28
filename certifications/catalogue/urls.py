"""Addresses below /certifications/."""

from django.urls import URLPattern, URLResolver, path

from certifications.catalogue import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.certifications, name="certifications"),
    path("exams/<slug:slug>/", views.certification, name="certification"),
    path("<lane:lane>/", views.lane_ladder, name="ladder"),
]
