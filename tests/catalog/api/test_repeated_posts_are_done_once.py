"""A POST that is repeated under one Idempotency-Key is done once, however often and however quickly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from catalog.actions.idempotency import Answer, answer_once
from catalog.actions.releases import ReleaseContent, put_release
from catalog.models import Deployment, IdempotentAnswer, Person

DEPLOYMENTS = "/api/v1/deployments"
KEY = {"Idempotency-Key": "build-17"}


@pytest.fixture
def body(owner, service, production) -> dict[str, str]:
    put_release(owner, service, "1.0.0", ReleaseContent())
    put_release(owner, service, "1.1.0", ReleaseContent())
    return {"service": "charging", "release": "1.0.0", "environment": "production"}


def test_a_repetition_is_answered_with_the_first_answer(api, body):
    first = api.post(DEPLOYMENTS, body, headers=KEY)
    api.post(DEPLOYMENTS, body | {"release": "1.1.0"})

    again = api.post(DEPLOYMENTS, body, headers=KEY)

    assert (again.status_code, again.json()) == (201, first.json())
    assert Deployment.objects.count() == 2


def test_another_request_under_the_same_key_is_refused(api, body):
    api.post(DEPLOYMENTS, body, headers=KEY)

    assert api.post(DEPLOYMENTS, body | {"release": "1.1.0"}, headers=KEY).status_code == 422


def test_a_request_that_failed_can_be_repeated(api, body):
    assert api.post(DEPLOYMENTS, body | {"release": "2.0.0"}, headers=KEY).status_code == 404

    assert api.post(DEPLOYMENTS, body, headers=KEY).status_code == 201


def test_two_people_may_use_the_same_key(api, api_of, teammate, body):
    api.post(DEPLOYMENTS, body, headers=KEY)

    answer = api_of(teammate).post(DEPLOYMENTS, body | {"release": "1.1.0"}, headers=KEY)

    assert answer.status_code == 201


def test_after_a_day_the_key_is_free_again(api, body):
    api.post(DEPLOYMENTS, body, headers=KEY)
    IdempotentAnswer.objects.update(created_at=timezone.now() - timedelta(hours=25))

    assert api.post(DEPLOYMENTS, body | {"release": "1.1.0"}, headers=KEY).status_code == 201


def test_a_key_that_is_too_long_is_refused(api, body):
    assert api.post(DEPLOYMENTS, body, headers={"Idempotency-Key": "k" * 256}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_under_one_key_are_done_once():
    person = Person.objects.create_user("pipeline", name="Pipeline")
    done = []

    def act() -> Answer:
        done.append(1)
        return Answer(201, str(len(done)))

    def request(_: int) -> Answer:
        try:
            return answer_once(person, "key", "digest", act)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = set(threads.map(request, range(8)))

    assert answers == {Answer(201, "1")}
