from django.urls import URLPattern, URLResolver, path

from roadmap.lanes.audit import posting, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.audit, name="audit"),
    path("add/", views.add, name="audit-add"),
    path("samples/", views.add_samples, name="audit-samples"),
    path("samples/out/", views.remove_samples, name="audit-samples-out"),
    path("delete/", views.delete, name="audit-delete"),
    path("demand.csv", views.export, name="audit-csv"),
    path("<int:pk>/", posting.posting, name="audit-posting"),
    path("<int:pk>/title/", posting.title, name="audit-title"),
    path("<int:pk>/state/", posting.state, name="audit-state"),
    path("<int:pk>/remove/", posting.remove, name="audit-remove"),
]
