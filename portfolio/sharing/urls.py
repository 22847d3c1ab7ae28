"""Addresses of this topic below /portfolio/, and those for strangers below /case/."""

from django.urls import URLPattern, URLResolver, path

from portfolio.sharing import export, views
from portfolio.sharing.public import public_case, public_picture

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/share/", views.share, name="casestudy-share"),
    path("<int:pk>/share/preview/", views.preview, name="casestudy-share-preview"),
    path("<int:pk>/share/publish/", views.publish, name="casestudy-publish"),
    path("<int:pk>/share/unpublish/", views.unpublish, name="casestudy-unpublish"),
    path("<int:pk>/export/", export.export, name="casestudy-export"),
    path("<int:pk>/export/README.md", export.as_markdown, name="casestudy-markdown"),
    path("<int:pk>/export/case-study.zip", export.as_zip, name="casestudy-zip"),
    path("<int:pk>/export/case-study.pdf", export.as_pdf, name="casestudy-pdf"),
]

public: list[URLPattern | URLResolver] = [
    path("<str:token>/", public_case, name="public-case"),
    path("<str:token>/<uuid:key>.webp", public_picture, name="public-picture"),
]
"""What somebody without an account opens."""
