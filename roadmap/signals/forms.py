"""What one hands in: what stands beside a credential, and the answers of the chooser."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.models import Budget, Credential
from certifications.overview import only_one
from common.lanes import Lane
from portfolio.models import CaseStudy
from roadmap.plan.forms import LinkField
from roadmap.plan.models import Milestone
from roadmap.signals.models import Pairing

ELSEWHERE = "elsewhere"
CASE = "case-"
"""Before the key of a case study; a milestone's key stands alone."""
ONE_OF_THESE = {
    "required": _("Choose one of these."),
    "invalid_choice": _("Choose one of these."),
}


class PairingForm(forms.Form):
    """A finished case study, a milestone that is done and can be opened, or a write-up that is kept
    elsewhere."""

    use_required_attribute = False  # which fields are asked for depends on what is chosen

    what = forms.ChoiceField(
        label=_("What shows it"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what stands beside it."),
            "invalid_choice": _(
                "This one is not finished, not done, or has no link. Choose another one."
            ),
        },
    )
    title = forms.CharField(
        label=_("What it is called"),
        max_length=200,
        error_messages={
            "required": _("Give it a title: it is how you will find it."),
            "max_length": _("Keep the title to 200 characters."),
        },
    )
    url = LinkField(
        label=_("Where it can be opened"),
        help_text=_("A private page will do, if whoever asks can be let in."),
        error_messages={"required": _("Give its link: proof is what somebody can open.")},
    )
    used = forms.CharField(
        label=_("What of the exam it uses"),
        help_text=_(
            "In a line: “scheduling, RBAC and how to restore etcd”. Your proof sheet counts what "
            "you name."
        ),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Keep it to 300 characters.")},
    )

    def __init__(self, *args: Any, credential: Credential, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.credential = credential
        self.cases = list(_finished(credential))
        self.milestones = list(_free(credential))
        titles = [(f"{CASE}{one.pk}", one.title) for one in self.cases]
        titles += [(str(one.pk), one.title) for one in self.milestones]
        what = cast(forms.ChoiceField, self.fields["what"])
        what.choices = [*titles, (ELSEWHERE, _("A write-up elsewhere"))]
        elsewhere = not self.is_bound or self.data.get("what") == ELSEWHERE
        for name in ("title", "url"):
            self.fields[name].required = elsewhere

    def save(self) -> Pairing:
        """Put it beside the credential; the same one twice is once."""
        given = self.cleaned_data
        if given["what"] == ELSEWHERE:
            return Pairing.objects.create(
                credential=self.credential,
                title=given["title"],
                url=given["url"],
                used=given["used"],
            )
        what = self._chosen(given["what"])
        return Pairing.objects.update_or_create(
            credential=self.credential, **what, defaults={"used": given["used"]}
        )[0]

    def _chosen(self, what: str) -> dict[str, Any]:
        if what.startswith(CASE):
            of_key = {f"{CASE}{one.pk}": one for one in self.cases}
            return {"case_study": of_key[what]}
        return {"milestone": next(one for one in self.milestones if str(one.pk) == what)}


def _finished(credential: Credential) -> Sequence[CaseStudy]:
    """Their finished case studies that do not stand beside this credential yet."""
    mine = CaseStudy.objects.for_user(credential.user).finished()
    return list(mine.exclude(pairings__credential=credential).order_by("-finished_on", "-pk"))


def _free(credential: Credential) -> Sequence[Milestone]:
    """Their milestones that show something and do not stand beside this credential yet."""
    done = Milestone.objects.for_user(credential.user).showing()
    return list(done.exclude(pairings__credential=credential).order_by("-done_on", "-pk"))


class OnlyOneForm(forms.Form):
    """Market, experience, money and weeks. ``budget`` says in which currency somebody pays; a
    visitor ticks what they hold, a person's credentials are known."""

    lane = forms.ChoiceField(label=_("Lane"), choices=Lane.choices, error_messages=ONE_OF_THESE)
    market = forms.ChoiceField(
        label=_("The cloud your market runs on"),
        help_text=_("We have no figures by region. The postings you would answer say it best."),
        choices=only_one.Market.choices,
        initial=only_one.Market.UNKNOWN,
        error_messages=ONE_OF_THESE,
    )
    industry = forms.ChoiceField(
        label=_("Who you would work for"),
        choices=only_one.Industry.choices,
        initial=only_one.Industry.ANY,
        error_messages=ONE_OF_THESE,
    )
    money = forms.DecimalField(
        label=_("Money"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(1_000_000),
        decimal_places=2,
        error_messages={
            "min_value": _("Money is zero or more. Leave it empty for no limit."),
            "max_value": _("That is more than any exam costs. Leave it empty for no limit."),
            "invalid": _("Write it as a number, such as 350. Leave it empty for no limit."),
        },
    )
    weeks = forms.IntegerField(
        label=_("Weeks until the exam"),
        initial=26,
        min_value=1,
        max_value=104,
        error_messages={
            "required": _("Say how many weeks you have."),
            "min_value": _("A week is the least."),
            "max_value": _("Two years are the most: prices and exams change sooner than that."),
            "invalid": _("Write the weeks as a whole number, such as 26."),
        },
    )
    hours = forms.DecimalField(
        label=_("Hours of study a week"),
        initial=Decimal(4),
        min_value=Decimal("0.5"),
        max_value=Decimal(60),
        decimal_places=2,
        error_messages={
            "required": _("Say how many hours a week you study."),
            "min_value": _("Half an hour a week is the least."),
            "max_value": _("More than 60 hours a week is no plan."),
            "invalid": _("Write the hours as a number, such as 3.5."),
        },
    )
    held = forms.MultipleChoiceField(
        label=_("You hold"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("We do not know one of these. Tick them again.")},
    )

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.budget = Budget.objects.filter(user=user).first() if user else None
        self.fields["money"].label = _("Money, in %(currency)s") % {"currency": self.currency}
        if self.budget and self.currency != "USD":
            self.fields["money"].help_text = _(
                "List prices are in US dollars. At your rate one costs %(rate)s %(currency)s."
            ) % {"rate": f"{self.budget.usd_rate.normalize():f}", "currency": self.currency}
        for ground in only_one.Ground:
            self.fields[f"at_{ground.value}"] = forms.TypedChoiceField(
                label=ground.label,
                choices=only_one.Hands.choices,
                required=False,
                empty_value="0",
                initial=0,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose none, some or daily.")},
            )
        if user:
            del self.fields["held"]
        else:
            needed = {o.slug: o for lane in Lane for o in only_one.prerequisites(lane)}
            named = sorted((one.title, slug) for slug, one in needed.items())
            held = cast(forms.MultipleChoiceField, self.fields["held"])
            held.choices = [(slug, title) for title, slug in named]

    @property
    def currency(self) -> str:
        return self.budget.currency if self.budget else "USD"

    @property
    def grounds(self) -> list[forms.BoundField]:
        """The fields of what somebody did with their own hands."""
        return [self[f"at_{ground.value}"] for ground in only_one.Ground]

    def answers(self, held: frozenset[str]) -> only_one.Answers:
        """What was said, as the ranking takes it. Money is reckoned back to US dollars."""
        given = self.cleaned_data
        usd = given["money"]
        if usd is not None and self.budget:
            usd = usd / self.budget.usd_rate
        return only_one.Answers(
            lane=Lane(given["lane"]),
            market=only_one.Market(given["market"]),
            industry=only_one.Industry(given["industry"]),
            hands={one: only_one.Hands(int(given[f"at_{one.value}"])) for one in only_one.Ground},
            usd=usd,
            weeks=given["weeks"],
            hours_a_week=given["hours"],
            held=held | frozenset(given.get("held", ())),
        )
