from django.urls import URLPattern, URLResolver, path

from roadmap.lanes.incidents import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.incidents, name="incidents"),
    path("tap/<slug:slug>/", views.tap, name="incidents-tap"),
    path("undo/<slug:slug>/", views.undo, name="incidents-undo"),
    path("table/", views.from_table, name="incidents-import"),
]
