"""What one types about blocks: when they are, what became of them, when the nudge comes."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from common import weeks
from common.inputs import DateInput, WebAddress
from roadmap.cadence.blocks import DEFAULTS, Hour
from roadmap.cadence.checkins import About
from roadmap.cadence.due import DAY, WEEK, Occurrence
from roadmap.cadence.models import Block, CheckIn, Every, For, Rhythm, SkipReason, Weekday, Words
from roadmap.cadence.studying import NOT_FOR_IT, Study
from roadmap.plan import exercises, library
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Bench, Task

WEEKDAY_ERROR = _("Choose a day of the week.")
TIME_ERROR = _("Write a time like 19:00.")
MINUTES_ERROR = _("Between 15 and 600 minutes.")


class ClockField(forms.TimeField):
    """A time of day, to the minute."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Time"))
        messages = {"invalid": TIME_ERROR, "required": TIME_ERROR}
        super().__init__(error_messages=messages, **kwargs)

    def clean(self, value: Any) -> time | None:
        at = super().clean(value)
        return at.replace(second=0, microsecond=0) if at else None


class MinutesField(forms.IntegerField):
    """How long a block is."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Minutes"))
        messages = dict.fromkeys(["invalid", "required", "min_value", "max_value"], MINUTES_ERROR)
        super().__init__(min_value=15, max_value=600, error_messages=messages, **kwargs)


class WeekdayField(forms.TypedChoiceField):
    """A day of the week."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Day"))
        messages = {"invalid_choice": WEEKDAY_ERROR, "required": WEEKDAY_ERROR}
        super().__init__(choices=Weekday.choices, coerce=int, error_messages=messages, **kwargs)


class SetUpForm(forms.Form):
    """Which evenings? Day, time and length of the three blocks, in one go."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, hour in DEFAULTS.items():
            self.fields[f"{kind}_weekday"] = WeekdayField(initial=hour.weekday)
            self.fields[f"{kind}_at"] = ClockField(initial=hour.at)
            self.fields[f"{kind}_minutes"] = MinutesField(initial=hour.minutes)

    def rows(self) -> Iterator[tuple[BlockKind, list[BoundField]]]:
        """Each kind with its three fields."""
        for kind in DEFAULTS:
            yield kind, [self[f"{kind}_{name}"] for name in ("weekday", "at", "minutes")]

    def hours(self) -> dict[BlockKind, Hour]:
        """What was chosen."""
        return {
            kind: Hour(*(self.cleaned_data[f"{kind}_{n}"] for n in ("weekday", "at", "minutes")))
            for kind in DEFAULTS
        }


class BlockForm(forms.ModelForm[Block]):
    """One block's hour, its rhythm, and whether it is on and comes by mail."""

    weekday = WeekdayField()
    at = ClockField()
    minutes = MinutesField()
    how_often = forms.ChoiceField(label=_("How often"))
    mailed = forms.BooleanField(label=_("With mail"), required=False)

    class Meta:
        model = Block
        fields = ["weekday", "at", "minutes", "active"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", kwargs["instance"].kind)
        super().__init__(*args, **kwargs)
        self.monday = weeks.week_of(today)
        often = self.fields["how_often"]
        assert isinstance(often, forms.ChoiceField)  # noqa: S101 - declared above
        often.choices = [
            ("week", _("every week")),
            ("this", _("every second week, this one too")),
            ("next", _("every second week, from the next one")),
        ]
        often.initial = self._rhythm()
        self.fields["mailed"].initial = not self.instance.silenced
        self.order_fields(["weekday", "at", "minutes", "how_often", "active", "mailed"])

    def _rhythm(self) -> str:
        if self.instance.every == Every.WEEK:
            return "week"
        odd = (self.monday - self.instance.anchor).days // 7 % 2
        return "next" if odd else "this"

    def changed_block(self) -> Block:
        """The block as it is wanted, not saved yet."""
        block = self.save(commit=False)
        often = self.cleaned_data["how_often"]
        block.silenced = not self.cleaned_data["mailed"]
        block.every = Every.WEEK if often == "week" else Every.SECOND_WEEK
        if often != self.fields["how_often"].initial:
            block.anchor = self.monday + (WEEK if often == "next" else WEEK * 0)
        return block


WHERE_IT_RETURNS = {
    BlockKind.STUDY: _("Your next study mail begins with this line."),
    BlockKind.LAB: _("Your next lab mail begins with this line, and the next story mail too."),
    BlockKind.STORY: _("It waits for you on the page of your next story block."),
}


SOURCE = CheckIn._meta.get_field("source").max_length


class DoneForm(forms.Form):
    """Two lines, minutes and a day; for a study block, what was read and what of an exam it was
    for. Every one of them may be left as it is."""

    exists_now = forms.CharField(
        label=_("What exists now?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    pick_up = forms.CharField(
        label=_("Where do you pick up?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source = forms.CharField(
        label=_("What did you read?"),
        required=False,
        max_length=SOURCE,
        help_text=_("A book, a page, a chapter: then these lines are a reading note."),
    )
    source_url = WebAddress(label=_("Its address"))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=0,
        max_value=24 * 60,
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], _("A number of minutes, at most 1,440.")
        ),
    )
    done_on = forms.DateField(
        label=_("Done on"),
        widget=DateInput,
        error_messages=dict.fromkeys(["invalid", "required"], _("Write the day like 2027-04-29.")),
    )
    domain = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choose one of the domains in the list.")},
    )
    finished = forms.BooleanField(required=False)
    about = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    was = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        found: Occurrence,
        today: date,
        task: Task | None = None,
        bench: Bench | None = None,
        study: Study | None = None,
        **kwargs: Any,
    ) -> None:
        """``bench`` has the words for the exercise of a block that was answered; ``study`` says
        for which exam its minutes may count."""
        self.found, self.today, self.study = found, today, study
        super().__init__(*args, **kwargs)
        self.initial = {**self._initial(), **self.initial}
        if found.block.kind != BlockKind.STUDY:
            del self.fields["source"], self.fields["source_url"]
        self.fields["pick_up"].help_text = WHERE_IT_RETURNS[BlockKind(found.block.kind)]
        self.fields["done_on"].widget.attrs |= {"max": today.isoformat()}
        self._offer_the_domains()
        self._offer_the_tick(task, bench)

    def _offer_the_domains(self) -> None:
        """What the minutes were for: a domain, the exam as a whole, or something else."""
        field = self.fields["domain"]
        if self.study is None or not isinstance(field, forms.ChoiceField):
            del self.fields["domain"]
            return
        field.label = _("Counts for %(exam)s") % {"exam": self.study.exam}
        field.choices = [
            *((name, name) for name in self.study.domains),
            ("", _("the exam as a whole")),
            (NOT_FOR_IT, _("not for this exam")),
        ]
        self.initial["domain"] = self.study.ready

    def _offer_the_tick(self, task: Task | None, bench: Bench | None) -> None:
        """The box that says what the block was for is done; later, whether it still says so."""
        check_in = self.found.check_in
        if check_in is not None and check_in.is_answered:
            exercise = exercises.exercises().get(check_in.exercise)
            about = About(check_in.exercise, check_in.milestone_id) if exercise else None
            if exercise and bench:
                exercise = bench.filled(exercise)
            label = library.fill(exercise.done_when, {}) if exercise else ""
        else:
            about = About.of(task) if task is not None and task.is_open else None
            label = (task.done_when or task.do) if task is not None else ""
        if about is None:
            if not self.is_bound:  # what was shown before is heard all the same
                del self.fields["finished"], self.fields["about"], self.fields["was"]
            return
        self.fields["finished"].label = label
        self.initial["about"] = str(about)
        self.initial["finished"] = self.initial["was"] = bool(check_in and check_in.finished)

    def _initial(self) -> dict[str, Any]:
        """What is prefilled: the planned minutes and day, or what was said before."""
        check_in = self.found.check_in
        usual = {
            "minutes": self.found.block.minutes,
            "done_on": min(self.found.on, self.today),
        }
        if check_in is None:
            return usual
        said = {
            "exists_now": check_in.exists_now,
            "pick_up": check_in.pick_up,
            "source": check_in.source,
            "source_url": check_in.source_url,
        }
        if check_in.done_on is None:
            return usual | said
        return said | {"minutes": check_in.spent, "done_on": check_in.done_on}

    def clean_done_on(self) -> date:
        day: date = self.cleaned_data["done_on"]
        first = min(self.found.week, self.found.on) - WEEK
        if day > self.today:
            raise ValidationError(_("This day is still to come. Today is the latest."))
        if day < first:
            raise ValidationError(
                _("This block belongs to the week of %(week)s: %(first)s is the earliest."),
                params={
                    "week": formats.date_format(self.found.week, "j F"),
                    "first": formats.date_format(first, "j F Y"),
                },
            )
        return day

    def _read(self) -> tuple[str, str]:
        """What was read, and its address. An address alone is its own name."""
        name = self.cleaned_data.get("source", "")
        address = self.cleaned_data.get("source_url", "")
        if address and not name:
            name = address.partition("://")[2].rstrip("/")[:SOURCE]
        return name, address

    def words(self) -> Words:
        """What was said."""
        data = self.cleaned_data
        source, source_url = self._read()
        return Words(
            on=data["done_on"],
            minutes=data["minutes"],
            exists_now=data["exists_now"],
            pick_up=data["pick_up"],
            study=self._meant(),
            source=source,
            source_url=source_url,
        )

    def _meant(self) -> For | None:
        """What the minutes were for. A form that was opened before there was a goal does not say:
        then it is what stands ready."""
        if self.study is None:
            return None
        is_said = self.add_prefix("domain") in self.data
        return self.study.meant(self.cleaned_data["domain"] if is_said else self.study.ready)

    def ticked(self) -> About | None:
        """What was ticked."""
        if not self.cleaned_data.get("finished"):
            return None
        return About.read(self.cleaned_data["about"])

    def is_unticked(self) -> bool:
        """Whether a tick that was shown is taken back."""
        return bool(self.cleaned_data.get("was")) and not self.cleaned_data.get("finished")


class SkipForm(forms.Form):
    """One of five reasons."""

    reason = forms.ChoiceField(
        choices=SkipReason.choices,
        error_messages=dict.fromkeys(
            ["invalid_choice", "required"], _("Choose one of the five reasons.")
        ),
    )

    def chosen(self) -> SkipReason:
        return SkipReason(self.cleaned_data["reason"])


class MoveForm(forms.Form):
    """Another day before the block's next one, and a time."""

    on = forms.TypedChoiceField(
        label=_("Day"),
        coerce=date.fromisoformat,
        error_messages=dict.fromkeys(
            ["invalid_choice", "required"], _("Choose one of the days in the list.")
        ),
    )
    at = ClockField()

    def __init__(
        self, *args: Any, found: Occurrence, days: list[date], now: datetime, **kwargs: Any
    ) -> None:
        self.found, self.now = found, now
        super().__init__(*args, **kwargs)
        field = self.fields["on"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [(day.isoformat(), formats.date_format(day, "D j M")) for day in days]
        wanted = max(found.on, found.block.user.today(now)) + DAY
        self.initial = {"on": wanted.isoformat(), "at": found.at, **self.initial}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        on, at = data.get("on"), data.get("at")
        if on and at and weeks.instant(on, at, self.found.block.user.zone) <= self.now:
            self.add_error("at", _("This hour has passed. Choose a later one, or another day."))
        return data


class NudgeForm(forms.ModelForm[Rhythm]):
    """When the nudge comes, and whether it keeps to itself what it is about."""

    discreet = forms.BooleanField(
        label=_("Discreet"),
        required=False,
        help_text=_(
            "Mail subjects, the sender's name and calendar titles say only day, time and length."
        ),
    )

    class Meta:
        model = Rhythm
        fields = ["lead", "backs_off", "close_mail"]
        widgets = {"lead": forms.RadioSelect}
        labels = {
            "lead": _("The nudge comes"),
            "backs_off": _("Fewer mails when they go unanswered"),
            "close_mail": _("The month's close by mail"),
        }
        help_texts = {
            "backs_off": _(
                "After three weeks without an answer one mail a week, after six one a month, after "
                "ten a goodbye and none. An answer, a move, a tick or a sign-in brings all of them "
                "back."
            ),
            "close_mail": _(
                "Once a month, in the evening of a day without a block: what stands ready, and one "
                "button."
            ),
        }
