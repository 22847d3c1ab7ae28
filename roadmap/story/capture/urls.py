"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path

from roadmap.story.capture import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("capture/<str:token>/", views.capture, name="capture"),
    path("settings/capture/", views.page, name="settings-capture"),
    path("settings/capture/make/", views.make, name="settings-capture-make"),
    path("settings/capture/revoke/", views.revoke, name="settings-capture-revoke"),
]
