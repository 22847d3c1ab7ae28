"""Addresses of this topic below /wins/."""

from django.urls import URLPattern, URLResolver, include, path

from portfolio.wins import deciding, screenshots, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.wins, name="wins"),
    path("import/", include("portfolio.wins.importing.urls")),
    path("add/", views.add, name="win-add"),
    path("wins.md", deciding.as_markdown, name="wins-export"),
    path("<int:pk>/", views.win, name="win"),
    path("<int:pk>/change/", views.change, name="win-change"),
    path("<int:pk>/tell/", views.tell, name="win-tell"),
    path("<int:pk>/keep/", deciding.keep, name="win-keep"),
    path("<int:pk>/let-be/", deciding.let_be, name="win-let-be"),
    path("<int:pk>/delete/", deciding.delete, name="win-delete"),
    path("<int:pk>/screenshot/", screenshots.screenshot, name="win-screenshot"),
    path("<int:pk>/screenshot/remove/", screenshots.remove, name="win-screenshot-remove"),
    path("screenshots/<uuid:key>.webp", screenshots.picture, name="screenshot"),
]
