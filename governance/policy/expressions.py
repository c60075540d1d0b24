"""What is wrong with a policy's expressions, found without evaluating anything, each mistake with its place."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import accumulate
from typing import Any

from governance.policy.document import PARTS
from governance.policy.model import Mistake, Policy
from governance.policy.names import CLOSING, EACH, OPENING, Names, Path
from governance.policy.outline import VARIABLE, Outline, expressions
from governance.policy.schema import json_schema
from governance.policy.tokens import Token, tokens

LONGEST = 4_000
DEEPEST = 24
MOST_VARIABLES = 40


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTIONS = _words("""
    has size contains startsWith endsWith matches int uint double string bytes timestamp duration type dyn
    getFullYear getMonth getDayOfYear getDayOfMonth getDate getDayOfWeek getHours getMinutes getSeconds
    getMilliseconds join lowerAscii distinct
""")
"""Those of the language that the binding has, and three of its usual extensions (`engine.py`)."""

TYPES = _words("bool bytes double int list map null_type string type uint")
RESERVED = _words("""
    as break const continue else false for function if import in let loop namespace null package return true var void
    while
""")
DECLARED = (*PARTS, "now")
_SCALARS = ("string", "integer", "boolean")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FACTS = "Name the source where it is used, as in facts['mesh'].mtls: its freshness is judged before the expression."


def oversized(policy: Policy) -> list[Mistake]:
    """What must not even be parsed: it could bring the parser down."""
    found = []
    if not policy.rule.strip():
        found.append(Mistake("rule", "A policy needs a rule.", 1, 1))
    if len(policy.variables) > MOST_VARIABLES:
        found.append(Mistake("variables", f"A policy has at most {MOST_VARIABLES} variables.", 1, 1))
    for part, source in expressions(policy).items():
        if len(source) > LONGEST:
            found.append(Mistake(part, f"An expression has at most {LONGEST} characters.", 1, 1))
        elif deep := _too_deep(source):
            message = f"Brackets are nested more than {DEEPEST} deep here."
            found.append(Mistake(part, message, deep.line, deep.column))
    return found


def misnamed(policy: Policy) -> list[Mistake]:
    """Names that mean nothing, in expressions that can be parsed."""
    outline = Outline.of(policy)
    declared = {*DECLARED, *policy.variables}
    found = [*_variables(policy), *_cycles(outline)]
    for part, names in outline.names.items():
        wrong = [
            *((token, _undeclared(token.text, declared)) for token in names.variables),
            *((token, f"There is no function `{token.text}`.") for token in _unknown_functions(names)),
            *((token, f"`facts` cannot be used like this. {_FACTS}") for token in names.misuses),
            *_unknown_members(outline, names),
        ]
        found += [Mistake(part, text, token.line, token.column) for token, text in wrong if text]
    return [*dict.fromkeys(found)]


def _too_deep(source: str) -> Token | None:
    words = [*tokens(source)]
    depths = accumulate((word.text in OPENING) - (word.text in CLOSING) for word in words)
    return next((word for word, depth in zip(words, depths, strict=True) if depth > DEEPEST), None)


def _variables(policy: Policy) -> Iterator[Mistake]:
    for name in policy.variables:
        if not _NAME.fullmatch(name):
            reason = "A variable's name is made of letters, digits and underscores, and begins with no digit."
        elif name in {*DECLARED, *TYPES, *RESERVED}:
            reason = f"`{name}` means something already; call the variable otherwise."
        elif not policy.variables[name].strip():
            reason = f"The variable `{name}` is empty."
        else:
            continue
        yield Mistake(f"{VARIABLE}{name}", reason, 1, 1)


def _cycles(outline: Outline) -> Iterator[Mistake]:
    for part, names in outline.names.items():
        for token in names.variables:
            if part.startswith(VARIABLE) and part in outline.uses(f"{VARIABLE}{token.text}"):
                message = f"`{part.removeprefix(VARIABLE)}` is made from itself, through `{token.text}`."
                yield Mistake(part, message, token.line, token.column)


def _undeclared(name: str, declared: set[str]) -> str | None:
    if name in declared or name in TYPES:
        return None
    return f"`{name}` is not declared.{_meant(name, declared)}"


def _unknown_functions(names: Names) -> list[Token]:
    return [token for token in names.functions if token.text not in FUNCTIONS]


def _unknown_members(outline: Outline, names: Names) -> Iterator[tuple[Token, str | None]]:
    for path in names.paths:
        full = outline.resolve(path)
        if full and full.steps[0] in PARTS:
            own = len(full.steps) - len(path.steps)  # the steps before are reported where they are written
            for index, known in _strangers(full):
                if index > own:
                    name = full.steps[index]
                    yield path.places[index - own], f"There is no member `{name}` here.{_meant(name, known)}"


def _strangers(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The first step that leads nowhere, with the members that there are."""
    schema = json_schema()["properties"][path.steps[0]]
    for index, step in enumerate(path.steps[1:], start=1):
        shape = _shape(schema)
        if step != EACH and (shape.get("type") in _SCALARS or "enum" in shape):
            yield index, {}
            return
        if step == EACH or "properties" not in shape:
            schema = shape.get("items", {}) if step == EACH else shape.get("additionalProperties", {})
        elif step in shape["properties"]:
            schema = shape["properties"][step]
        else:
            yield index, shape["properties"]
            return


def _shape(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of what is there, where it may be null, behind references."""
    for alternative in schema.get("anyOf", ()):
        if alternative.get("type") != "null":
            return _shape(alternative)
    reference = schema.get("$ref")
    return json_schema()["$defs"][reference.rsplit("/", 1)[-1]] if reference else schema


def _meant(name: str, known: Mapping[str, Any] | set[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1)
    if close:
        return f" Did you mean `{close[0]}`?"
    return f" There are: {', '.join(sorted(known))}." if known else ""
