"""The process in which openapi-core judges messages, within limits."""

from collections.abc import Iterator
from typing import Any

from catalog.contracts.openapi.exchanges import Exchange, NotReplayable, refusals
from catalog.contracts.processes.serving import serve


def answer(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Why the library refuses the message of each exchange, or why it cannot be asked about one of them."""
    try:
        yield {"refusals": [refusals(Exchange(**exchange)) for exchange in request["exchanges"]]}
    except NotReplayable as error:
        yield {"not_replayable": str(error)}


if __name__ == "__main__":
    serve(answer)
