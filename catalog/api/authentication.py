"""Bearer tokens (RFC 6750), and the same tokens by Basic (RFC 7617) for tools that know nothing else."""

import binascii
from base64 import b64decode
from typing import cast

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from catalog.models import Person, Token, TokenScope
from catalog.queries.people import token_of


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; the token belongs to a person and acts with that person's rights."""

    def authenticate(self, request: Request) -> tuple[Person, Token] | None:
        scheme, _, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        return _known(secret.decode("ascii", errors="replace").strip())

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="portolan"'


class BasicTokenAuthentication(BaseAuthentication):
    """`Authorization: Basic`, with a token as the password, or as the user where the password is empty.

    For the addresses that existing tools call with what they have; no password of a person is ever taken.
    """

    def authenticate(self, request: Request) -> tuple[Person, Token] | None:
        scheme, _, encoded = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"basic":
            return None
        try:
            user, _, password = b64decode(encoded.strip(), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise AuthenticationFailed("The Basic credentials cannot be read.") from error
        return _known(password or user)


def _known(secret: str) -> tuple[Person, Token]:
    token = token_of(secret, timezone.now())
    if token is None:
        raise AuthenticationFailed("This token is unknown, expired or revoked. Ask for a new one.")
    return token.person, token


class WithinScope(BasePermission):
    """A token whose scope is to read is good for what leaves nothing: GET, and views that say `leaves_nothing`."""

    message = "This token may only read. Make one whose scope is write."

    def has_permission(self, request: Request, view: object) -> bool:
        token = request.auth
        reads = request.method in SAFE_METHODS or getattr(view, "leaves_nothing", False)
        return reads or not isinstance(token, Token) or token.scope == TokenScope.WRITE


def actor_of(request: Request) -> Person:
    """Return who asks; views are for the signed in."""
    return cast("Person", request.user)


class BearerScheme(OpenApiAuthenticationExtension):
    """How the API's own contract describes it."""

    target_class = "catalog.api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class BasicTokenScheme(OpenApiAuthenticationExtension):
    """How the API's own contract describes that."""

    target_class = "catalog.api.authentication.BasicTokenAuthentication"
    name = "basic"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "basic",
            "description": "A token as the password, or as the user where the password is empty.",
        }
