"""A schema as people read it: what can be asked, and of which types it is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join
from catalog.contracts.graphql.operations import root_types
from catalog.contracts.graphql.schema import required
from catalog.contracts.graphql.typerefs import non_null, written
from catalog.contracts.reference import Entry, Field, Group

RETURNS = "Returns"
"""The title of the group that says what a field of a root type answers."""

_KINDS = {"input": "input object"}


def reference(document: Document) -> tuple[Entry, ...]:
    """An entry for each field of the root types, for each other type, and for each directive."""
    tree = document.tree
    roots = root_types(tree)
    entries = [
        entry for role, name in roots.items() for entry in _operations(role, name, tree["types"][name])
    ]
    entries += [_type(name, value) for name, value in tree["types"].items() if name not in roots.values()]
    entries += [_directive(name, value) for name, value in tree["directives"].items()]
    return tuple(entries)


def _operations(role: str, holder: str, value: Mapping[str, Any]) -> Iterator[Entry]:
    for name, field in value["fields"].items():
        groups = [Group("Arguments", _inputs(field["arguments"]))] if field["arguments"] else []
        returned = Field(name, written(field["type"]), required=non_null(field["type"]))
        yield Entry(
            kind=role,
            name=f"{holder}.{name}",
            pointer=join("/types", holder, "fields", name),
            key=f"{holder}.{name}",
            description=field.get("description", ""),
            deprecated="deprecated" in field,
            detail=(*groups, Group(RETURNS, (returned,), field.get("deprecated", ""))),
        )


def _type(name: str, value: Mapping[str, Any]) -> Entry:
    kind, description = value["kind"], value.get("description", "")
    return Entry(
        kind=_KINDS.get(kind, kind),
        name=name,
        pointer=join("/types", name),
        description=description,
        detail=tuple(_groups(value)),
    )


def _groups(value: Mapping[str, Any]) -> Iterator[Group]:
    if value.get("interfaces"):
        yield Group("Implements", tuple(Field(name) for name in value["interfaces"]))
    if value.get("members"):
        yield Group("Members", tuple(Field(name) for name in value["members"]))
    if value.get("values"):
        yield Group("Values", tuple(_field(name, one) for name, one in value["values"].items()))
    if value["kind"] == "input":
        yield Group("Fields", _inputs(value["fields"]))
    elif value.get("fields"):
        yield Group(
            "Fields", tuple(_field(_signature(name, one), one) for name, one in value["fields"].items())
        )
    if value.get("specifiedBy"):
        yield Group("Specified by", description=value["specifiedBy"])


def _directive(name: str, value: Mapping[str, Any]) -> Entry:
    groups = [Group("Arguments", _inputs(value["arguments"]))] if value["arguments"] else []
    groups.append(Group("Locations", tuple(Field(location) for location in value["locations"])))
    return Entry(
        "directive",
        f"@{name}",
        join("/directives", name),
        description=value.get("description", ""),
        detail=tuple(groups),
    )


def _inputs(inputs: Mapping[str, Any]) -> tuple[Field, ...]:
    return tuple(
        _field(name, one, default=f" = {one['default']}" if "default" in one else "", needed=required(one))
        for name, one in inputs.items()
    )


def _signature(name: str, value: Mapping[str, Any]) -> str:
    """A field with its arguments, as its schema writes it."""
    arguments = ", ".join(
        f"{argument}: {written(one['type'])}" for argument, one in value["arguments"].items()
    )
    return f"{name}({arguments})" if arguments else name


def _field(name: str, value: Mapping[str, Any], *, default: str = "", needed: bool | None = None) -> Field:
    text = " ".join(filter(None, (value.get("description", ""), _reason(value))))
    type_name = written(value["type"]) + default if "type" in value else ""
    always = non_null(value["type"]) if "type" in value else False
    return Field(name, type_name, text, always if needed is None else needed, "deprecated" in value)


def _reason(value: Mapping[str, Any]) -> str:
    return f"Deprecated: {value['deprecated']}" if "deprecated" in value else ""
