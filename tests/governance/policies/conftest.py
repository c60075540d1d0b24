"""Policies over a small world, and clients of whoever writes and reads them."""

import pytest

from governance.actions.evaluations import evaluate_due, follow_changes
from governance.actions.policies import put_policy


@pytest.fixture
def governing(world, api_of, governor):
    """The API as somebody of the platform and architecture group."""
    return api_of(governor)


@pytest.fixture
def policy(governor):
    """`policy("tiered", "service.tier <= 2")` writes a policy; what else it says by name."""

    def write(slug, rule, **fields):
        return put_policy(governor, slug, {"title": slug.capitalize(), "rule": rule} | fields)[0]

    return write


@pytest.fixture
def settle(db):
    """Let the background work run until nothing is left of it."""

    def run():
        follow_changes()
        evaluated = []
        while batch := evaluate_due():
            evaluated += batch
        return evaluated

    return run
