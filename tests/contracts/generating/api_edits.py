"""Small edits of a description: some change what it means, the others only how it is written."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

from tests.contracts.generating.apis import (
    ANSWERED,
    FORM,
    MEDIA_TYPES,
    METHODS,
    MULTIPART,
    NAMES,
    STATUSES,
    Apis,
    Slot,
    Tree,
    behind,
    identity,
    kind_of,
    owners,
    slots,
)
from tests.contracts.rewriting import REWRITINGS, parameters_at_path_level

Edit = Callable[[Apis], None]
SHARED = frozenset({"parameters", "requestBodies", "responses", "headers", "schemas"})
"""The kinds of parts that may stand among the components."""


class NothingToEdit(Exception):  # noqa: N818 - another edit is tried
    """The description has nothing that an edit is about."""


def edited(apis: Apis, *, keeping: bool) -> str:
    """Edit the tree in one way, and say which; `keeping` allows only what keeps the meaning."""
    before = json.dumps(apis.tree)
    while True:
        edit = apis.chance.choice(KEEPING if keeping else CHANGING)
        try:
            edit(apis)
        except NothingToEdit:
            apis.tree = json.loads(before)
        if json.dumps(apis.tree) != before and not _ambiguous(apis.tree):
            return edit.__name__[1:].replace("_", " ")
        apis.tree = json.loads(before)


def _ambiguous(tree: Tree) -> bool:
    """Are two parameters of one place and name declared at once, or is no response left?"""
    named = [[identity(tree, one) for one in owner["parameters"]] for owner in owners(tree)]
    empty = any(not operation["responses"] for operation in owners(tree)[1:])
    return empty or any(len(set(names)) < len(names) for names in named)


def _chosen(apis: Apis, found: list[Any]) -> Any:
    if not found:
        raise NothingToEdit
    return apis.chance.choice(found)


def _slot(apis: Apis, *kinds: str) -> Slot:
    found: Slot = _chosen(apis, [slot for slot in slots(apis.tree) if slot[0] in kinds])
    return found


def _part(apis: Apis, *kinds: str) -> Tree:
    """One of the parts of some kinds, behind its reference; not a parameter of the path."""
    _, holder, key = _slot(apis, *kinds)
    part: Tree = behind(apis.tree, holder[key])
    if part.get("in") == "path":
        raise NothingToEdit
    return part


def _operation(apis: Apis) -> Tree:
    return apis.chance.choice(owners(apis.tree)[1:])


def _add(apis: Apis) -> None:
    """A part where there is none of its name."""
    kind = apis.chance.choice(
        ["parameters", "parameters", "requestBodies", "responses", "headers", "media types"]
    )
    if kind == "parameters":
        location = apis.chance.choice(list(NAMES))
        parameter = apis.parameter(location, apis.chance.choice(NAMES[location]))
        apis.chance.choice(owners(apis.tree))["parameters"].append(apis.placed("parameters", parameter))
    elif kind == "requestBodies":
        _operation(apis).setdefault("requestBody", apis.body())
    elif kind == "responses":
        _operation(apis)["responses"].setdefault(apis.chance.choice(STATUSES), apis.response())
    elif kind == "headers":
        headers = _part(apis, "responses").setdefault("headers", {})
        headers.setdefault(apis.chance.choice(NAMES["header"]), apis.header())
    else:
        found, holder, key = _slot(apis, "requestBodies", "responses")
        name = apis.chance.choice(MEDIA_TYPES if found == "requestBodies" else ANSWERED)
        behind(apis.tree, holder[key]).setdefault("content", {}).setdefault(name, apis.media(name))


def _remove(apis: Apis) -> None:
    kind, holder, key = _slot(apis, "parameters", "requestBodies", "responses", "headers", "media types")
    last = kind == "media types" and len(holder) == 1
    if last or behind(apis.tree, holder[key]).get("in") == "path":
        raise NothingToEdit
    del holder[key]


def _rename(apis: Apis) -> None:
    """Another status, header, media type, or name of a parameter in the same or another place."""
    kind, holder, key = _slot(apis, "parameters", "parameters", "responses", "headers", "media types")
    if kind == "parameters":
        part = _part(apis, "parameters")
        location = apis.chance.choice([part["in"], *NAMES])
        fresh = {"name": apis.chance.choice(NAMES[location]), "in": location}
        fresh = part | fresh if location == part["in"] else apis.parameter(location, fresh["name"])
        part.clear()
        part.update(fresh)
        return
    names = {"responses": STATUSES, "headers": NAMES["header"], "media types": ANSWERED}[kind]
    other = apis.chance.choice(names)
    schema = behind(apis.tree, holder[key]["schema"]) if kind == "media types" else {}
    if other in holder or key in (FORM, MULTIPART) or ("properties" in schema) is other.startswith("text"):
        raise NothingToEdit
    holder[other] = holder.pop(key)


def _flip(apis: Apis) -> None:
    part = _part(apis, "parameters", "headers", "requestBodies")
    flags = [
        "required",
        "required",
        *(["allowReserved", "allowEmptyValue"] if part.get("in") == "query" else []),
    ]
    flag = apis.chance.choice(flags)
    part[flag] = not part.get(flag, False)


def _write_otherwise(apis: Apis) -> None:
    """Another style, and often another schema, or content."""
    _, holder, key = _slot(apis, "parameters", "headers")
    part = behind(apis.tree, holder[key])
    location, schema = part.get("in", "header"), part.get("schema")
    kept = {key: one for key, one in part.items() if key not in ("schema", "content", "style", "explode")}
    if schema and apis.happens(0.5):
        kept |= {"schema": schema} | apis.style(location, kind_of(behind(apis.tree, schema)))
    else:
        kept |= apis.written(location)
    part.clear()
    part.update(kept)


def _change_a_schema(apis: Apis) -> None:
    """Another schema of the same kind, or of a member."""
    schema = _part(apis, "schemas")
    kind = kind_of(schema)
    if kind == "object":
        schema["properties"][apis.chance.choice(list(schema["properties"]))] = apis.scalar()
        return
    schema.clear()
    schema.update({"type": "array", "items": apis.scalar()} if kind == "array" else apis.scalar())


def _change_an_encoding(apis: Apis) -> None:
    _, holder, name = _slot(apis, "media types")
    if name not in (FORM, MULTIPART):
        raise NothingToEdit
    media = holder[name]
    properties = behind(apis.tree, media["schema"])["properties"]
    part = apis.chance.choice(list(properties))
    media["encoding"] = media.get("encoding", {}) | {part: apis.encoding(name, kind_of(properties[part]))}


def _change_security(apis: Apis) -> None:
    owner = apis.tree if apis.happens(0.3) else _operation(apis)
    if apis.happens(0.2):
        apis.tree["components"]["securitySchemes"] = apis.schemes()
    elif "security" in owner and apis.happens(0.3):
        del owner["security"]
    elif owner.get("security") and apis.happens(0.5):
        owner["security"][0] = apis.alternative()
    else:
        owner["security"] = apis.security()


def _change_the_operation(apis: Apis) -> None:
    ((path, item),) = apis.tree["paths"].items()
    method = apis.chance.choice([method for method in METHODS if method in item])
    if apis.happens(0.3):
        apis.tree["paths"] = {path.replace("things", "others"): item}
    elif len(owners(apis.tree)) > 2:
        del item[method]
    else:
        item[apis.chance.choice([one for one in METHODS if one != method])] = item.pop(method)


CHANGING: tuple[Edit, ...] = (
    *(_add, _add, _add, _remove, _remove, _rename, _rename, _flip, _flip, _write_otherwise, _write_otherwise),
    *(_write_otherwise, _change_a_schema, _change_a_schema, _change_an_encoding, _change_security),
    _change_the_operation,
)


def _rewrite(apis: Apis) -> None:
    # Which parameters are the same is told there by what stands beside no reference.
    rewritings = [one for one in REWRITINGS if one is not parameters_at_path_level]
    apis.tree = apis.chance.choice(rewritings)(apis.tree) or apis.tree


def _inline_or_share(apis: Apis) -> None:
    kind, holder, key = _slot(apis, *SHARED)
    part = holder[key]
    holder[key] = (
        copy.deepcopy(behind(apis.tree, part)) if "$ref" in part else apis.placed(kind, part, share=1)
    )


def _rename_components(apis: Apis) -> None:
    text = json.dumps(apis.tree)
    apis.tree = json.loads(
        re.sub(r'\b(Parameters|Requestbodies|Responses|Headers|Schemas)(\d+)"', r'New\1\2"', text)
    )


def _move_between_levels(apis: Apis) -> None:
    """A parameter of the path becomes one of each operation that has none of its own in its place."""
    item, *operations = owners(apis.tree)
    moved = _chosen(apis, item["parameters"])
    item["parameters"].remove(moved)
    for operation in operations:
        if identity(apis.tree, moved) not in [identity(apis.tree, one) for one in operation["parameters"]]:
            operation["parameters"].append(copy.deepcopy(moved))


def _override(apis: Apis) -> None:
    """What every operation declares is declared otherwise for the path, which then does not count."""
    named = [{identity(apis.tree, one) for one in owner["parameters"]} for owner in owners(apis.tree)]
    location, name = _chosen(apis, sorted(set.intersection(*named[1:]) - named[0]))
    owners(apis.tree)[0]["parameters"].append(
        apis.parameter(location, name.swapcase() if location == "header" else name)
    )


def _spell_otherwise(apis: Apis) -> None:
    """Another case of the name of a header, or of a media type, or its character set named."""
    kind, holder, key = _slot(apis, "headers", "parameters", "media types", "contents")
    if kind == "headers":
        holder[key.swapcase()] = holder.pop(key)
    elif kind != "parameters":
        upper = key.upper() if "=" not in key else key
        holder[apis.chance.choice([upper, f"{key}; charset=utf-8"])] = holder.pop(key)
    elif (part := behind(apis.tree, holder[key]))["in"] == "header":
        part["name"] = part["name"].swapcase()


def _say_what_goes_without_saying(apis: Apis) -> None:
    _, holder, key = _slot(apis, "parameters", "headers")
    part = behind(apis.tree, holder[key])
    location = part.get("in", "header")
    if "schema" in part:
        style = part.setdefault("style", "simple" if location in ("path", "header") else "form")
        single = kind_of(behind(apis.tree, part["schema"])) == "single"
        part.setdefault("explode", style == "form")
        part["explode"] = apis.happens(0.5) if single else part["explode"]
    part |= {} if location == "path" else {"required": part.get("required", False)}
    part |= {"allowReserved": part.get("allowReserved", False)} if location == "query" else {}


def _say_security_twice(apis: Apis) -> None:
    ways = _chosen(apis, [one["security"] for one in owners(apis.tree) if one.get("security")])
    ways.append(apis.chance.choice(ways) | {"second": []})


def _rename_in_the_path(apis: Apis) -> None:
    """Another name of a parameter of the path; in the style `matrix` it is sent."""
    apis.tree["paths"] = json.loads(json.dumps(apis.tree["paths"]).replace("{id}", "{key}"))
    parts = [behind(apis.tree, holder[key]) for kind, holder, key in slots(apis.tree) if kind == "parameters"]
    for part in [part for part in parts if (part["in"], part["name"]) == ("path", "id")]:
        if part.get("style") == "matrix":
            raise NothingToEdit
        part["name"] = "key"


def _declare_what_is_ignored(apis: Apis) -> None:
    ignored = apis.parameter("header", apis.chance.choice(["Accept", "content-type", "Authorization"]))
    _operation(apis)["parameters"].append(ignored)


KEEPING: tuple[Edit, ...] = (
    *(_rewrite, _rewrite, _inline_or_share, _inline_or_share, _rename_components, _move_between_levels),
    *(_override, _spell_otherwise, _spell_otherwise, _say_what_goes_without_saying, _say_security_twice),
    *(_rename_in_the_path, _declare_what_is_ignored),
)
