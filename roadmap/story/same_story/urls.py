"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path

from roadmap.story.same_story import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("narrative/same-story/", views.same_story, name="same-story"),
    path("narrative/same-story/paste/", views.paste, name="same-story-paste"),
    path("narrative/same-story/forget/", views.forget, name="same-story-forget"),
    path("narrative/same-story/waive/", views.waive, name="same-story-waive"),
    path("narrative/same-story/unwaive/", views.unwaive, name="same-story-unwaive"),
]
