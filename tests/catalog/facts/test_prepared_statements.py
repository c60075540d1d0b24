"""A prepared query set answers as the query set itself does, for the values that each call gives."""

import pytest
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from catalog.models import Service
from catalog.queries.prepared import Prepared, any_given, given


@pytest.fixture
def services(world):
    for name in ("one", "two", "three"):
        service = world.service(name)
        service.labels = {"name": name}
        service.save()
    return {service.slug: service for service in Service.objects.all()}


def test_each_call_has_its_own_values_in_a_statement_that_is_made_once(services):
    made = []

    def owned():
        made.append(1)
        return Service.objects.filter(pk=any_given("ids"), owner__slug=given("owner"))

    prepared = Prepared(owned, "slug")
    every = [service.pk for service in services.values()]

    assert prepared.rows(ids=every, owner="one-team") == [("one",)]
    assert prepared.rows(ids=every, owner="two-team") == [("two",)]
    assert prepared.rows(ids=every[:0], owner="two-team") == []
    assert len(made) == 1


def test_instances_have_their_columns_what_was_annotated_and_what_they_lead_to(
    services, django_assert_num_queries
):
    named = Concat(F("slug"), Value("!"))
    prepared = Prepared(
        lambda: Service.objects.filter(slug=given("slug")).annotate(loud=named),
        *(
            "id",
            "slug",
            "labels",
            "loud",
            "owner_id",
            "owner__slug",
            "technical_owner_id",
            "technical_owner__slug",
        ),
    )

    with django_assert_num_queries(1):
        [found] = prepared.instances(slug="two")

        assert found == services["two"]
        assert (found.labels, found.loud) == ({"name": "two"}, "two!")
        assert (found.owner.pk, found.owner.slug) == (services["two"].owner_id, "two-team")
        assert found.technical_owner is None


def test_a_column_that_was_not_asked_for_is_still_to_be_had(services):
    [found] = Prepared(lambda: Service.objects.filter(slug=given("slug")), "id", "slug").instances(slug="two")

    assert found.title == "two"


def test_what_is_no_value_is_written_into_the_statement(services):
    loud = Concat(F("slug"), Value(" 100%s"))
    prepared = Prepared(lambda: Service.objects.filter(slug=given("slug")).annotate(loud=loud), "loud")

    assert prepared.rows(slug="one") == [("one 100%s",)]


@pytest.mark.parametrize("prepares", [True, False])
def test_it_answers_alike_where_a_pooler_allows_no_prepared_statements(services, settings, prepares):
    settings.PORTOLAN_PREPARED_STATEMENTS = prepares
    prepared = Prepared(
        lambda: Service.objects.filter(slug__startswith=given("slug")).order_by("slug"), "slug"
    )

    assert prepared.rows(slug="t") == [("three",), ("two",)]


@pytest.mark.django_db(transaction=True)
def test_it_is_prepared_again_for_another_connection_and_outlives_a_rollback(services):
    prepared = Prepared(lambda: Service.objects.filter(slug=given("slug")), "slug")

    with transaction.atomic():
        assert prepared.rows(slug="one") == [("one",)]
        transaction.set_rollback(True)

    assert prepared.rows(slug="one") == [("one",)]
    connection.close()
    assert prepared.rows(slug="two") == [("two",)]


def test_statements_keep_one_plan_for_any_values(services):
    prepared = Prepared(lambda: Service.objects.filter(pk=any_given("ids")), "slug")
    for _ in range(7):  # PostgreSQL would plan at least five times
        prepared.rows(ids=[1])

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%%catalog_service%%' ORDER BY prepare_time DESC LIMIT 1"
        )
        assert cursor.fetchone() == (7, 0)
