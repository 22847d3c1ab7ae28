"""Addresses of this topic below /portfolio/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.artifacts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/artifacts/", views.artifacts, name="artifacts"),
    path("<int:pk>/artifacts/add/", views.add, name="artifact-add"),
    path("<int:pk>/artifacts/<int:artifact>/", views.change, name="artifact-change"),
    path("<int:pk>/artifacts/<int:artifact>/remove/", views.remove, name="artifact-remove"),
    path("pictures/<uuid:key>.webp", views.picture, name="picture"),
]
