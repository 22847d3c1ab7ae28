"""The fields of one case study, made of its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from common.metrics import Direction
from portfolio.artifacts.models import Artifact
from portfolio.casestudies import parts
from portfolio.casestudies.models import CaseStudy, Origin, Tradeoff
from portfolio.results.change import is_percentage, said
from portfolio.results.figures import limit
from portfolio.results.models import Result
from portfolio.sharing.fields import Field, Group, Kind
from portfolio.telling import markdown
from portfolio.telling.disclosure import FORMER

EXCERPT = 140
"""Characters of a text that stand beside its choice."""
READ = 2000
"""Characters of a text that are read for its excerpt."""


@dataclass(frozen=True)
class Listing:
    """The rows of a case study that something can be chosen for. Four queries, however many."""

    case: CaseStudy

    @cached_property
    def tradeoffs(self) -> list[Tradeoff]:
        return list(self.case.tradeoffs.all())

    @cached_property
    def results(self) -> list[Result]:
        return list(self.case.results.all())

    @cached_property
    def artifacts(self) -> list[Artifact]:
        return list(self.case.artifacts.with_pictures())

    @cached_property
    def fields(self) -> list[Field]:
        """In the order of the page."""
        return [
            *self._names(),
            *self._texts(),
            *self._numbers(),
            *self._tradeoffs(),
            *self._artifacts(),
        ]

    def _names(self) -> Iterator[Field]:
        case = self.case
        yield Field("author", Kind.NAME, Group.NAMES, _("Your name"), case.user.name)
        if case.employer:
            yield Field("employer", Kind.NAME, Group.NAMES, _("Your employer"), case.employer)

    def _texts(self) -> Iterator[Field]:
        texts, prompts = self.case.texts, parts.prompts()
        sections = set(parts.Section.values)
        for slot in self.case.slots:
            if slot not in texts or slot == parts.PLAIN:
                continue
            key = f"section.{slot}" if slot in sections else slot
            yield Field(key, Kind.TEXT, Group.WORDS, prompts[slot].title, _excerpt(texts[slot]))
        for prompt in self.case.former:
            key, words = f"{FORMER}{prompt.slug}", _excerpt(texts[prompt.slug])
            label = parts.formerly(prompt)
            yield Field(key, Kind.TEXT, Group.WORDS, label, words, is_former=True)

    def _numbers(self) -> Iterator[Field]:
        for result in self.results:
            key, origin = f"result.{result.pk}", result.origin
            baseline = result.after is None
            words = said(
                result.before,
                result.after,
                result.unit,
                Direction(result.direction),
                result.wanted,
            )
            yield Field(
                key,
                Kind.NUMBER,
                Group.NUMBERS,
                result.name,
                words,
                origin,
                is_baseline=baseline,
                has_zero=0 in (result.before, result.after, result.again),
                in_points=is_percentage(result.unit),
            )
            if result.how:
                label = _("How “%s” was measured") % result.name
                yield Field(f"{key}.how", Kind.TEXT, Group.NUMBERS, label, result.how, origin)
            if (found := limit(result)) is not None:
                label = _("The limit of “%s”") % result.name
                yield Field(
                    f"{key}.limit",
                    Kind.LIMIT,
                    Group.NUMBERS,
                    label,
                    found.said(),
                    origin,
                    has_zero=0 in (found.value, found.after),
                )

    def _tradeoffs(self) -> Iterator[Field]:
        for one in self.tradeoffs:
            label = _("%(chose)s over %(over)s") % {"chose": one.chose, "over": one.over}
            words = _("because %(because)s; gave up %(gave_up)s") % {
                "because": one.because,
                "gave_up": one.gave_up,
            }
            yield Field(f"tradeoff.{one.pk}", Kind.TEXT, Group.TRADEOFFS, label, _short(words))

    def _artifacts(self) -> Iterator[Field]:
        at_work = self.case.origin == Origin.EMPLOYER
        for one in self.artifacts:
            has_picture = hasattr(one, "picture")
            words = [str(one.get_kind_display()), one.url, one.alt if has_picture else ""]
            words.append(_excerpt(one.text))
            yield Field(
                f"artifact.{one.pk}",
                Kind.TEXT,
                Group.ARTIFACTS,
                one.title,
                _short(" · ".join(word for word in words if word)),
                has_picture=has_picture,
                at_work=at_work,
            )


def _excerpt(text: str) -> str:
    return _short(" ".join(markdown.plain(text[:READ]).split()))


def _short(text: str) -> str:
    return Truncator(text).chars(EXCERPT)
