"""A policy's variables, written out where they are used: so each is evaluated where, and only if, it is needed."""

from collections.abc import Mapping

from governance.policy.model import Policy
from governance.policy.names import names_in
from governance.policy.outline import VARIABLE, expressions

LONGEST_INLINED = 12_000


class TooLongError(ValueError):
    """With its variables written out, the expression in a part is too long."""

    def __init__(self, part: str) -> None:
        super().__init__(f"With its variables written out, it has more than {LONGEST_INLINED} characters.")
        self.part = part


def inlined(policy: Policy) -> dict[str, str]:
    """The scope, the rule and the message without variables; raise TooLongError."""
    sources, done = expressions(policy), dict[str, str]()
    parts = [part for part in sources if not part.startswith(VARIABLE)]
    return {part: _inline(part, sources, done) for part in parts}


def _inline(part: str, sources: Mapping[str, str], done: dict[str, str]) -> str:
    if part in done:
        return done[part]
    source, end, pieces, length = sources[part], 0, list[str](), 0
    done[part] = source  # what is made from itself stays a name, and means nothing
    for token in names_in(source).variables:
        if (variable := f"{VARIABLE}{token.text}") in sources:
            # The line break ends a comment at the end of the variable.
            pieces += [source[end : token.start], f"({_inline(variable, sources, done)}\n)"]
            end = token.start + len(token.text)
            length += len(pieces[-1])
            if length > LONGEST_INLINED:
                raise TooLongError(part)
    done[part] = "".join([*pieces, source[end:]])
    return done[part]
