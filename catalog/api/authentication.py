"""Bearer tokens (RFC 6750)."""

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
        person = person_of_token(secret.decode("ascii", errors="replace").strip(), timezone.now())
        if person is None:
            raise AuthenticationFailed("This token is unknown, expired or revoked. Ask for a new one.")
        return person, None

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="portolan"'


def actor_of(request: Request) -> Person:
    """Return who asks; views are for the signed in."""
    return cast("Person", request.user)


class BearerScheme(OpenApiAuthenticationExtension):
    """How the API's own contract describes it."""

    target_class = "catalog.api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
