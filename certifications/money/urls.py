"""Addresses below /certifications/money/."""

from django.urls import URLPattern, URLResolver, path

from certifications.money import exam_costs, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.money, name="money"),
    path("currency/", views.currency, name="money-currency"),
    path("budget/", views.budget, name="money-budget"),
    path("<int:pk>/", exam_costs.exam_costs, name="money-exam"),
    path("<int:pk>/before/<int:other>/", views.before, name="money-before"),
    path("<int:pk>/lab/", exam_costs.add_lab, name="money-lab"),
    path("labs/<int:pk>/alarm/", exam_costs.alarm, name="money-lab-alarm"),
    path("labs/<int:pk>/off/", exam_costs.off, name="money-lab-off"),
    path("labs/<int:pk>/remove/", exam_costs.remove_lab, name="money-lab-remove"),
]
