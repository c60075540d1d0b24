"""AsyncAPI 2 documents written as AsyncAPI 3: the same API, by the rules of the migration guide."""

from typing import Any

Tree = dict[str, Any]
ACTIONS = {"publish": "receive", "subscribe": "send"}
OF_THE_CHANNEL = frozenset({"bindings", "description"})


def raised_to_3(document: Tree) -> Tree:
    """The document in AsyncAPI 3: operations beside channels, which have names, addresses and all their messages."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    channels: Tree = {}
    operations: Tree = {}
    for number, (address, item) in enumerate(document["channels"].items()):
        name = f"channel{number}"
        channel = channels[name] = _channel(address, item)
        for verb in (verb for verb in ACTIONS if verb in item):
            stated = item[verb]
            key = stated.get("operationId", f"{verb}{number}")
            operations[key] = _operation(name, channel, stated, verb, schemes)
    rest = {key: part for key, part in document.items() if key not in ("channels", "servers", "components")}
    servers = {name: _server(server, schemes) for name, server in document.get("servers", {}).items()}
    components = _components(document.get("components", {}))
    raised = {**rest, "asyncapi": "3.0.0", "channels": channels, "operations": operations}
    return {
        **raised,
        **({"servers": servers} if servers else {}),
        **({"components": components} if components else {}),
    }


def _channel(address: str, item: Tree) -> Tree:
    channel: Tree = {key: part for key, part in item.items() if key in OF_THE_CHANNEL}
    parameters = {name: _parameter(one) for name, one in item.get("parameters", {}).items()}
    servers = [{"$ref": f"#/servers/{name}"} for name in item.get("servers", ())]
    return {
        "address": address,
        "messages": {},
        **channel,
        **({"parameters": parameters} if parameters else {}),
        **({"servers": servers} if servers else {}),
    }


def _parameter(parameter: Tree) -> Tree:
    kept = {key: part for key, part in parameter.items() if key in ("description", "location")}
    schema = parameter.get("schema", {})
    return kept | {key: schema[key] for key in ("enum", "default") if key in schema}


def _operation(name: str, channel: Tree, stated: Tree, verb: str, schemes: Tree) -> Tree:
    message = stated.get("message")
    listed = message["oneOf"] if message and "oneOf" in message else [message] if message else []
    references = []
    for number, one in enumerate(listed):
        key = one.get("messageId") or one.get("name") or f"{verb}{number}"
        channel["messages"][key] = _message(one)
        references.append({"$ref": f"#/channels/{name}/messages/{key}"})
    kept = {key: part for key, part in stated.items() if key in ("summary", "bindings", "traits")}
    security = [_scheme(one, schemes) for one in stated.get("security", ())]
    return {
        "action": ACTIONS[verb],
        "channel": {"$ref": f"#/channels/{name}"},
        "messages": references,
        **kept,
        **({"security": security} if security else {}),
    }


def _message(message: Tree) -> Tree:
    """What traits say counts in AsyncAPI 2, and what the message says in AsyncAPI 3: so they are merged in."""
    if "$ref" in message:
        return message
    whole: Tree = {}
    for part in ({key: one for key, one in message.items() if key != "traits"}, *message.get("traits", ())):
        whole |= part
    language = whole.pop("schemaFormat", None)
    if language and "payload" in whole:
        whole["payload"] = {"schemaFormat": language, "schema": whole["payload"]}
    whole.pop("messageId", None)
    return whole


def _server(server: Tree, schemes: Tree) -> Tree:
    host, slash, path = server["url"].rpartition("://")[2].partition("/")
    kept = {key: part for key, part in server.items() if key not in ("url", "security")}
    security = [_scheme(one, schemes) for one in server.get("security", ())]
    return {
        "host": host,
        **({"pathname": slash + path} if path else {}),
        **kept,
        **({"security": security} if security else {}),
    }


def _scheme(requirement: Tree, schemes: Tree) -> Tree:
    ((name, scopes),) = requirement.items()
    if not scopes:
        return {"$ref": f"#/components/securitySchemes/{name}"}
    return {**_raised_scheme(schemes[name]), "scopes": scopes}


def _raised_scheme(scheme: Tree) -> Tree:
    flows = {
        name: {("availableScopes" if key == "scopes" else key): part for key, part in flow.items()}
        for name, flow in scheme.get("flows", {}).items()
    }
    return {**scheme, **({"flows": flows} if flows else {})}


def _components(components: Tree) -> Tree:
    raised = dict(components)
    for kind, change in (("messages", _message), ("securitySchemes", _raised_scheme)):
        if kind in raised:
            raised[kind] = {name: change(one) for name, one in raised[kind].items()}
    return raised
