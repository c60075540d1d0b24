"""Sign in and out."""

from collections.abc import Callable
from math import ceil
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize
from django.utils import timezone

from catalog.actions.sign_in import Client, Refusal, attempt, failed, succeeded
from catalog.portal.clients import client_of
from catalog.portal.forms import PlainForm

T = TypeVar("T")

KNOWN = "portolan_known"  # the cookie that says, signed, who has signed in with this browser
KNOWN_FOR = 400 * 24 * 60 * 60  # seconds; no browser keeps a cookie for longer


class PasswordForm(PlainForm):
    """A form that looks at a password; `wait` is for how many seconds any is refused."""

    wait = 0

    def limited(self, username: str, client: Client, look: Callable[[], T]) -> T:
        """Return what `look` does, which raises ValidationError for a wrong password; raises it unasked, too."""
        made = attempt(username, client)
        if isinstance(made, Refusal):
            raise self._refused(made)
        try:
            found = look()
        except ValidationError as wrong:
            failed(made)
            if made.refusal is None:
                raise
            raise self._refused(made.refusal) from wrong
        succeeded(made)
        return found

    def _refused(self, refusal: Refusal) -> ValidationError:
        self.wait = ceil((refusal.until - timezone.now()).total_seconds())
        minutes = ceil(self.wait / 60)
        return ValidationError(
            f"Too many attempts to sign in. Try again in {minutes} minute{pluralize(minutes)}. If you have forgotten"
            " your password, or this was not you, ask an administrator of Portolan.",
            code="too_many_attempts",
        )


class SignInForm(PasswordForm, AuthenticationForm):
    """Name and password."""

    def clean(self) -> dict[str, Any]:
        username = self.cleaned_data.get("username")
        if not username or not self.cleaned_data.get("password"):
            return super().clean()
        request = cast("HttpRequest", self.request)  # a LoginView gives it
        return self.limited(username, client_of(request, is_known=_knows(request, username)), super().clean)


class SignIn(LoginView):
    """Who is signed in already goes on to where he wanted to."""

    template_name = "catalog/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        response.set_signed_cookie(
            KNOWN,
            form.get_user().get_username(),
            salt=KNOWN,
            max_age=KNOWN_FOR,
            path=self.request.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return told(super().form_invalid(form), form)


def told(response: HttpResponse, form: Form) -> HttpResponse:
    """Make it 429 with Retry-After (RFC 6585, section 4) where it was not the password that was refused."""
    if isinstance(form, PasswordForm) and form.wait:
        response.status_code = 429
        response["Retry-After"] = str(form.wait)
    return response


def _knows(request: HttpRequest, username: str) -> bool:
    return request.get_signed_cookie(KNOWN, default=None, salt=KNOWN, max_age=KNOWN_FOR) == username


class SignOut(LogoutView):
    """By POST only, so that no link or image can sign anybody out."""
