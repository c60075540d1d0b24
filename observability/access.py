"""The door to channels. An address often holds a secret, so a team's channel is known to its members alone."""

from django.db.models import QuerySet
from guardian.shortcuts import get_objects_for_user

from catalog import access
from catalog.models import Person, Role, Team
from observability.models import Channel


def visible_channels(person: Person) -> QuerySet[Channel]:
    """The channels that the person may know of: those of their teams; administrators know all."""
    if person.is_administrator:
        return Channel.objects.all()
    return Channel.objects.filter(team__in=get_objects_for_user(person, "catalog.act_for_team", Team))


def require_channels_of(person: Person, team: Team | None) -> None:
    """Refuse whoever may not write the channels of the team (its leads and maintainers) or the organisation's."""
    if team is None:
        access.require_role(person, Role.ADMINISTRATOR)
    else:
        access.require_change(person, team)
