from django.urls import URLPattern, URLResolver, path

from roadmap.lanes.decisions import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.decisions, name="decisions"),
    path("new/", views.decide, name="decide"),
    path("<int:pk>/", views.record, name="decisions-record"),
    path("compare/<int:one>/<int:other>/", views.compare, name="decisions-compare"),
]
