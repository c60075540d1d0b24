"""Have a second library judge the message that proves a change between two recorded versions."""

from threading import Lock

from catalog.actions.comparisons import comparison_for
from catalog.contracts.changes import Change
from catalog.contracts.replay import Replay, replay_witness
from catalog.errors import NotFoundError
from catalog.models import ContractFormat, ContractVersion
from catalog.queries.documents import document_of

_TURN = Lock()
"""One replay at a time: what several take at once is not theirs to decide."""
_PATIENCE = 30.0
"""Seconds to wait for one's turn: a web process has few threads, and other pages to answer."""


def replay_change(
    previous: ContractVersion, current: ContractVersion, fingerprint: str
) -> tuple[Change, Replay]:
    """Send the message of a change through openapi-core against both documents, in a process with limits.

    Raises NotFoundError where there is no such change between the versions.
    """
    comparison = comparison_for(current.contract, previous.document_id, current.document_id)
    change = next((one for one in comparison.changes if one.fingerprint == fingerprint), None)
    if change is None:
        raise NotFoundError(f"From {previous.version} to {current} there is no change {fingerprint}.")
    if current.contract.format != ContractFormat.OPENAPI:
        return change, Replay("not replayed", "openapi-core reads OpenAPI only")
    if not _TURN.acquire(timeout=_PATIENCE):
        return change, Replay("not replayed", "other messages are being replayed; ask again in a minute")
    try:
        return change, replay_witness(document_of(previous), document_of(current), change)
    finally:
        _TURN.release()
