"""Who asks for a page."""

from typing import cast

from django.http import HttpRequest

from catalog.models import Person


def signed_in(request: HttpRequest) -> Person:
    """The person behind a request that `login_required` has let through."""
    return cast("Person", request.user)
