from django.urls import URLPattern, URLResolver, path

from roadmap.lanes.depth import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.depth, name="depth"),
    path("<slug:slug>/", views.explain, name="depth-explain"),
]
