"""What every template may use, without loading it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.template import RequestContext
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from common import metrics

register = template.Library()


@register.simple_tag(takes_context=True)
def current(context: RequestContext, *names: str) -> SafeString | str:
    """``aria-current`` for a link in a navigation.

    ``{% current "plan" %}`` is "page" on the page of that URL name and "true" on the pages below
    it, whose names begin with ``plan-``. Further names are pages below it, too.
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    here = match.url_name if match else None
    if not here:
        return ""
    if here == names[0]:
        return mark_safe(' aria-current="page"')
    if here in names[1:] or here.startswith(f"{names[0]}-"):
        return mark_safe(' aria-current="true"')
    return ""


@register.simple_tag(takes_context=True)
def here(context: RequestContext, *names: str, below: str = "") -> SafeString | str:
    """``aria-current`` for a link in a navigation whose pages' names have nothing in common.

    ``{% here "casestudy" "casestudy-about" %}`` is "page" on the page of the first name and "true"
    on those of the others; "true" too on a page that says it is below the first: ``below``.
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    at = match.url_name if match else None
    if not at:
        return ""
    if at == names[0]:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"') if at in names[1:] or below == names[0] else ""


@register.simple_tag(takes_context=True)
def within(context: RequestContext, url: str, *more: str) -> SafeString | str:
    """``aria-current`` for a link to a whole folder of pages: "page" on ``url`` itself and "true"
    on every page whose address begins with it, or with one of ``more``."""
    request = context.get("request")
    path = request.path if request else ""
    if path == url:
        return mark_safe(' aria-current="page"')
    folders = tuple(filter(None, (url, *more)))
    return mark_safe(' aria-current="true"') if folders and path.startswith(folders) else ""


@register.filter
def figure(value: Decimal | int | None) -> str:
    """``1,168``: a number as people write it; nothing for None."""
    return "" if value is None else metrics.figure(Decimal(value))


@register.filter
def with_unit(value: Decimal | int | None, unit: str) -> str:
    """``$1,168 per month``; nothing for None."""
    return "" if value is None else metrics.with_unit(Decimal(value), unit)


def _units() -> list[str]:
    return [
        gettext("none"), gettext("one"), gettext("two"), gettext("three"), gettext("four"),
        gettext("five"), gettext("six"), gettext("seven"), gettext("eight"), gettext("nine"),
        gettext("ten"), gettext("eleven"), gettext("twelve"),
    ]  # fmt: skip


@register.filter
def in_currency(value: Decimal | None, currency: str) -> str:
    """``€445.50``: an amount of money; nothing for None."""
    return "" if value is None else metrics.money(value, currency)


@register.filter
def words(value: Any) -> str:
    """Numbers up to twelve in words, as in ``Four of eleven``; larger ones in figures."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        return str(value)
    names = _units()
    return names[number] if 0 <= number < len(names) else f"{number:,}"


@register.filter
def seconds(value: timedelta) -> str:
    """``41 s``, ``12 min``, ``3 h``: how long, as far as it matters."""
    total = max(0, round(value.total_seconds()))
    if total < 90:
        return gettext("%d s") % total
    minutes = round(total / 60)
    return gettext("%d min") % minutes if minutes < 120 else gettext("%d h") % round(minutes / 60)


@register.filter
@stringfilter
def upfirst(value: str) -> str:
    """The first letter large, the rest as it is."""
    return value[:1].upper() + value[1:]


@register.filter
@stringfilter
def curly(value: str) -> str:
    """Straight quotes as typographic ones: pairs of double ones, and apostrophes."""
    opened = False
    said = []
    for character in value:
        if character != '"':
            said.append(character)
            continue
        said.append("”" if opened else "“")
        opened = not opened
    return "".join(said).replace("'", "’")


_BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
@stringfilter
def browser(user_agent: str) -> str:
    """``Firefox on Linux`` for what a browser says of itself. Its own words are never shown: it may
    say anything, a link too, and mails about the account tell it."""
    name = next((said for mark, said in _BROWSERS if mark in user_agent), "")
    system = next((said for mark, said in _SYSTEMS if mark in user_agent), "")
    if name and system:
        return gettext("%(browser)s on %(system)s") % {"browser": name, "system": system}
    return name or system or gettext("an unknown browser")
