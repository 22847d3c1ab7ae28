from django.urls import URLPattern, URLResolver, path, register_converter

from delivery.inbox import views
from delivery.inbox.kept import FileNameConverter

register_converter(FileNameConverter, "eml")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.inbox, name="inbox"),
    path("<eml:name>/", views.message, name="inbox-message"),
    path("<eml:name>/html/", views.message_html, name="inbox-html"),
]
