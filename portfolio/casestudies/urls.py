"""Addresses of this topic below /portfolio/."""

from django.urls import URLPattern, URLResolver, path, register_converter

from portfolio.casestudies import history_views, views
from portfolio.casestudies.parts import SlotConverter

register_converter(SlotConverter, "slot")

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/passages/<slot:slot>/", views.save, name="passage-save"),
    path("<int:pk>/history/<slot:slot>/", history_views.history, name="passage-history"),
    path(
        "<int:pk>/history/<slot:slot>/<int:revision>/restore/",
        history_views.restore,
        name="passage-restore",
    ),
]
