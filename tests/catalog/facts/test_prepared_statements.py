"""A prepared query set answers as the query set itself does, for the values that each call gives."""

import pytest
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
