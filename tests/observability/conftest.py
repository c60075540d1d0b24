"""The standing cast of one team, its channel, and a receiver on a real socket."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from rest_framework.test import APIClient

from catalog.actions.services import put_service
from catalog.actions.teams import issue_token, put_person, put_team
from catalog.models import Person, Role, Service, Team
from observability.actions.alerts import raise_alert
from observability.actions.channels import put_channel
from observability.actions.deliveries import attempt_delivery
from observability.models import Alert, Channel, Delivery


@dataclass
class Cast:
    """Who there is: the team `underwriting` with its people, and others."""

    admin: Person
    owner: Person
    teammate: Person
    citizen: Person
    auditor: Person
    stranger: Person
    team: Team
    other_team: Team
    service: Service


def _person(admin: Person, username: str, **fields: Any) -> Person:
    return put_person(admin, username, {"name": username} | fields)[0]


@pytest.fixture
def cast(db: None) -> Cast:
    admin = Person.objects.create_user("admin", name="Admin", roles=[Role.ADMINISTRATOR])
    owner, teammate, citizen, stranger = (
        _person(admin, name) for name in ("owner", "teammate", "citizen", "stranger")
    )
    auditor = _person(admin, "auditor", roles=[Role.AUDITOR])
    members = {owner: "maintainer", teammate: "member", citizen: "citizen-developer"}
    team, _ = put_team(admin, "underwriting", {"title": "Underwriting"}, members)
    other_team, _ = put_team(admin, "funding", {"title": "Funding"}, {stranger: "lead"})
    service, _ = put_service(owner, "underwriting", {"title": "Underwriting", "owner": team})
    return Cast(admin, owner, teammate, citizen, auditor, stranger, team, other_team, service)


@pytest.fixture
def channel(cast, webhook_receiver, settings) -> Channel:
    """The team's channel, to the receiver."""
    settings.PORTOLAN_ALLOW_PRIVATE_WEBHOOKS = True
    fields = {"url": webhook_receiver.url, "team": cast.team}
    return put_channel(cast.owner, "underwriting-hook", fields)[0]


@pytest.fixture
def tell(cast):
    """Raise an alert to the team: `tell("key")`."""

    def raise_one(key: str = "key", **changes: Any) -> Alert:
        fields = {
            "kind": "contract.breaking-change",
            "severity": "critical",
            "team": cast.team,
            "service": cast.service,
            "title": "credit-check 2.4.0 would break underwriting",
            "message": "The field score is gone. Agree with risk on what to keep.",
            "link": "/services/credit-check",
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
def attempt():
    """Attempt a delivery as soon as it is due, and return how it stands: `attempt(delivery)`."""

    def run(delivery: Delivery) -> Delivery:
        Delivery.objects.filter(id=delivery.id, due_at__gt=timezone.now()).update(due_at=timezone.now())
        attempt_delivery(delivery.id)
        return Delivery.objects.get(id=delivery.id)

    return run


@pytest.fixture
def rest():
    """Call the API as somebody: `rest(person).get("/alerts")`, with the body as JSON."""

    def as_person(person: Person) -> Rest:
        _, secret = issue_token(person, person, "test", timezone.now() + timedelta(hours=1))
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
        return Rest(client)

    return as_person


@dataclass
class Answer:
    status: int
    body: Any


class Rest:
    """The API under /api/v1 as one person sees it."""

    def __init__(self, client: APIClient) -> None:
        self.client = client

    def call(self, method: str, path: str, body: Any = None) -> Answer:
        answer = getattr(self.client, method)(f"/api/v1{path}", body, format="json")
        return Answer(answer.status_code, json.loads(answer.content))

    def get(self, path: str) -> Answer:
        return self.call("get", path)

    def put(self, path: str, body: Any) -> Answer:
        return self.call("put", path, body)

    def post(self, path: str) -> Answer:
        return self.call("post", path)
