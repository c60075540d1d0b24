"""Rules about conditions: `not`, `if`, `dependentRequired`, `contains`, `propertyNames`, and one of several members."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

CHOICE = "anyOf"
"""The name of a condition that one of several members has to be there."""

RULES = RuleBook(("openapi", "asyncapi", "jsonschema"))


@RULES.rule(on="condition", action="declared", direction="request", severity=BREAKING)
def request_condition_added(event: Event) -> str:
    """A further condition was put on what is sent.

    What it finds: `not`, `if`, `dependentRequired`, `contains` or the like that only the current request has.
    Why it matters: what does not meet the condition is rejected.
    Example: `dependentRequired` asks for `iban` wherever `bank` is sent.
    How to ship it safely: warn about such requests first; enforce the condition in the next major version.
    """
    if event.name == CHOICE:
        return f"`{event.subject}` must have {event.after} now"
    return f"`{event.subject}` has to meet a new condition (`{event.name}`)"


@RULES.rule(on="condition", action="dropped", direction="request", severity=SAFE)
def request_condition_removed(event: Event) -> str:
    """A condition on what is sent was dropped.

    What it finds: `not`, `if`, `dependentRequired`, `contains` or the like that only the previous request
    has.
    Why it matters: everything that was sent is still accepted.
    Example: `iban` is no longer asked for wherever `bank` is sent.
    How to ship it safely: it is safe as it is.
    """
    if event.name == CHOICE:
        return f"`{event.subject}` no longer needs {event.before}"
    return f"`{event.subject}` no longer has to meet a condition (`{event.name}`)"


@RULES.rule(on="condition", action="declared", direction="response", severity=SAFE)
def response_condition_added(event: Event) -> str:
    """What is received meets a further condition.

    What it finds: `not`, `if`, `dependentRequired`, `contains` or the like that only the current response
    has.
    Why it matters: consumers receive nothing that they did not before.
    Example: `iban` is always there when `bank` is.
    How to ship it safely: it is safe as it is.
    """
    if event.name == CHOICE:
        return f"`{event.subject}` always has {event.after} now"
    return f"`{event.subject}` meets a new condition (`{event.name}`)"


@RULES.rule(on="condition", action="dropped", direction="response", severity=BREAKING)
def response_condition_removed(event: Event) -> str:
    """What is received no longer meets a condition.

    What it finds: `not`, `if`, `dependentRequired`, `contains` or the like that only the previous response
    has.
    Why it matters: consumers may receive what was ruled out before.
    Example: `bank` may come without `iban`.
    How to ship it safely: keep the condition until the next major version.
    """
    if event.name == CHOICE:
        return f"`{event.subject}` always had {event.before}, and may come without now"
    return f"`{event.subject}` no longer meets a condition (`{event.name}`)"


@RULES.rule(on="condition", action="tightened", direction="request", severity=BREAKING)
def request_condition_tightened(event: Event) -> str:
    """A condition on what is sent refuses more than before.

    What it finds: `not`, `if`, `dependentRequired`, `contains` or the like that differs between the two requests,
    where something that met the condition does not meet it now.
    Why it matters: what does not meet the condition is rejected.
    Example: `not` ruled out `admin` as a name and rules out `root`, too.
    How to ship it safely: warn about such requests first; enforce the condition in the next major version.
    """
    if event.name == CHOICE:
        return f"`{event.subject}` needed {event.before}, and needs {event.after} now"
    return f"`{event.subject}` has to meet a stricter condition (`{event.name}`)"


@RULES.rule(on="condition", action="loosened", direction="request", severity=SAFE)
def request_condition_loosened(event: Event) -> str:
    """A condition on what is sent accepts more than before.

    What it finds: `not`, `if`, `dependentRequired`, `contains` or the like that differs between the two requests,
    where everything that met the condition still does.
    Why it matters: everything that was sent is still accepted.
    Example: `dependentRequired` asked for `iban` and `bic` with `bank` and only asks for `iban` now.
    How to ship it safely: it is safe as it is.
    """
    if event.name == CHOICE:
        return f"`{event.subject}` needed {event.before}, and needs {event.after} now"
    return f"`{event.subject}` has to meet a laxer condition (`{event.name}`)"


@RULES.rule(on="condition", action="tightened", direction="response", severity=SAFE)
def response_condition_tightened(event: Event) -> str:
    """What is received meets a stricter condition.

    What it finds: `not`, `if`, `dependentRequired`, `contains` or the like that differs between the two responses,
    where everything that meets the condition now met it before.
    Why it matters: consumers receive nothing that they did not before.
    Example: `bank` came with `iban` and comes with `iban` and `bic` now.
    How to ship it safely: it is safe as it is.
    """
    if event.name == CHOICE:
        return f"`{event.subject}` always had {event.before}, and always has {event.after} now"
    return f"`{event.subject}` meets a stricter condition (`{event.name}`)"


@RULES.rule(on="condition", action="loosened", direction="response", severity=BREAKING)
def response_condition_loosened(event: Event) -> str:
    """What is received meets a condition that rules out less than before.

    What it finds: `not`, `if`, `dependentRequired`, `contains` or the like that differs between the two responses,
    where something meets the condition now that did not meet it before.
    Why it matters: consumers may receive what was ruled out before.
    Example: `bank` came with `iban` and `bic` and may come without `bic` now.
    How to ship it safely: keep the condition until the next major version.
    """
    if event.name == CHOICE:
        return f"`{event.subject}` always had {event.before}, and always has {event.after} now"
    return f"`{event.subject}` meets a laxer condition (`{event.name}`)"
