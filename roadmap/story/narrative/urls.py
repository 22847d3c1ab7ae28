"""Addresses of this topic."""

from django.urls import URLPattern, URLResolver, path, re_path

from roadmap.story.narrative import claims, public, sharing, taking, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("narrative/", views.narrative, name="narrative"),
    path("narrative/write/", views.write, name="narrative-write"),
    path("narrative/forms/", views.forms, name="narrative-forms"),
    re_path(
        r"^narrative/forms/(?P<name>headline|about|spoken)/made/$",
        views.reset,
        name="narrative-form-made",
    ),
    path("narrative/outcomes/", claims.claims, name="claims"),
    path("narrative/outcomes/add/", claims.add, name="claim-add"),
    path("narrative/outcomes/write/", claims.write, name="claim-write"),
    path("narrative/outcomes/<int:pk>/", claims.change, name="claim-change"),
    path("narrative/outcomes/<int:pk>/remove/", claims.remove, name="claim-remove"),
    path("narrative/outcomes/<int:pk>/move/", claims.move, name="claim-move"),
    path("narrative/one-page.pdf", taking.as_pdf, name="narrative-pdf"),
    path("narrative/one-page.md", taking.as_markdown, name="narrative-markdown"),
    path("narrative/one-page.txt", taking.as_text, name="narrative-text"),
    path("narrative/resume.json", taking.as_json, name="narrative-json"),
    path("narrative/share/", sharing.share, name="narrative-share"),
    path("narrative/share/preview/", sharing.preview, name="narrative-share-preview"),
    path("narrative/share/publish/", sharing.publish, name="narrative-publish"),
    path("narrative/share/unpublish/", sharing.unpublish, name="narrative-unpublish"),
    path("known-for/<str:token>/", public.public_narrative, name="public-narrative"),
]
