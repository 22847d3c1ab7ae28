from django.urls import URLPattern, URLResolver, path

from accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("settings/", views.index, name="settings"),
    path("settings/profile/", views.profile, name="settings-profile"),
]
