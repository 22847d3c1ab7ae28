"""Signal and proof, and which certification to pay for: pages of two floors."""

from django.urls import URLPattern, URLResolver, path

from roadmap.signals import choosing_one, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("only-one/", choosing_one.page, name="only-one"),
    path("proof/", views.signals, name="signals"),
    path("held/<int:pk>/pair/", views.pairing, name="pairing"),
    path("held/<int:pk>/pair/<int:pairing>/remove/", views.take_back, name="pairing-remove"),
]
