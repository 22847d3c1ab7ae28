"""Addresses of this topic below /portfolio/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.telling import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/preview/<str:slot>/", views.preview, name="passage-preview"),
    path("<int:pk>/read/", views.article, name="casestudy-article"),
    path("<int:pk>/read/story/", views.story, name="casestudy-story"),
    path("<int:pk>/read/readme/", views.readme, name="casestudy-readme"),
]
