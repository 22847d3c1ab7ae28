"""Addresses of this topic below /portfolio/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.casestudies import history_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/passages/<str:slot>/", views.save, name="passage-save"),
    path("<int:pk>/history/<str:slot>/", history_views.history, name="passage-history"),
    path(
        "<int:pk>/history/<str:slot>/<int:revision>/restore/",
        history_views.restore,
        name="passage-restore",
    ),
]
