"""Channels, as far as the asker may know of them."""

from django.db.models import QuerySet

from catalog.models import Person
from catalog.queries import find
from observability import access
from observability.models import Channel


def channels(person: Person) -> QuerySet[Channel]:
    return access.visible_channels(person).select_related("team").order_by("slug")


def channel(person: Person, slug: str) -> Channel:
    """Return the channel; raise NotFoundError where there is none that the person may know of."""
    return find.one(channels(person), f"The channel {slug}", slug=slug)
