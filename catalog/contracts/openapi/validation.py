"""Whether a document keeps to its format, and where it does not.

The published JSON Schemas say most of it; what they cannot say (references, the parameters of path templates,
names that must be unique) is checked here. A mistake makes a version invalid, it does not keep it from being
recorded: real descriptions have mistakes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join
from catalog.contracts.limits import Deadline
from catalog.contracts.openapi.items import METHODS, Item, PathItems, undefined
from catalog.contracts.openapi.operations import PATH_PARAMETER, path_key
from catalog.contracts.openapi.references import Outline
from catalog.contracts.openapi.structure import structural_findings
from catalog.contracts.problems import Finding


def findings(document: Document, deadline: Deadline) -> Iterator[Finding]:
    """What is wrong with a description; raises OutOfTimeError."""
    outline = Outline(document, deadline)
    yield from outline.findings()
    yield from structural_findings(document, outline.outside, deadline)
    yield from _repeated_operation_ids(outline.operations)
    yield from _undeclared_security(document.tree, outline.operations)
    yield from _path_findings(document.tree, outline, deadline)


def _repeated_operation_ids(operations: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for pointer, operation in operations:
        name = operation.get("operationId")
        if not isinstance(name, str):
            continue
        if name in seen:
            message = f"The operationId {name!r} is not unique"
            yield Finding(message, join(pointer, "operationId"))
        seen.add(name)


def _undeclared_security(
    tree: dict[str, Any], operations: Iterable[tuple[str, dict[str, Any]]]
) -> Iterator[Finding]:
    components = tree.get("components")
    declared = components.get("securitySchemes") if isinstance(components, dict) else None
    schemes = tree.get("securityDefinitions") or declared or {}
    for pointer, holder in (("", tree), *operations):
        requirements = holder.get("security")
        for index, requirement in enumerate(requirements if isinstance(requirements, list) else ()):
            for name in requirement if isinstance(requirement, dict) else ():
                if name not in schemes:
                    message = f"The security scheme {name!r} is not declared"
                    yield Finding(message, join(pointer, "security", index, name))


def _path_findings(tree: dict[str, Any], outline: Outline, deadline: Deadline) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    items = PathItems(tree)
    disputed: dict[str, str] = {}
    for path, item in (tree.get("paths") or {}).items():
        if not path.startswith("/"):
            continue
        pointer = join("/paths", path)
        twin = seen.setdefault(path_key(path), path)
        if twin != path:
            yield Finding(f"{path} is the same path as {twin} but for the names of its parameters", pointer)
        deadline.check()
        whole = items.whole(pointer, item)
        yield from _parameter_findings(outline, path, whole)
        disputed |= {join(whole.fields[name].pointer, name): name for name in whole.disputed}
    for pointer, name in sorted(disputed.items()):
        yield Finding(undefined(name), pointer, "warning")


def _parameter_findings(outline: Outline, path: str, item: Item) -> Iterator[Finding]:
    if "parameters" in item.disputed:
        return
    templated = set(PATH_PARAMETER.findall(path))
    shared: dict[tuple[str, str], list[str]] = {}
    if "parameters" in item.fields:
        shared = _declared(outline, item.fields["parameters"].pointer, item.fields["parameters"].holder)
        yield from _repeated_parameters(shared)
    for method in METHODS:
        stated = item.fields.get(method)
        if stated is None or not isinstance(stated.value, dict):
            continue
        pointer = join(stated.pointer, method)
        own = _declared(outline, pointer, stated.value)
        yield from _repeated_parameters(own)
        in_path = {
            name: at
            for (name, place), places in {**shared, **own}.items()
            if place == "path"
            for at in places
        }
        for name in sorted(templated - in_path.keys()):
            message = f"The path parameter {name!r} of {path} is not declared"
            yield Finding(message, pointer)
        for name in sorted(in_path.keys() - templated):
            message = f"The path parameter {name!r} is declared, but {path} does not have it"
            yield Finding(message, in_path[name], "warning")


def _declared(outline: Outline, pointer: str, holder: dict[str, Any]) -> dict[tuple[str, str], list[str]]:
    """Name and location of the parameters that an object declares, and where it declares them."""
    declared: dict[tuple[str, str], list[str]] = defaultdict(list)
    parameters = holder.get("parameters")
    for index, parameter in enumerate(parameters if isinstance(parameters, list) else ()):
        at = join(pointer, "parameters", index)
        _, target = outline.followed(at, parameter)
        if isinstance(target, dict) and isinstance(target.get("name"), str):
            declared[target["name"], str(target.get("in"))].append(at)
    return declared


def _repeated_parameters(declared: dict[tuple[str, str], list[str]]) -> Iterator[Finding]:
    for (name, place), pointers in declared.items():
        for pointer in pointers[1:]:
            yield Finding(f"The {place} parameter {name!r} is declared twice", pointer)
