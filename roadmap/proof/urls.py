"""The proof sheet and the gaps."""

from django.urls import URLPattern, URLResolver, path

from roadmap.proof import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("proof/", views.proof, name="proof"),
    path("proof/resume/", views.resume, name="proof-resume"),
    path("proof/resume/delete/", views.resume_delete, name="proof-resume-delete"),
    path("proof/<int:pk>/", views.posting, name="proof-posting"),
    path("gaps/", views.gaps, name="gaps"),
    path("gaps/rate/", views.rate, name="gaps-rate"),
    path("gaps/<slug:skill>/plan/", views.plan, name="gaps-plan"),
]
