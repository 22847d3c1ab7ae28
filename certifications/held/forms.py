"""What one types about a credential."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from certifications.catalogue.models import Certification
from certifications.held import checking
from certifications.held.models import Credential, TalkThrough
from certifications.held.windows import months_later
from common.inputs import DateInput, WebAddress


class CredentialForm(forms.ModelForm[Credential]):
    """One of the catalogue, or another by its name. An expiry left empty is worked out from the
    catalogue's validity."""

    certification = forms.ModelChoiceField(
        Certification.objects.all(),
        label=_("Of the catalogue"),
        required=False,
        empty_label=_("Another one, by its name"),
        help_text=_("Its validity and its renewal come along."),
    )
    url = WebAddress(label=_("Link to verify it"))

    class Meta:
        model = Credential
        fields = [
            "certification", "name", "issuer", "issued_on", "expires_on", "lasts", "number", "url",
            "renewal_note", "opens_months", "reminded",
        ]  # fmt: skip
        widgets = {"issued_on": DateInput(), "expires_on": DateInput()}
        help_texts = {
            "name": _("Left empty, the catalogue’s."),
            "renewal_note": _("In place of what the catalogue says."),
            "reminded": _("180, 90, 30 and 7 days before it expires."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.worked_out = False
        self.fields["name"].required = False
        self.was = self.instance.expires_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        known = cast(Certification | None, data.get("certification"))
        self._name(data, known)
        issued_on = data.get("issued_on")
        if wrong := checking.issued(issued_on, self.today):
            self.add_error("issued_on", wrong)
        if data.get("lasts"):
            data["expires_on"] = None
        elif not data.get("expires_on") and not self.errors:
            data["expires_on"] = self._expiry(known, issued_on)
        if wrong := checking.expires(data.get("expires_on"), issued_on):
            self.add_error("expires_on", wrong)
        return data

    def _name(self, data: dict[str, Any], known: Certification | None) -> None:
        if known is not None:
            facts = known.facts
            data["name"] = data.get("name") or (facts.title if facts else known.name)
            data["issuer"] = data.get("issuer") or (facts.issuer if facts else "")
        elif not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose one of the catalogue above, or give it a name here."))

    def _expiry(self, known: Certification | None, issued_on: date | None) -> date | None:
        facts = known.facts if known else None
        if facts is None or issued_on is None or not facts.expires or not facts.validity_months:
            return None
        self.worked_out = True
        return months_later(issued_on, facts.validity_months)

    def save(self, commit: bool = True) -> Credential:
        if self.instance.pk is None or self.instance.expires_on != self.was:
            self.instance.expiry_set_on = self.today
        return super().save(commit)


class RenewForm(forms.Form):
    """When it was renewed, and until when it holds now."""

    on = forms.DateField(label=_("Renewed on"), widget=DateInput)
    expires_on = forms.DateField(
        label=_("It now expires on"),
        widget=DateInput,
        required=False,
        help_text=_("Left empty, it does not expire any more."),
    )

    def __init__(self, *args: Any, credential: Credential, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.credential, self.today = credential, today
        self.fields["on"].initial = today
        self.fields["expires_on"].initial = credential.next_expiry(today)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("That day is still to come. Say it once it is renewed."))
        if self.credential.issued_on and day < self.credential.issued_on:
            raise forms.ValidationError(_("It was issued after that day."))
        if wrong := checking.issued(day, self.today):
            raise forms.ValidationError(wrong)
        return day

    def clean_expires_on(self) -> date | None:
        day: date | None = self.cleaned_data["expires_on"]
        before = self.credential.expires_on
        if day and before and day <= before:
            raise forms.ValidationError(
                _("It expires on %(day)s already. A renewal makes that later.")
                % {"day": formats.date_format(before, "j F Y")}
            )
        if wrong := checking.expires(day, self.credential.issued_on):
            raise forms.ValidationError(wrong)
        return day


class TalkForm(forms.ModelForm[TalkThrough]):
    """A talk-through in one's own words; emptied, it is taken out."""

    class Meta:
        model = TalkThrough
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        self.fields["text"].help_text = TalkThrough.Kind(self.instance.kind).asks


class FileForm(forms.Form):
    """The one file that is read in."""

    file = forms.FileField(
        label=_("The file"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.png,.svg,.jwt,.txt"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:
            self.fields["file"].error_messages["required"] = _(
                "The file is larger than two megabytes, and was not read."
            )
