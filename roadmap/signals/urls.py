"""Signal and proof, and which certification to pay for: pages of two floors."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
