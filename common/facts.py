"""A strict reader of fact files: TOML in, frozen dataclasses out, and no benefit of the doubt.

An unknown key, a missing one, a value of another type, a doubled slug or an unknown lane is an
error that names the file and the entry, so that a slip in a fact is found by the first test run.
"""

import dataclasses
import enum
import tomllib
import types
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class FactError(ValueError):
    """A fact file is not what it should be. The message names file, entry and key."""


def load(path: Path) -> dict[str, Any]:
    """The file as TOML.

    Raises:
        FactError: when the file is missing or is not TOML.
    """
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise FactError(f"{path.name}: {error}") from error


def read(path: Path, shape: type[T]) -> T:
    """The whole file as one entry of ``shape``."""
    return entry(load(path), shape, path.name)


def read_list(path: Path, table: str, shape: type[T], *, alongside: set[str]) -> list[T]:
    """The file's array ``[[table]]``, each entry of ``shape``, slugs (or words) unique within it.

    ``alongside`` names the other keys the file must have at its top, such as ``basis``.
    """
    raw = load(path)
    _same_keys(set(raw) - {table}, alongside, set(), path.name)
    return entries(raw, table, shape, path.name)


def entries(raw: dict[str, Any], table: str, shape: type[T], file: str) -> list[T]:
    """``[[table]]`` of a file already loaded: for files with more than one table."""
    found, seen = [], set()
    for number, item in enumerate(raw.get(table, []), start=1):
        name = item.get("slug") or item.get("word") or f"entry {number}"
        where = f"{file}: {table} {name}"
        if name in seen:
            raise FactError(f"{where}: stands there twice")
        seen.add(name)
        found.append(entry(item, shape, where))
    return found


def entry(raw: dict[str, Any], shape: type[T], where: str) -> T:
    """One table as one dataclass, every key checked."""
    fields = {field.name: field for field in dataclasses.fields(shape)}  # type: ignore[arg-type]
    hints = get_type_hints(shape)
    optional = {
        name
        for name, field in fields.items()
        if field.default is not dataclasses.MISSING
        or field.default_factory is not dataclasses.MISSING
    }
    _same_keys(set(raw), set(fields) - optional, optional, where)
    return shape(**{key: _value(raw[key], hints[key], f"{where}, {key}") for key in raw})


def _same_keys(have: set[str], required: set[str], optional: set[str], where: str) -> None:
    if missing := required - have:
        raise FactError(f"{where}: lacks {', '.join(sorted(missing))}")
    if unknown := have - required - optional:
        raise FactError(f"{where}: does not know {', '.join(sorted(unknown))}")


def _value(raw: Any, hint: Any, where: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = [arg for arg in args if arg is not type(None)]
        return _value(raw, inner[0], where)
    if origin is tuple:
        if not isinstance(raw, list):
            raise FactError(f"{where}: is not a list")
        return tuple(_value(item, args[0], where) for item in raw)
    if origin is Literal:
        if raw not in args:
            raise FactError(f'{where}: "{raw}" is none of {", ".join(map(str, args))}')
        return raw
    if dataclasses.is_dataclass(hint):
        if not isinstance(raw, dict):
            raise FactError(f"{where}: is not a table")
        return entry(raw, hint, where)  # type: ignore[arg-type]
    return _scalar(raw, hint, where)


def _scalar(raw: Any, hint: Any, where: str) -> Any:
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        try:
            return hint(raw)
        except ValueError:
            raise FactError(f'{where}: "{raw}" is no {hint.__name__}') from None
    if hint is Decimal and isinstance(raw, int | float) and not isinstance(raw, bool):
        return Decimal(str(raw))
    if hint is date and isinstance(raw, str):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise FactError(f'{where}: "{raw}" is no date (YYYY-MM-DD)') from None
    if hint is float and isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw)
    if not isinstance(raw, hint) or (isinstance(raw, bool) and hint is not bool):
        raise FactError(f'{where}: "{raw}" is no {hint.__name__}')
    return raw
