"""Query sets that are written as SQL once, and planned once: both take longer than the database takes to answer.

For reads that somebody waits for and that need many statements, as a decision of the gate does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, Model, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from catalog.contracts.documents.json_text import read_json
from catalog.queries.statements import Statement, with_constants

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class _Given:
    """The place of a value that is given when the statement runs."""

    name: str


def given(name: str) -> Any:
    """A value in a filter of a prepared query set."""
    return RawSQL("%s", [_Given(name)])


def any_given(name: str, kind: str = "bigint") -> Any:
    """Any one of a collection of values, of a type of PostgreSQL: an array is one place however many there are."""
    return _AnyGiven(name, kind)


class _AnyGiven(Value):
    """A value, since Django puts other expressions into parentheses, where `ANY` must not be."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(_Given(name))
        self._kind = kind

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:  # Django's
        return f"ANY(%s::{self._kind}[])", [self.value]


def columns_of(model: type[Model], relation: str = "") -> list[str]:
    """Every column of a model, of the one that the relation leads to."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [f"{relation}__{name}" for name in names] if relation else names


class Prepared(Generic[M]):
    """Rows with these columns, of a query set whose filters say `given(name)` where a value will be.

    A column may be one of a related row (`contract__service_id`).
    """

    def __init__(self, rows: Callable[[], QuerySet[M, Any]], *columns: str) -> None:
        self._make = rows
        self._columns = columns

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The columns of each row, in their order."""
        statement, names = self._statement
        return statement.rows([values[name] for name in names])

    def instances(self, **values: Any) -> list[M]:
        """Models with these columns, and the related ones with theirs; needs `id`, and the key to each related one."""
        return [self._shape.instance(row) for row in self.rows(**values)]

    @cached_property
    def _statement(self) -> tuple[Statement, list[str]]:
        sql, parameters = self._make().values_list(*self._columns).query.sql_with_params()
        constants = [None if isinstance(each, _Given) else each for each in parameters]
        names = [each.name for each in parameters if isinstance(each, _Given)]
        return Statement(with_constants(sql, constants)), names

    @cached_property
    def _shape(self) -> "_Shape[M]":
        return _Shape(self._make().model, {name: place for place, name in enumerate(self._columns)})


class _Shape(Generic[M]):
    """Where in a row the fields of a model are, what was annotated, and the fields of its relations."""

    def __init__(self, model: type[M], places: dict[str, int]) -> None:
        self._model = model
        # In the order in which a model takes the values.
        fields = [field for field in model._meta.concrete_fields if field.attname in places]
        self._names = [field.attname for field in fields]
        self._places = [places[name] for name in self._names]
        self._json = {places[field.attname] for field in fields if isinstance(field, JSONField)}
        self._annotated = {name: places[name] for name in places.keys() - self._names if "__" not in name}
        relations = dict.fromkeys(name.split("__")[0] for name in places if "__" in name)
        self._related = [(name, places[f"{name}_id"], self._of(name, places)) for name in relations]

    def _of(self, relation: str, places: dict[str, int]) -> "_Shape[Any]":
        """The shape of a related model, whose key is in the column that leads to it."""
        field: Any = self._model._meta.get_field(relation)
        model, prefix = field.related_model, f"{relation}__"
        within = {
            name.removeprefix(prefix): place for name, place in places.items() if name.startswith(prefix)
        }
        return _Shape(model, {model._meta.pk.attname: places[f"{relation}_id"]} | within)

    def instance(self, row: tuple[Any, ...]) -> M:
        values = [self._value(row, place) for place in self._places]
        made = self._model.from_db(DEFAULT_DB_ALIAS, self._names, values)
        for name, place in self._annotated.items():
            setattr(made, name, row[place])
        for relation, key, shape in self._related:
            setattr(made, relation, None if row[key] is None else shape.instance(row))
        return made

    def _value(self, row: tuple[Any, ...], place: int) -> Any:
        value = row[place]
        return read_json(value.encode()) if place in self._json and value is not None else value
