"""The compatibility rules, as people look for them."""

from difflib import get_close_matches

from catalog.contracts.changes import Direction, Severity
from catalog.contracts.rules import RULES
from catalog.contracts.ruling import Rule
from catalog.errors import NotFoundError

SUBJECTS = sorted({rule.on for rule in RULES.values()})
FORMATS = sorted({name for rule in RULES.values() for name in rule.formats})


def find_rule(rule_id: str) -> Rule:
    """Return the rule of this id; raise NotFoundError, whose message names those with a similar one."""
    if rule_id in RULES:
        return RULES[rule_id]
    similar = get_close_matches(rule_id, RULES, n=5)
    perhaps = f" Did you mean {', '.join(similar)}?" if similar else ""
    raise NotFoundError(f"There is no rule {rule_id}.{perhaps}")


def rules(
    *,
    severity: Severity | None = None,
    on: str | None = None,
    direction: Direction | None = None,
    format: str | None = None,  # noqa: A002  # the name of the filter in every interface
) -> list[Rule]:
    """Return the rules by id, as far as all the given filters let them through."""
    return [
        rule
        for _, rule in sorted(RULES.items())
        if severity in {None, rule.severity}
        and on in {None, rule.on}
        and (direction is None or rule.judges(direction))
        and (format is None or format in rule.formats)
    ]
