"""What staff see of mail: where it went and what became of it, never what it says."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from delivery import resending
from delivery.models import Mail


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin[Mail]):
    """To look at, and to send one once more. Subjects and texts are their person's: left out."""

    list_display = ["pk", "kind", "to", "state", "reason", "due_at", "ended_at"]
    list_filter = ["state", "kind"]
    search_fields = ["=to"]
    search_help_text = "A whole address."
    ordering = ["-pk"]
    show_full_result_count = False
    fields = [
        "uuid", "kind", "to", "state", "reason", "due_at", "try_at", "attempts", "created_at",
        "ended_at",
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return any(request.user.has_perm(f"delivery.{act}_mail") for act in ("view", "change"))

    def get_urls(self) -> list[URLPattern]:
        resend = self.admin_site.admin_view(self.resend)
        return [
            path("<int:pk>/resend/", resend, name="delivery_mail_resend"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        mail = self.get_object(request, object_id)
        may = mail is not None and _may_resend(request) and resending.may_leave(mail)
        context = {**(extra_context or {}), "may_resend": may}
        return super().change_view(request, object_id, form_url, context)

    def resend(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET asks, POST sends it once more."""
        if not _may_resend(request):
            raise PermissionDenied
        mail = get_object_or_404(Mail, pk=pk)
        if request.method == "POST":
            _send_again(request, mail)
            return redirect("admin:delivery_mail_change", pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Send this mail once more?"),
            "opts": self.opts,
            "mail": mail,
            "may_resend": resending.may_leave(mail),
        }
        return TemplateResponse(request, "admin/delivery/mail/resend.html", context)


def _may_resend(request: HttpRequest) -> bool:
    return request.user.has_perm("delivery.change_mail")


def _send_again(request: HttpRequest, mail: Mail) -> None:
    """Do it, and note who did."""
    assert isinstance(request.user, User)  # noqa: S101 - who is not signed in may not
    was = mail.get_state_display()
    if not resending.send_again(mail, timezone.now()):
        messages.warning(request, _("Nothing was sent: something became of it meanwhile."))
        return
    LogEntry.objects.log_actions(
        request.user.pk,
        Mail.objects.filter(pk=mail.pk),
        CHANGE,
        f"Sent once more; it was {was}.",
        single_object=True,
    )
    messages.success(request, _("It leaves with the next tick."))
