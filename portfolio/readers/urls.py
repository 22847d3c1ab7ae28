"""Addresses of this topic below /portfolio/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

public: list[URLPattern | URLResolver] = []
"""What somebody without an account opens."""
