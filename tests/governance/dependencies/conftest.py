"""Four services, each of which uses the next."""

import pytest

from observability.models import Alert, AlertState


@pytest.fixture
def chain(world, contract, using):
    """`app` uses `lending`, that uses `scoring`, and that `ledger`; all run in production, and nothing is open."""
    for name, used in {
        "ledger": (),
        "scoring": ("ledger",),
        "lending": ("scoring",),
        "app": ("lending",),
    }.items():
        world.service(name)
        world.submit_only(name, "1.0.0", contract("score", "grade"))
        uses = tuple(using(provider, "1.0.0") for provider in used)
        world.deploy(world.release(name, "1.0.0", provides=("1.0.0",), consumes=uses))
    Alert.objects.update(state=AlertState.RESOLVED)
    return world
