"""Addresses of this topic below /bullets/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.bullets import pasting, positions, rewriting, skills, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.bullets, name="bullets"),
    path("try/", views.attempt, name="bullets-try"),
    path("paste/", pasting.paste, name="bullets-paste"),
    path("paste/keep/", pasting.keep, name="bullets-paste-keep"),
    path("paste/wins/", pasting.keep_wins, name="bullets-from-wins"),
    path("positions/add/", positions.add, name="position-add"),
    path("positions/<int:pk>/", positions.change, name="position-change"),
    path("positions/<int:pk>/delete/", positions.delete, name="position-delete"),
    path("skills/", skills.skills, name="skills"),
    path("skills/<int:pk>/", skills.change, name="skill-change"),
    path("skills/<int:pk>/delete/", skills.delete, name="skill-delete"),
    path("<int:pk>/", rewriting.rewrite, name="bullet"),
    path("<int:pk>/delete/", views.delete, name="bullet-delete"),
    path("<int:pk>/move/", views.move, name="bullet-move"),
]
