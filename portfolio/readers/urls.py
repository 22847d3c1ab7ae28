"""Addresses of this topic: below /portfolio/, and what somebody without an account opens."""

from django.urls import URLPattern, URLResolver, path

from portfolio.readers import public as pages
from portfolio.readers import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/readers/", views.readers, name="casestudy-readers"),
    path("<int:pk>/readers/invite/", views.invite, name="reader-invite"),
    path("<int:pk>/readers/<int:reader>/revoke/", views.revoke, name="reader-revoke"),
    path("<int:pk>/readers/<int:reader>/resend/", views.resend, name="reader-resend"),
    path("<int:pk>/readers/<int:reader>/show/", views.show, name="reader-show"),
    path("<int:pk>/readers/tests/<int:test>/judge/", views.judge, name="reading-judge"),
    path("<int:pk>/readers/tests/<int:test>/clear/", views.clear, name="reading-clear"),
    path("<int:pk>/readers/tests/<int:test>/unclear/", views.unclear, name="reading-unclear"),
]

public: list[URLPattern | URLResolver] = [
    path("<str:token>/", pages.reader, name="reader"),
    path("<str:token>/start/", pages.start, name="reader-start"),
    path("<str:token>/read/", pages.read, name="reader-read"),
    path("<str:token>/answer/", pages.answer, name="reader-answer"),
]
"""Below /reader/."""
