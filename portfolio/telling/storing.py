"""Frozen values to JSON and back, with every kind checked on the way in."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
Kept = TypeVar("Kept", bound="DataclassInstance")


def written(value: Any) -> Any:
    """Dataclasses as objects, tuples as lists, decimals and days as strings."""
    if is_dataclass(value):
        return {one.name: written(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [written(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def read(kind: type[Kept], kept: Any) -> Kept:
    """A dataclass of what ``written`` made of one.

    Raises:
        ValueError: it says which key is of the wrong kind, or missing.
    """
    if not isinstance(kept, dict):
        raise ValueError(f"{kind.__name__} is no object")
    hints = _hints(kind)
    found = {}
    for one in fields(kind):
        if one.name in kept:
            found[one.name] = _value(hints[one.name], kept[one.name], one.name)
        elif one.default is MISSING and one.default_factory is MISSING:
            raise ValueError(f"{one.name} is missing")
    return kind(**found)


@cache
def _hints(kind: "type[DataclassInstance]") -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, kept: Any, name: str) -> Any:
    if isinstance(hint, UnionType):
        inner = next(one for one in get_args(hint) if one is not type(None))
        return None if kept is None else _value(inner, kept, name)
    if get_origin(hint) is tuple:
        if not isinstance(kept, list):
            raise ValueError(f"{name} is no list")
        return tuple(_value(get_args(hint)[0], one, name) for one in kept)
    if isinstance(hint, type) and is_dataclass(hint):
        return read(hint, kept)
    if type(kept) is hint:
        return kept
    try:
        return _of_string(hint, kept)
    except (InvalidOperation, ValueError) as error:
        raise ValueError(f"{name} is no {hint.__name__}") from error


def _of_string(hint: type, kept: Any) -> Any:
    """A figure, a day or one of a closed set."""
    if hint is Decimal and isinstance(kept, str) and (number := Decimal(kept)).is_finite():
        return number
    if hint is date and isinstance(kept, str):
        return date.fromisoformat(kept)
    if issubclass(hint, Enum):
        return hint(kept)
    raise ValueError


def mapped(value: Kept, said: Callable[[str], str], stay: frozenset[str]) -> Kept:
    """The same value, each string in it changed by ``said``; fields named in ``stay`` stay."""
    changed = {
        one.name: _mapped(getattr(value, one.name), said, stay)
        for one in fields(value)
        if one.name not in stay
    }
    return replace(value, **changed)


def _mapped(value: Any, said: Callable[[str], str], stay: frozenset[str]) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return said(value)
    if isinstance(value, tuple):
        return tuple(_mapped(one, said, stay) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return mapped(value, said, stay)
    return value
