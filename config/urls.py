"""Every address. Each app brings its own; what belongs together stands together."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, register_converter

from common.lanes import LaneConverter
from common.weeks import WeekConverter
from config import health, status
from delivery import providers
from roadmap.plan.months import MonthConverter

register_converter(LaneConverter, "lane")
register_converter(WeekConverter, "week")
register_converter(MonthConverter, "month")

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "common.too_much.refused"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("status/", status.page, name="status"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("delivery.urls")),
    path("certifications/", include("roadmap.signals.urls")),
    path("certifications/", include("certifications.urls")),
    path("", include("roadmap.urls")),
    path("", include("portfolio.urls")),
    *providers.mounted(),
]

if settings.MAIL_FOLDER is not None:
    urlpatterns.append(path("inbox/", include("delivery.inbox.urls")))
