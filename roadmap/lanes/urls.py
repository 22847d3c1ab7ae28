"""The public pages, and those of choosing."""

from django.urls import URLPattern, URLResolver, include, path

from roadmap.lanes import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.welcome, name="welcome"),
    path("lanes/", views.index, name="lanes"),
    path("lanes/<lane:lane>/", views.lane, name="lane"),
    path("lanes/test/", include("roadmap.lanes.painkiller.urls")),
    path("lanes/audit/", include("roadmap.lanes.audit.urls")),
    path("lanes/incidents/", include("roadmap.lanes.incidents.urls")),
    path("lanes/depth/", include("roadmap.lanes.depth.urls")),
    path("lanes/decisions/", include("roadmap.lanes.decisions.urls")),
]
