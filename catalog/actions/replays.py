"""Have a second library judge the message that proves a change between two recorded versions."""

from catalog.actions.comparisons import comparison_for
from catalog.actions.turns import Turns
from catalog.contracts.changes import Change
from catalog.contracts.replay import Replay, replay_witness
from catalog.errors import NotFoundError
from catalog.models import ContractFormat, ContractVersion
from catalog.queries.documents import document_of

REPLAYS = Turns("messages are being replayed")


def replay_change(
    previous: ContractVersion, current: ContractVersion, fingerprint: str
) -> tuple[Change, Replay]:
    """Send the message of a change through openapi-core against both documents, in a process with limits.

    Raises NotFoundError where there is no such change between the versions, BusyError.
    """
    comparison = comparison_for(current.contract, previous.document_id, current.document_id)
    change = next((one for one in comparison.changes if one.fingerprint == fingerprint), None)
    if change is None:
        raise NotFoundError(f"From {previous.version} to {current} there is no change {fingerprint}.")
    if current.contract.format != ContractFormat.OPENAPI:
        return change, Replay("not replayed", "openapi-core reads OpenAPI only")
    with REPLAYS.turn():
        return change, replay_witness(document_of(previous), document_of(current), change)
