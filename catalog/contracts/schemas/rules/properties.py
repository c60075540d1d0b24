"""Rules about the properties of objects."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi", "asyncapi", "jsonschema"))


@RULES.rule(on="property", action="removed", direction="request", severity=DANGEROUS)
def request_property_removed(event: Event) -> str:
    """A property is no longer part of the request.

    What it finds: a property that consumers could send and that the current request does not declare any
    more, or only as `readOnly`.
    Why it matters: what consumers go on sending is ignored, so that they lose something without an error.
    Example: `note` disappears from the body of `POST /orders`.
    How to ship it safely: mark the property as deprecated first, and remove it when nobody is seen sending
    it.
    """
    now = "is read-only now and" if event.after else "was removed and"
    return f"`{event.subject}` {now} is ignored when it is sent"


@RULES.rule(on="property", action="refused", direction="request", severity=BREAKING)
def request_property_refused(event: Event) -> str:
    """A property that could be sent is refused now.

    What it finds: a property that the current request does not declare, in an object that allows no
    undeclared ones.
    Why it matters: requests that send it are rejected.
    Example: `note` disappears from an object with `additionalProperties: false`.
    How to ship it safely: keep accepting the property as deprecated until nobody sends it.
    """
    return f"`{event.subject}` could be sent and is refused now: the object allows no such property"


@RULES.rule(on="property", action="added", direction="request", severity=SAFE)
def request_property_added(event: Event) -> str:
    """An optional property was added to the request.

    What it finds: a property that only the current request declares and does not require.
    Why it matters: nobody has to send it; people who read change logs want to know.
    Example: `note` is a new optional property of `POST /orders`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` was added and is optional"


@RULES.rule(on="property", action="required added", direction="request", severity=BREAKING)
def request_required_property_added(event: Event) -> str:
    """A property that must be sent was added to the request.

    What it finds: a property that the previous request did not declare and the current one requires.
    Why it matters: no existing consumer sends it, so all of their requests are rejected.
    Example: `currency` is new in `POST /charges` and required.
    How to ship it safely: add it as optional with a default; require it in the next major version.
    """
    return f"`{event.subject}` was added and must be sent"


@RULES.rule(on="property", action="became required", direction="request", severity=BREAKING)
def request_property_became_required(event: Event) -> str:
    """A property that could be left out must be sent now.

    What it finds: a name that is in `required` of the current request only.
    Why it matters: requests without it, valid so far, are rejected.
    Example: `email` becomes required in `POST /customers`.
    How to ship it safely: keep it optional and fill in a default on the server until everybody sends it.
    """
    return f"`{event.subject}` could be left out and must be sent now"


@RULES.rule(on="property", action="became optional", direction="request", severity=SAFE)
def request_property_became_optional(event: Event) -> str:
    """A property that had to be sent may be left out now.

    What it finds: a name that is in `required` of the previous request only.
    Why it matters: everything that was sent is still accepted.
    Example: `email` is no longer required in `POST /customers`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` had to be sent and may be left out now"


@RULES.rule(on="property", action="removed", direction="response", severity=DANGEROUS)
def response_property_removed(event: Event) -> str:
    """An optional property is no longer part of the response.

    What it finds: a property that the previous response declared as optional and the current one does not
    declare.
    Why it matters: consumers had to be ready for its absence, but one that shows it shows nothing from now
    on.
    Example: the optional `nickname` disappears from `GET /customers/{id}`.
    How to ship it safely: mark it as deprecated, look who reads it, and remove it with the next major
    version.
    """
    why = "is write-only now" if event.after else "was removed"
    return f"`{event.subject}`, which was optional, {why}"


@RULES.rule(on="property", action="required removed", direction="response", severity=BREAKING)
def response_required_property_removed(event: Event) -> str:
    """A property that was always there is no longer part of the response.

    What it finds: a property that the previous response required and the current one does not declare.
    Why it matters: consumers rely on it; the contract said that it is always there.
    Example: `score` is renamed to `credit_score` in `GET /reports/{id}`.
    How to ship it safely: send both the old and the new property until the next major version.
    """
    why = "is write-only now" if event.after else "was removed"
    return f"`{event.subject}`, which was always there, {why}"


@RULES.rule(on="property", action="added", direction="response", severity=SAFE)
def response_property_added(event: Event) -> str:
    """A property was added to the response.

    What it finds: a property that only the current response declares.
    Why it matters: consumers ignore what they do not know, unless their contract said otherwise.
    Example: `created_at` is a new property of `GET /orders/{id}`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` was added"


@RULES.rule(on="property", action="unexpected", direction="response", severity=BREAKING)
def response_property_not_allowed_before(event: Event) -> str:
    """A property was added to a response that promised to have no others.

    What it finds: a property that only the current response declares, where the previous one had
    `additionalProperties: false`.
    Why it matters: a consumer that validates what it receives rejects the whole response.
    Example: `created_at` is new in an object that was closed.
    How to ship it safely: open the object in one major version, add properties afterwards.
    """
    return f"`{event.subject}` was added to an object that promised to have no other properties"


@RULES.rule(on="property", action="became required", direction="response", severity=SAFE)
def response_property_became_required(event: Event) -> str:
    """A property that could be missing is always in the response now.

    What it finds: a name that is in `required` of the current response only.
    Why it matters: consumers that were ready for its absence still work.
    Example: `email` is always part of `GET /customers/{id}`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` could be missing and is always there now"


@RULES.rule(on="property", action="became optional", direction="response", severity=BREAKING)
def response_property_became_optional(event: Event) -> str:
    """A property that was always in the response may be missing now.

    What it finds: a name that is in `required` of the previous response only.
    Why it matters: consumers read it without looking whether it is there.
    Example: `email` is no longer required in `GET /customers/{id}`.
    How to ship it safely: keep sending it, with a neutral value where there is none, until the next major
    version.
    """
    return f"`{event.subject}` was always there and may be missing now"


@RULES.rule(on="property", action="deprecated", severity=SAFE)
def property_deprecated(event: Event) -> str:
    """A property or parameter was marked as deprecated.

    What it finds: `deprecated: true` that only the current schema has.
    Why it matters: nothing breaks yet; whoever uses it should stop.
    Example: `fax` of a customer is deprecated.
    How to ship it safely: name the successor in the description, and leave consumers time.
    """
    return f"`{event.subject}` is deprecated now"


@RULES.rule(on="additional members", action="closed", direction="request", severity=SAFE)
def request_object_closed(event: Event) -> str | None:
    """An object in the request no longer allows properties that it does not declare, but nobody was told to
    send any.

    What it finds: `additionalProperties: false` that only the current request has, where the previous one
    declared its properties.
    Why it matters: consumers that send only what was declared are not affected.
    Example: the address in `POST /orders` becomes closed.
    How to ship it safely: look into the logs for consumers that send more than was declared.
    """
    if event.harmful:
        return None
    return f"`{event.subject}` no longer allows properties that it does not declare"


@RULES.rule(on="additional members", action="closed", direction="request", severity=BREAKING)
def request_additional_properties_refused(event: Event) -> str | None:
    """Properties of any name could be sent and are refused now.

    What it finds: `additionalProperties: false` in the current request, where the previous one allowed
    further properties explicitly.
    Why it matters: requests with such properties are rejected.
    Example: the free-form `metadata` of `POST /orders` is closed.
    How to ship it safely: declare the names that are in use, and close the object in the next major version.
    """
    if not event.harmful:
        return None
    return f"`{event.subject}` allowed other properties than the declared ones and refuses them now"


@RULES.rule(on="additional members", action="opened", direction="request", severity=SAFE)
def request_object_opened(event: Event) -> str:
    """An object in the request allows properties that it does not declare.

    What it finds: `additionalProperties: false` that only the previous request has.
    Why it matters: everything that was sent is still accepted.
    Example: `metadata` of `POST /orders` becomes free-form.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` allows properties that it does not declare"


@RULES.rule(on="property", action="undeprecated", severity=SAFE)
def property_no_longer_deprecated(event: Event) -> str:
    """A property is no longer deprecated.

    What it finds: `deprecated: true` that only the previous schema has.
    Why it matters: whoever uses it may go on.
    Example: `nickname` lives on.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` is no longer deprecated"
