"""Everybody sees to the password and the tokens of his own account."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import AuditEvent, Token, TokenScope

OLD, NEW = "anchors aweigh", "all hands on deck"


@pytest.fixture
def signed_in(client, owner):
    owner.set_password(OLD)
    owner.save()
    client.force_login(owner)
    return client


def change(client, old, new, again=None):
    return client.post(
        "/account/password", {"old_password": old, "new_password1": new, "new_password2": again or new}
    )


def secret_on(page):
    return re.search(r'value="(portolan_[^"]+)"', page.content.decode())[1]


def test_the_account_names_teams_and_tokens(signed_in, owner, team):
    Token.issue(owner, "nightly pipeline", timezone.now() + timedelta(days=1), TokenScope.READ)

    page = signed_in.get("/account").content.decode()

    assert all(
        word in page for word in ("nightly pipeline", team.title, 'aria-label="Revoke nightly pipeline"')
    )


def test_the_password_is_changed_and_other_browsers_are_signed_out(signed_in, owner):
    other = Client()
    other.force_login(owner)

    answer = change(signed_in, OLD, NEW)

    owner.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, "/account")
    assert owner.check_password(NEW)
    assert signed_in.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    assert AuditEvent.objects.filter(action="changed password", actor=owner).count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (("wrong", NEW), "Your old password was entered incorrectly"),
        ((OLD, NEW, "another one"), "The two password fields didn"),
        ((OLD, "short"), "This password is too short"),
        ((OLD, "password123"), "This password is too common"),
        ((OLD, ""), "This field is required"),
    ],
)
def test_a_password_that_is_not_taken_says_why(signed_in, owner, sent, said):
    answer = change(signed_in, *sent)

    owner.refresh_from_db()
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert owner.check_password(OLD)


def test_the_old_password_cannot_be_guessed_here_either(signed_in, settings):
    settings.PORTOLAN_SIGN_IN_ATTEMPTS = 2

    answers = [change(signed_in, guess, NEW).status_code for guess in ("one", "two", OLD)]

    assert answers == [422, 429, 429]


def test_a_token_is_shown_once_and_may_do_what_was_chosen(signed_in):
    made = signed_in.post("/account/new-token", {"name": "dashboard", "scope": "read", "days": "30"})
    bearer = {"Authorization": f"Bearer {secret_on(made)}"}

    assert Client().get("/api/v1/people/owner", headers=bearer).status_code == 200
    assert Client().post("/api/v1/people/owner/tokens", headers=bearer).status_code == 403
    assert Token.PREFIX not in signed_in.get("/account").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "x" * 201}, {"scope": "all"}, {"days": "36500"}],
)
def test_a_token_that_is_not_taken_says_why(signed_in, wrong):
    answer = signed_in.post("/account/new-token", {"name": "p", "scope": "read", "days": "30", **wrong})

    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not Token.objects.exists()


def test_a_token_is_revoked(signed_in, owner):
    token, _ = Token.issue(owner, "old laptop", timezone.now() + timedelta(days=1))

    assert signed_in.get(f"/account/revoke-token-{token.pk}")["Location"] == "/account"
    assert Token.objects.get().revoked_at is None
    assert signed_in.post(f"/account/revoke-token-{token.pk}")["Location"] == "/account"

    assert Token.objects.get().revoked_at is not None
    assert "revoked" in signed_in.get("/account").content.decode()


@pytest.mark.parametrize("number", ["of a teammate", 10**30])
def test_a_token_of_others_is_not_found(signed_in, teammate, number):
    token, _ = Token.issue(teammate, "theirs", timezone.now() + timedelta(days=1))
    number = token.pk if number == "of a teammate" else number

    assert signed_in.post(f"/account/revoke-token-{number}").status_code == 404
    assert Token.objects.get().revoked_at is None
