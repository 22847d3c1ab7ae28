"""Each topic brings its own addresses."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("roadmap.story.importing.urls")),
    path("", include("roadmap.story.same_story.urls")),
    path("", include("roadmap.story.narrative.urls")),
    path("", include("roadmap.story.review.urls")),
    path("", include("roadmap.story.capture.urls")),
    path("", include("roadmap.story.notes.urls")),
    path("", include("roadmap.story.approaching.urls")),
]
