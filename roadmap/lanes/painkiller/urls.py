from django.urls import URLPattern, URLResolver, path

from roadmap.lanes.painkiller import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.start, name="painkiller"),
    path("result/", views.result, name="painkiller-result"),
    path("over/", views.over, name="painkiller-over"),
    path("<slug:slug>/", views.question, name="painkiller-question"),
    path("<slug:slug>/skip/", views.skip, name="painkiller-skip"),
]
