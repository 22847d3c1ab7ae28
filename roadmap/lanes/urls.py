"""The public pages."""

from django.urls import URLPattern, URLResolver, path

from roadmap.lanes import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.welcome, name="welcome"),
    path("lanes/", views.index, name="lanes"),
    path("lanes/<lane:lane>/", views.lane, name="lane"),
]
