"""What most tests of telling start from: a team with a channel, and a receiver on a real socket."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from catalog.actions.services import put_service
from catalog.actions.teams import put_team
from catalog.models import Service, Team
from observability.actions.alerts import raise_alert
from observability.actions.channels import put_channel
from observability.actions.deliveries import attempt_delivery
from observability.models import Alert, Channel, Delivery


@pytest.fixture
def service(owner, team) -> Service:
    return put_service(owner, "charging", {"title": "Charging", "owner": team})[0]


@pytest.fixture
def other_team(administrator, stranger) -> Team:
    """A team that the stranger leads."""
    return put_team(administrator, "funding", {"title": "Funding"}, {stranger: "lead"})[0]


@pytest.fixture
def channel(owner, team, webhook_receiver, settings) -> Channel:
    """The team's channel, to the receiver."""
    settings.PORTOLAN_ALLOW_PRIVATE_WEBHOOKS = True
    return put_channel(owner, "payments-hook", {"url": webhook_receiver.url, "team": team})[0]


@pytest.fixture
def tell(team, service) -> Callable[..., Alert]:
    """Raise an alert to the team: `tell("key")`."""

    def raise_one(key: str = "key", **changes: Any) -> Alert:
        fields = {
            "kind": "contract.breaking-change",
            "severity": "critical",
            "team": team,
            "service": service,
            "title": "ledger 2.4.0 would break charging",
            "message": "The field balance is gone. Agree with accounting on what to keep.",
            "link": "/services/ledger",
            "data": {"version": "2.4.0"},
            "dedup_key": key,
        }
        with transaction.atomic():
            return raise_alert(**fields | changes)

    return raise_one


@pytest.fixture
def delivery(channel, tell) -> Delivery:
    """A delivery that waits to be attempted."""
    return Delivery.objects.get(alert=tell())


@pytest.fixture
def attempt() -> Callable[[Delivery], Delivery]:
    """Let the time of the delivery come, attempt it, and return how it stands."""

    def run(delivery: Delivery) -> Delivery:
        Delivery.objects.filter(id=delivery.id, due_at__gt=timezone.now()).update(due_at=timezone.now())
        attempt_delivery(delivery.id)
        return Delivery.objects.get(id=delivery.id)

    return run
