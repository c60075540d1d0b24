"""Bearer tokens (RFC 6750), and the same tokens by Basic (RFC 7617) for tools that know nothing else."""

import binascii
from base64 import b64decode
from typing import cast

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from catalog.models import Person
from catalog.queries.people import person_of_token


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; the token belongs to a person and acts with that person's rights."""

    def authenticate(self, request: Request) -> tuple[Person, None] | None:
        scheme, _, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        return _person_of(secret.decode("ascii", errors="replace").strip()), None

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="portolan"'


class BasicTokenAuthentication(BaseAuthentication):
    """`Authorization: Basic`, with a token as the password, or as the user where the password is empty.

    For the addresses that existing tools call with what they have; no password of a person is ever taken.
    """

    def authenticate(self, request: Request) -> tuple[Person, None] | None:
        scheme, _, encoded = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"basic":
            return None
        try:
            user, _, password = b64decode(encoded.strip(), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise AuthenticationFailed("The Basic credentials cannot be read.") from error
        return _person_of(password or user), None


def _person_of(secret: str) -> Person:
    person = person_of_token(secret, timezone.now())
    if person is None:
        raise AuthenticationFailed("This token is unknown, expired or revoked. Ask for a new one.")
    return person


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
