"""Addresses of this topic below /portfolio/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.results import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/results/add/", views.add, name="result-add"),
    path("<int:pk>/results/<int:result>/", views.change, name="result-change"),
    path("<int:pk>/results/<int:result>/again/", views.again, name="result-again"),
    path("<int:pk>/results/<int:result>/remove/", views.remove, name="result-remove"),
]
