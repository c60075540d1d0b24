"""An installation's first administrator is made by a command that prints a token and nothing else."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalog.models import Person, Role
from catalog.queries.people import token_of


def bootstrap(*arguments: str) -> str:
    out = StringIO()
    call_command("bootstrap_admin", *arguments, stdout=out)
    return out.getvalue().strip()


def holder(secret: str) -> Person:
    token = token_of(secret, timezone.now())
    assert token is not None
    return token.person


@pytest.mark.django_db
def test_the_printed_token_is_an_administrators():
    person = holder(bootstrap("--username", "root"))

    assert (person.username, person.is_administrator) == ("root", True)


@pytest.mark.django_db
def test_again_it_finds_the_administrator_and_makes_another_token():
    first, second = bootstrap(), bootstrap()

    assert first != second
    assert holder(first) == holder(second)


@pytest.mark.django_db
def test_somebody_registered_before_keeps_the_roles_and_becomes_administrator():
    Person.objects.create_user("admin", name="Admin", roles=[Role.AUDITOR])

    assert holder(bootstrap()).roles == [Role.AUDITOR, Role.ADMINISTRATOR]


@pytest.mark.django_db
def test_a_kept_token_is_printed_again_while_it_is_valid(tmp_path):
    kept = tmp_path / "token"
    first = bootstrap("--token-file", str(kept))

    assert bootstrap("--token-file", str(kept)) == first
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_kept_token_that_is_not_valid_is_replaced(tmp_path):
    kept = tmp_path / "token"
    kept.write_text("portolan_old")

    assert holder(bootstrap("--token-file", str(kept))).is_administrator
    assert kept.read_text() != "portolan_old"
