"""Addresses of this topic below /stories/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.stories import rehearsing, views, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.stories, name="stories"),
    path("begin/", views.begin, name="story-begin"),
    path("listen/", writing.listen, name="story-listen"),
    path("<int:pk>/", views.story, name="story"),
    path("<int:pk>/write/", writing.write, name="story-write"),
    path("<int:pk>/rehearse/", rehearsing.rehearse, name="story-rehearse"),
    path("<int:pk>/delete/", views.delete, name="story-delete"),
    path("rehearsals/<int:pk>/remove/", rehearsing.remove, name="rehearsal-remove"),
]
