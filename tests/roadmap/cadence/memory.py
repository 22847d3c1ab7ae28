"""Rows in memory: what the rhythm's modules ask of their managers, at a thousandth of the price.

Ten thousand histories cost hours on a database. ``in_memory`` puts tables of plain objects behind
the managers of the models that planning a nudge touches, with the same unique constraints; every
line of ``roadmap.cadence`` runs as it is. The same histories run on a real database too (see
test_histories.py), which keeps these rows honest.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any, ClassVar
from unittest import mock

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.db.models import F
from django.db.models.base import ModelState

from accounts.models import User
from delivery.models import Mail, Successor, Suppression
from roadmap.cadence.models import Block, CheckIn, Nudge, Rhythm
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Pause, Plan

UNIQUE = {
    Block: ("user_id", "kind"),
    CheckIn: ("block_id", "week"),
    Nudge: ("block_id", "week"),
    Mail: ("key",),
    Rhythm: ("user_id",),
    Successor: ("address_hash",),
    Suppression: ("address_hash", "kind"),
    User: ("email",),
    EmailAddress: ("email",),
    Plan: ("user_id",),
    Pause: ("id",),
}
RELATED = {
    Block: {"user": User},
    CheckIn: {"block": Block},
    Nudge: {"block": Block, "mail": Mail},
    Mail: {"user": User},
    Rhythm: {"user": User},
    EmailAddress: {"user": User},
    Plan: {"user": User},
    Pause: {"plan": Plan},
}
KINDS = list(BlockKind.values)


class Table:
    """The rows of one model, by primary key."""

    all: ClassVar[dict[type[models.Model], "Table"]] = {}
    writes: ClassVar[int] = 0
    """How often a row was written: as long as it stays the same, so do all rows."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.unique = UNIQUE[model]
        self.related = RELATED.get(model, {})
        self.columns = [field.attname for field in model._meta.concrete_fields]
        self.rows: dict[int, dict[str, Any]] = {}
        self.taken: set[tuple[Any, ...]] = set()
        self.numbers = itertools.count(1)

    def keep(self, row: models.Model) -> bool:
        """Add a row. False when there is one like it already."""
        Table.writes += 1
        row.pk = row.pk or next(self.numbers)
        columns = {name: row.__dict__[name] for name in self.columns}
        key = tuple(columns[name] for name in self.unique)
        if key in self.taken:
            return False
        self.taken.add(key)
        self.rows[row.pk] = columns
        row._state.adding = False
        return True

    def write(self, row: models.Model, names: Sequence[str] | None) -> None:
        if row.pk not in self.rows:
            assert self.keep(row)
            return
        Table.writes += 1
        columns = self.rows[row.pk]
        for name in names or self.columns:
            column = self.model._meta.get_field(name).attname
            columns[column] = row.__dict__[column]

    def copy(self, columns: dict[str, Any]) -> Any:
        """A fresh object, as a query would give it: changing it changes no row."""
        if self.model is User:
            return _people[columns["id"]]
        found = self.model.__new__(self.model)
        found.__dict__.update(columns)
        found._state = ModelState()
        found._state.adding, found._state.db = False, "default"
        found._state.fields_cache = Related(self, columns)
        return found

    def value(self, columns: dict[str, Any], path: Sequence[str]) -> Any:
        """What a look-up such as ``block__user`` leads to."""
        table, row = self, columns
        for name in path[:-1]:
            table, row = (
                Table.all[table.related[name]],
                Table.all[table.related[name]].rows[row[f"{name}_id"]],
            )
        name = "id" if path[-1] == "pk" else path[-1]
        return row[f"{name}_id"] if name in table.related else row[name]


class Related(dict[str, Any]):
    """The rows that a row points at, copied when they are looked at."""

    def __init__(self, table: Table, columns: dict[str, Any]) -> None:
        super().__init__()
        self.table = table
        self.keys_of = {name: columns[f"{name}_id"] for name in table.related}

    def __contains__(self, name: object) -> bool:
        return name in self.keys_of or super().__contains__(name)

    def __missing__(self, name: str) -> Any:
        other, pk = Table.all[self.table.related[name]], self.keys_of[name]
        self[name] = None if pk is None else other.copy(other.rows[pk])
        return self[name]


_people: dict[int, User] = {}
"""One object a person: the histories have one each, and change it as a form would."""


def _plain(wanted: Any) -> Any:
    return wanted.pk if isinstance(wanted, models.Model) else wanted


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "in": lambda is_, wanted: is_ in wanted,
    "gte": lambda is_, wanted: is_ is not None and is_ >= wanted,
    "lte": lambda is_, wanted: is_ is not None and is_ <= wanted,
    "gt": lambda is_, wanted: is_ is not None and is_ > wanted,
    "isnull": lambda is_, wanted: (is_ is None) is wanted,
    "iexact": lambda is_, wanted: str(is_).lower() == str(wanted).lower(),
}

Condition = Callable[[dict[str, Any]], bool]


class Some:
    """What a manager and its QuerySets answer, of the rows in memory."""

    def __init__(
        self,
        table: Table,
        conditions: tuple[Condition, ...] = (),
        order: Callable[[dict[str, Any]], Any] | None = None,
        names: tuple[str, ...] = (),
        flat: bool = False,
    ) -> None:
        self.table, self.conditions, self.order = table, conditions, order
        self.names, self.flat = names, flat

    def _with(self, **changes: Any) -> "Some":
        return Some(
            **{
                "table": self.table,
                "conditions": self.conditions,
                "order": self.order,
                "names": self.names,
                "flat": self.flat,
                **changes,
            }
        )

    def _condition(self, look_up: str, wanted: Any) -> Condition:
        *path, last = look_up.split("__")
        compare = COMPARE.get(last)
        if compare is None:
            path, compare = [*path, last], lambda is_, wanted: is_ == wanted
        if isinstance(wanted, F):
            other = wanted.name.split("__")
            return lambda row: compare(self.table.value(row, path), self.table.value(row, other))
        wanted = {_plain(one) for one in wanted} if last == "in" else _plain(wanted)
        return lambda row: compare(self.table.value(row, path), wanted)

    def filter(self, **look_ups: Any) -> "Some":
        more = tuple(self._condition(name, wanted) for name, wanted in look_ups.items())
        return self._with(conditions=self.conditions + more)

    def exclude(self, **look_ups: Any) -> "Some":
        [(name, wanted)] = look_ups.items()
        condition = self._condition(name, wanted)
        return self._with(conditions=(*self.conditions, lambda row: not condition(row)))

    def order_by(self, *names: Any) -> "Some":
        def key(row: dict[str, Any]) -> list[Any]:
            return [self.table.value(row, [name]) for name in names]

        return self._with(order=key)

    def values_list(self, *names: str, flat: bool = False) -> "Some":
        return self._with(names=names, flat=flat)

    def _as_it_is(self, *args: Any, **kwargs: Any) -> "Some":
        return self

    all = select_related = select_for_update = distinct = _as_it_is

    # --- What our QuerySets add ---

    def in_order(self) -> "Some":
        return self._with(order=lambda row: (row["user_id"], KINDS.index(row["kind"])))

    def for_user(self, user: User) -> "Some":
        return self.filter(user=user).in_order()

    def due(self, now: datetime) -> "Some":
        return self.filter(next_due_at__lte=now)

    def of(self, user: User) -> Any:
        return self.filter(user=user).first() or Rhythm(user=user)

    def hold(self, user: User) -> Any:
        return self.get_or_create(user=user)[0]

    def after(self, address_hash: str) -> Any:
        found = self.filter(address_hash=address_hash)
        return found.values_list("next_hash", flat=True).first()

    # --- Asking ---

    def _rows(self) -> list[dict[str, Any]]:
        found = [
            row
            for row in self.table.rows.values()
            if all(condition(row) for condition in self.conditions)
        ]
        return sorted(found, key=self.order) if self.order else found

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows():
            if not self.names:
                yield self.table.copy(row)
            else:
                values = tuple(self.table.value(row, name.split("__")) for name in self.names)
                yield values[0] if self.flat else values

    def __getitem__(self, some: slice) -> list[Any]:
        return list(self)[some]

    def first(self) -> Any:
        return next(iter(self), None)

    def exists(self) -> bool:
        return bool(self._rows())

    def count(self) -> int:
        return len(self._rows())

    def get(self, **look_ups: Any) -> Any:
        found = list(self.filter(**look_ups))
        if not found:
            raise self.table.model.DoesNotExist
        assert len(found) == 1
        return found[0]

    # --- Changing ---

    def create(self, **fields: Any) -> Any:
        made = self.table.model(**fields)
        assert self.table.keep(made), fields
        return made

    def get_or_create(self, defaults: Any = None, **look_ups: Any) -> tuple[Any, bool]:
        if found := self.filter(**look_ups).first():
            return found, False
        return self.create(**look_ups, **(defaults or {})), True

    def bulk_create(self, rows: Sequence[Any], ignore_conflicts: bool = False) -> None:
        for row in rows:
            assert self.table.keep(row) or ignore_conflicts

    def update(self, **changes: Any) -> int:
        found = self._rows()
        Table.writes += len(found)
        for row in found:
            for name, wanted in changes.items():
                column = f"{name}_id" if name in self.table.related else name
                if hasattr(wanted, "lhs"):  # F(name) + 1
                    row[column] = row[wanted.lhs.name] + wanted.rhs.value
                else:
                    row[column] = _plain(wanted)
        return len(found)

    def delete(self) -> None:
        for row in self._rows():
            Table.writes += 1
            del self.table.rows[row["id"]]
            self.table.taken.discard(tuple(row[name] for name in self.table.unique))


def _save(self: models.Model, update_fields: Sequence[str] | None = None, **kwargs: Any) -> None:
    Table.all[type(self)].write(self, update_fields)
    if isinstance(self, User):
        _people[self.pk] = self


@contextmanager
def in_memory() -> Iterator[None]:
    """Within it the managers of these models answer from memory, empty at first."""
    Table.all = {model: Table(model) for model in UNIQUE}
    _people.clear()
    check_ins = property(lambda block: Some(Table.all[CheckIn]).filter(block=block))
    with ExitStack() as stack:
        for model in UNIQUE:
            some = Some(Table.all[model])
            stack.enter_context(mock.patch.object(model, "objects", some))
            stack.enter_context(mock.patch.object(model, "save", _save))
        stack.enter_context(mock.patch.object(Block, "check_ins", check_ins))
        for name in ("__enter__", "__exit__"):
            stack.enter_context(mock.patch.object(transaction.Atomic, name, return_value=None))
        yield
