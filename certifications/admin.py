from django.contrib import admin
from django.http import HttpRequest

from certifications.models import Certification


@admin.register(Certification)
class CertificationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """To look at: the facts are the place to change it."""

    list_display = ["name", "slug", "retired_on"]
    search_fields = ["name", "slug", "versions__code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Certification | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Certification | None = None) -> bool:
        return False
