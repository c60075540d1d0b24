"""Small schemas made at random, and the same with something changed, as models that are written down at the end."""

from __future__ import annotations

import copy
import random
from typing import Any

Model = dict[str, Any]

OUTPUTS = ["Int", "String", "ID", "Date", "State", "Colour", "User", "Team", "Order", "Node", "Found"]
INPUTS = ["Int", "String", "ID", "Date", "State", "Filter", "Place"]
WRAPPERS = ["{}", "{}!", "[{}]", "[{}!]", "[{}!]!", "[[{}]!]"]


def schema_at_random(rng: random.Random) -> Model:
    """A schema with objects, an interface, a union, enums, input objects and directives."""
    objects = {
        name: {"fields": _fields(rng), "interfaces": []} for name in ("Query", "User", "Team", "Order")
    }
    for one in ("User", "Team"):
        objects[one]["interfaces"] = ["Node"]
    for one in ("User", "Team", "Node"):
        objects.setdefault(one, {"fields": {}, "interfaces": []})["fields"]["id"] = {
            "type": "ID!",
            "arguments": {},
        }
    objects["Query"]["fields"] |= {
        "me": {"type": "User", "arguments": {}},
        "found": {"type": "[Found!]!", "arguments": {"filter": _input(rng, "Filter")}},
        "node": {"type": "Node", "arguments": {"id": {"type": "ID!", "default": None}}},
    }
    return {
        "objects": objects,
        "unions": {"Found": ["User", "Team"]},
        "enums": {"State": ["OPEN", "PAID", "DRAFT"], "Colour": ["RED", "BLUE"]},
        "inputs": {"Filter": _inputs(rng, 3), "Place": _inputs(rng, 2)},
        "directives": {"cached": {"arguments": _inputs(rng, 1), "locations": ["FIELD", "QUERY"]}},
    }


def changed_at_random(rng: random.Random, model: Model) -> Model:
    """The same schema with one to three differences, harmless or not."""
    changed = copy.deepcopy(model)
    for _ in range(rng.randint(1, 3)):
        rng.choice([_change_field, _change_inputs, _change_names, _change_enum, _change_directive])(
            rng, changed
        )
    return changed


def written(model: Model) -> str:
    """The schema as text."""
    parts = ["scalar Date"]
    for name, value in model["objects"].items():
        keyword = "interface" if name == "Node" else "type"
        implements = f" implements {' & '.join(value['interfaces'])}" if value["interfaces"] else ""
        fields = "\n".join(
            f"  {field}{_arguments(one['arguments'])}: {one['type']}"
            for field, one in value["fields"].items()
        )
        parts.append(f"{keyword} {name}{implements} {{\n{fields}\n}}")
    parts += [f"union {name} = {' | '.join(members)}" for name, members in model["unions"].items()]
    parts += [f"enum {name} {{ {' '.join(values)} }}" for name, values in model["enums"].items()]
    parts += [f"input {name} {{ {_listed(fields)} }}" for name, fields in model["inputs"].items()]
    for name, value in model["directives"].items():
        parts.append(f"directive @{name}{_arguments(value['arguments'])} on {' | '.join(value['locations'])}")
    return "\n".join(parts)


def _arguments(arguments: Model) -> str:
    return f"({_listed(arguments)})" if arguments else ""


def _listed(inputs: Model) -> str:
    return ", ".join(f"{name}: {_default(value)}" for name, value in inputs.items())


def _default(value: Model) -> str:
    return value["type"] + (f" = {value['default']}" if value["default"] is not None else "")


def _fields(rng: random.Random) -> Model:
    return {name: _field(rng) for name in rng.sample(["a", "b", "c", "d", "e"], 3)}


def _field(rng: random.Random) -> Model:
    arguments = _inputs(rng, rng.randint(0, 2))
    return {"type": rng.choice(WRAPPERS).format(rng.choice(OUTPUTS)), "arguments": arguments}


def _inputs(rng: random.Random, count: int) -> Model:
    return {name: _input(rng, rng.choice(INPUTS)) for name in rng.sample(["p", "q", "r", "s"], count)}


def _input(rng: random.Random, name: str) -> Model:
    """Input objects stay nullable, so that none can require itself."""
    kind = rng.choice(["{}", "[{}]"] if name in ("Filter", "Place") else WRAPPERS)
    default = {"Int": "1", "String": '"x"', "State": "OPEN"}.get(name) if kind in ("{}", "{}!") else None
    return {"type": kind.format(name), "default": default if rng.random() < 0.4 else None}


def _change_field(rng: random.Random, model: Model) -> None:
    fields = rng.choice(list(model["objects"].values()))["fields"]
    name = rng.choice(list(fields))
    match rng.randint(0, 4):
        case 0 if len(fields) > 1 and name != "id":
            del fields[name]
        case 1:
            fields["z"] = _field(rng)
        case 2:
            fields[name]["type"] = rng.choice(WRAPPERS).format(fields[name]["type"].strip("[]!"))
        case 3:
            fields[name]["type"] = rng.choice(WRAPPERS).format(rng.choice(OUTPUTS))
        case _:
            _change_one(rng, fields[name]["arguments"])


def _change_inputs(rng: random.Random, model: Model) -> None:
    _change_one(rng, rng.choice(list(model["inputs"].values())))


def _change_one(rng: random.Random, inputs: Model) -> None:
    if inputs and rng.random() < 0.3 and len(inputs) > 1:
        del inputs[rng.choice(list(inputs))]
    else:
        inputs[rng.choice([*inputs, "t"])] = _input(rng, rng.choice(INPUTS))


def _change_names(rng: random.Random, model: Model) -> None:
    one = rng.choice(["Order", "Team", "User"])
    members, interfaces = model["unions"]["Found"], model["objects"][one]["interfaces"]
    names, name = rng.choice([(members, one), (interfaces, "Node")])
    if name not in names:
        names.append(name)
        model["objects"][one]["fields"].setdefault("id", {"type": "ID!", "arguments": {}})
    elif len(names) > 1 or names is interfaces:
        names.remove(name)


def _change_enum(rng: random.Random, model: Model) -> None:
    values = rng.choice(list(model["enums"].values()))
    if rng.random() < 0.5 and "NEW" not in values:
        values.append("NEW")
    elif len(values) > 1:
        values.pop()


def _change_directive(rng: random.Random, model: Model) -> None:
    directive = model["directives"].get("cached")
    if directive is None:
        return
    match rng.randint(0, 2):
        case 0:
            _change_one(rng, directive["arguments"])
        case 1:
            directive["locations"] = rng.choice([["FIELD"], ["QUERY"], ["FIELD", "QUERY", "OBJECT"]])
        case _:
            del model["directives"]["cached"]
