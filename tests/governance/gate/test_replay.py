"""A stored decision is made again from its stored facts, and both agree; other facts give another answer."""

import pytest
from django.db import connection

from governance.models import Promotion

UNTOUCHED = "ALTER TABLE governance_promotion {} TRIGGER governance_promotion_immutable"


@pytest.fixture
def replayed(api_of, world):
    def get(number):
        answer = api_of(world.admin).get(f"/api/v1/promotions/{number}/replay")
        assert answer.status_code == 200
        return answer.json()

    return get


def alter(number, facts):
    """As no user can: the database itself refuses to change a promotion."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with waiting checks cannot be altered
        cursor.execute(UNTOUCHED.format("DISABLE"))
        Promotion.objects.filter(pk=number).update(facts=facts)
        cursor.execute(UNTOUCHED.format("ENABLE"))


def test_both_agree(refused, ask_for, replayed):
    stored = ask_for(refused)
    found = replayed(stored["id"])
    assert found["agrees"] is True
    assert found["stored"] == found["replayed"]
    assert found["stored"]["reasons"] == stored["reasons"]


def test_the_world_may_move_on(refused, ask_for, replayed, world, using):
    stored = ask_for(refused)
    moved = world.release("consumer", "2.0.0", consumes=(using("provider", "1.0.0", "b"),))
    world.promote(moved)
    world.deploy(moved)
    assert ask_for(refused)["decision"] == "allow"
    assert replayed(stored["id"])["replayed"]["decision"] == "deny"


def test_an_altered_fact_gives_another_answer(refused, ask_for, replayed):
    stored = ask_for(refused)
    facts = Promotion.objects.get(pk=stored["id"]).facts
    facts["consumers"][0]["offers"][0]["fits"][0]["breaks"] = []
    alter(stored["id"], facts)
    found = replayed(stored["id"])
    assert found["agrees"] is False
    assert (found["stored"]["decision"], found["replayed"]["decision"]) == ("deny", "allow")
