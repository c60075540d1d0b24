"""A provider whose new version breaks a deployed consumer, in one finding that can be waived."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions.waivers import Request, decide_waiver, request_waiver
from governance.models import Finding, Review


@pytest.fixture
def broken(world, contract, using):
    world.service("provider")
    world.service("consumer")
    world.submit("provider", "1.0.0", contract("a", "b"))
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    world.deploy(world.release("consumer", "7.0.0", consumes=(using("provider", "1.0.0", "b"),)))
    world.submit("provider", "1.1.0", contract("a"))
    world.release("provider", "1.1.0", provides=("1.1.0",))
    return world


@pytest.fixture
def finding(broken):
    return Finding.objects.get(severity="breaking")


@pytest.fixture
def in_a_week():
    return timezone.now() + timedelta(days=7)


@pytest.fixture
def ask(broken, finding):
    """`ask(expires_at)` is the provider's own request to waive the finding."""

    def request(expires_at, **changes):
        asked = {"reason": "The consumer moves this week.", "finding": finding.fingerprint} | changes
        service = finding.review.contract_version.contract.service
        return request_waiver(broken.people["provider"], service, Request(expires_at=expires_at, **asked))

    return request


@pytest.fixture
def approved(ask, in_a_week, governor, broken):
    waiver = decide_waiver(governor, ask(in_a_week), "Agreed.", approved=True)
    broken.finish_reviews()
    return waiver


@pytest.fixture
def standing(broken):
    """The newest review of 1.1.0."""

    def newest():
        return Review.objects.filter(contract_version=broken.version("provider", "1.1.0")).first()

    return newest
