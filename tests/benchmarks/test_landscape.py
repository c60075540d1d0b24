"""Benchmarks are not run with the tests; that their landscape can be built by today's rules is tested here."""

import pytest

from catalog.models import Environment
from governance.actions.promotions import ask
from tests.benchmarks.landscape import HUB, grow


@pytest.mark.django_db
def test_the_gate_judges_the_landscape_that_benchmarks_measure():
    grow(0, 120)

    facts, decision = ask(f"service-{HUB}", "1.2.0", Environment.objects.get(slug="production"))

    assert len(facts.consumers) > 100
    assert facts.policies
    assert decision.decision == "allow"
