"""Addresses below /certifications/held/."""

from django.urls import URLPattern, URLResolver, path

from certifications.held import mails, renewing, talks, views
from certifications.held.importing import views as importing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.credentials, name="credentials"),
    path("credentials.csv", views.export, name="credentials-export"),
    path("add/", views.add, name="credential-add"),
    path("import/", importing.choose, name="credentials-import"),
    path("import/keep/", importing.keep, name="credentials-import-keep"),
    path("mails/off/", mails.off, name="renewal-mails-off"),
    path("<int:pk>/", views.credential, name="credential"),
    path("<int:pk>/change/", views.change, name="credential-change"),
    path("<int:pk>/delete/", views.delete, name="credential-delete"),
    path("<int:pk>/renew/", renewing.renew, name="credential-renew"),
    path("<int:pk>/renew/undo/", renewing.undo, name="credential-renew-undo"),
    path("<int:pk>/mails/on/", mails.remind, {"wanted": True}, name="credential-mails-on"),
    path("<int:pk>/mails/off/", mails.remind, {"wanted": False}, name="credential-mails-off"),
    path("<int:pk>/talks/<slug:kind>/", talks.talk, name="credential-talk"),
]
