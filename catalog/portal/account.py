"""One's own account: the teams, the password, and the tokens that pipelines and dashboards call with."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from catalog.actions.people import change_password, issue_token, revoke_token
from catalog.actions.sign_in import Client
from catalog.models import Person, Token, TokenScope
from catalog.portal.clients import client_of
from catalog.portal.forms import PlainForm, sent
from catalog.portal.people import signed_in
from catalog.portal.sign_in import PasswordForm, told
from catalog.queries import find, people

PAGE_SIZE = 50
LIFETIMES = [(30, "30 days"), (90, "90 days"), (180, "180 days"), (365, "a year")]
SCOPES = [(TokenScope.READ, "Reads only"), (TokenScope.WRITE, "Does all that I may do")]


class ChangePasswordForm(PasswordForm, PasswordChangeForm):
    """The password there is counts as an attempt to sign in, since whoever finds a session could guess it here."""

    def __init__(self, person: Person, client: Client, data: Any = None) -> None:
        super().__init__(person, data)
        self._client = client
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.help_text = "At least 8 characters; nothing common, and nothing close to your name or address."
        again.label, again.help_text = "New password again", ""

    def clean_old_password(self) -> str:
        return self.limited(self.user.get_username(), self._client, super().clean_old_password)


class TokenForm(PlainForm):
    """What a token is for, what it may do, and for how long."""

    name = forms.CharField(
        max_length=200, label="What it is for", help_text="Such as the pipeline that calls with it."
    )
    scope = forms.ChoiceField(choices=SCOPES, label="What it may do")
    days = forms.TypedChoiceField(choices=LIFETIMES, coerce=int, initial=90, label="It ends after")


@login_required
def account(request: HttpRequest) -> HttpResponse:
    person, now = signed_in(request), timezone.now()
    page = Paginator(people.tokens_of(person), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "memberships": people.memberships_of(person),
        "page": page,
        "tokens": [(token, token.is_valid(now)) for token in page],
    }
    return render(request, "catalog/account.html", context)


@sensitive_post_parameters()
@login_required
def password(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    form = ChangePasswordForm(person, client_of(request, is_known=True), request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(person, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, person)
        return redirect("account")
    page = render(request, "catalog/password.html", {"form": form}, status=422 if form.errors else 200)
    return told(page, form)


@never_cache
@login_required
def token_new(request: HttpRequest) -> HttpResponse:
    """The form, and then the secret, which is on this page alone."""
    person = signed_in(request)
    form = TokenForm(request.POST or None)

    def issue() -> tuple[Token, str]:
        said = form.cleaned_data
        ends = timezone.now() + timedelta(days=said["days"])
        return issue_token(person, person, said["name"], ends, TokenScope(said["scope"]))

    if made := sent(request, form, issue):
        token, secret = made
        return render(request, "catalog/token.html", {"token": token, "secret": secret})
    return render(request, "catalog/token_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def token_revoke(request: HttpRequest, token: int) -> HttpResponse:
    person = signed_in(request)
    revoke_token(person, find.token(person.username, token))
    return redirect("account")
