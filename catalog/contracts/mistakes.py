"""Mistakes that a published JSON Schema of a format finds, said in the words of people.

The validator collects every error before it hands over the first. So a document is checked piece by piece (a path
item, a channel, a component), which ends where enough has been found, and of a piece that is very large the first
error must do.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jsonschema_rs import ValidationError, ValidationErrorKind, Validator

from catalog.contracts.documents.json_text import write_json
from catalog.contracts.documents.pointers import join
from catalog.contracts.problems import Finding

_ANOTHER_BRANCH = 100
_LARGE_PIECE = 64 * 1024
_SHOWN = 80


Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A document that holds one object of another, with the object's path here and its pointer there."""

    tree: dict[str, Any]
    tokens: Tokens
    pointer: str

    def findings(self, validator: Validator) -> Iterator[Finding]:
        """One finding per mistake: where alternatives were possible, that of the alternative which was meant."""
        if validator.is_valid(self.tree):
            return
        for error in _errors(validator, self.tree):
            meant = _cause(error)
            yield Finding(_message(meant, error), self._pointer_of(meant.instance_path))

    def _pointer_of(self, path: list[str | int]) -> str:
        depth = len(self.tokens)
        return join(self.pointer, *path[depth:]) if tuple(path[:depth]) == self.tokens else join("", *path)


def pieces(tree: dict[str, Any], frame: dict[str, Any], holders: Iterable[Tokens]) -> Iterator[Piece]:
    """The objects in the maps at some paths, each in the least document that is valid, and the rest of the document."""
    skeleton = tree
    for tokens in holders:
        held = _held(tree, tokens)
        if isinstance(held, dict):
            skeleton = placed(skeleton, tokens, {})
            for name, value in held.items():
                place = (*tokens, name)
                yield Piece(placed(frame, place, value), place, join("", *place))
    yield Piece(skeleton, (), "")


def placed(tree: dict[str, Any], tokens: Tokens, value: Any) -> dict[str, Any]:
    """A copy of a tree in which something else stands at a path; what is not on the way is shared."""
    token, *rest = tokens
    return {**tree, token: placed(tree.get(token, {}), tuple(rest), value) if rest else value}


def _held(tree: Any, tokens: Tokens) -> Any:
    for token in tokens:
        tree = tree.get(token) if isinstance(tree, dict) else None
    return tree


def _errors(validator: Validator, tree: dict[str, Any]) -> Iterable[ValidationError]:
    if len(write_json(tree)) <= _LARGE_PIECE:
        return validator.iter_errors(tree)
    try:
        validator.validate(tree)
    except ValidationError as error:
        return (error,)
    return ()


def _cause(error: ValidationError) -> ValidationError:
    """The error itself, or for alternatives the first error of the one that comes closest."""
    branches = _branches(error)
    if not branches:
        return error
    return _cause(min(min(branches, key=_distance), key=_weight))


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    return [branch for branch in getattr(error.kind, "context", []) if branch]


def _distance(branch: Iterable[ValidationError]) -> int:
    return sum(map(_weight, branch))


def _weight(error: ValidationError) -> int:
    """How far an error is from being a slip: a missing `$ref` or a wrong tag means another alternative."""
    branches = _branches(error)
    if branches:
        return min(map(_distance, branches))
    match error.kind:
        case ValidationErrorKind.Required(property="$ref"):
            return _ANOTHER_BRANCH * _ANOTHER_BRANCH
        case ValidationErrorKind.Enum(options=[_]) | ValidationErrorKind.Constant():
            return _ANOTHER_BRANCH
        case _:
            return 1


def _message(cause: ValidationError, error: ValidationError) -> str:
    field = cause.instance_path[-1] if cause.instance_path else ""
    shown = f"`{field}`: {_shown(cause.instance)}" if isinstance(field, str) else _shown(cause.instance)
    match cause.kind:
        case ValidationErrorKind.Required(property=name):
            message = f"`{name}` is missing"
        case (
            ValidationErrorKind.AdditionalProperties(unexpected=names)
            | ValidationErrorKind.UnevaluatedProperties(unexpected=names)
        ):
            message = f"{_listed(names)} {'has' if len(names) == 1 else 'have'} no meaning here"
        case ValidationErrorKind.Type(types=types):
            message = f"{shown} must be of type {' or '.join(types)}"
        case ValidationErrorKind.Enum():
            message = f"{shown} must be one of {_listed(_options(error, cause.instance_path))}"
        case ValidationErrorKind.Constant(expected_value=value):
            message = f"{shown} must be {_shown(value)}"
        case ValidationErrorKind.Format(format=name):
            message = f"{shown} is not a valid {name}"
        case ValidationErrorKind.Pattern(pattern=pattern):
            message = f"{shown} does not match {pattern}"
        case ValidationErrorKind.MinItems(limit=limit) | ValidationErrorKind.MinProperties(limit=limit):
            message = f"{shown} must not hold fewer than {limit}"
        case _:
            message = f"{shown} breaks the rule `{cause.kind.name}` of the format"
    return message


def _options(error: ValidationError, path: list[str | int]) -> list[Any]:
    """All that would have been allowed at a path, whichever alternative was meant."""
    if isinstance(error.kind, ValidationErrorKind.Enum) and error.instance_path == path:
        return list(error.kind.options)
    options = [option for branch in _branches(error) for inner in branch for option in _options(inner, path)]
    return list(dict.fromkeys(options))


def _listed(names: Iterable[Any]) -> str:
    return _cut(", ".join(f"`{name}`" for name in names))


def _shown(value: Any) -> str:
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} ..."
