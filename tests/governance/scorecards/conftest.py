"""Policies with results, as an evaluation leaves them."""

import pytest
from django.utils import timezone

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
