"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path

from roadmap.story.approaching import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("stakeholders/tasks/", views.small_tasks, name="stakeholder-tasks"),
]
