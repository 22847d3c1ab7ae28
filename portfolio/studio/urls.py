"""Addresses of this topic below /portfolio/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.studio import headroom, starting, tradeoffs, views, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.casestudies, name="casestudies"),
    path("start/", starting.start, name="casestudy-start"),
    path("tradeoffs/", tradeoffs.tradeoffs, name="tradeoffs"),
    path("<int:pk>/", views.casestudy, name="casestudy"),
    path("<int:pk>/about/", views.about, name="casestudy-about"),
    path("<int:pk>/finish/", views.finish, name="casestudy-finish"),
    path("<int:pk>/reopen/", views.reopen, name="casestudy-reopen"),
    path("<int:pk>/delete/", views.delete, name="casestudy-delete"),
    path("<int:pk>/tradeoffs/add/", tradeoffs.add, name="tradeoff-add"),
    path("<int:pk>/tradeoffs/<int:tradeoff>/", tradeoffs.change, name="tradeoff-change"),
    path("<int:pk>/tradeoffs/<int:tradeoff>/remove/", tradeoffs.remove, name="tradeoff-remove"),
    path("<int:pk>/write/", writing.write, name="casestudy-write"),
    path("<int:pk>/decisions/", writing.decisions, name="casestudy-decisions"),
    path("<int:pk>/headroom/", headroom.worksheet, name="casestudy-headroom"),
]
