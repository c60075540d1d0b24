"""Policies with results, as an evaluation leaves them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.actions.services import put_landscape, put_service
from catalog.models import Domain, System
from governance.models import Policy, PolicyResult, PolicyVersion


@pytest.fixture
def policy(world):
    """`policy("on-call")` is a policy of that name."""

    def written(slug):
        made = Policy.objects.create(slug=slug)
        made.current = PolicyVersion.objects.create(
            policy=made, number=1, title=slug, rule="true", created_by=world.admin
        )
        made.save()
        return made

    return written


@pytest.fixture
def result(world):
    """`result(policy, service, "pass")` is what was found last."""

    def found(policy, service, state):
        now = timezone.now()
        PolicyResult.objects.update_or_create(
            policy=policy,
            service=service,
            defaults={"version": policy.current, "state": state, "since": now, "evaluated_at": now},
        )

    return found


@pytest.fixture
def rest(api_of, governor):
    return api_of(governor)


@pytest.fixture
def mtls(policy):
    return policy("mutual-tls")


@pytest.fixture
def services(world, governor):
    domain, _ = put_landscape(governor, Domain, "lending", {"title": "Lending"})
    system, _ = put_landscape(governor, System, "scoring", {"title": "Scoring", "domain": domain})
    made = {}
    for name in ("done", "owing"):
        owned = world.service(name)
        made[name], _ = put_service(world.people[name], name, {"system": system, "owner": owned.owner})
    made["outside"] = world.service("outside")
    return made


@pytest.fixture
def campaign(mtls, services, result, rest):
    """Due in 20 days; of the two services in its scope, `owing` does not keep it."""
    result(mtls, services["done"], "pass")
    result(mtls, services["owing"], "fail")
    body = {
        "title": "mTLS everywhere",
        "policies": ["mutual-tls"],
        "scope": {"domains": ["lending"]},
        "due_on": f"{timezone.now().date() + timedelta(days=20)}",
    }
    assert rest.put("/api/v1/campaigns/mtls", body).status_code == 201
    return body
