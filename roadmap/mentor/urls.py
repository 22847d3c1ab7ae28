"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path

from roadmap.mentor import page, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("settings/mentors/", views.mentors, name="mentors"),
    path("settings/mentors/add/", views.add, name="mentor-add"),
    path("settings/mentors/<int:pk>/revoke/", views.revoke, name="mentor-revoke"),
    path("settings/mentors/<int:pk>/resend/", views.resend, name="mentor-resend"),
    path("mentor/<str:token>/", page.mentor_page, name="mentor-page"),
    path("mentor/<str:token>/answer/", page.mentor_answer, name="mentor-answer"),
]
