"""People, and whom a token stands for."""

from datetime import datetime

from django.db.models import QuerySet

from catalog.models import Membership, Person, Team, Token
from catalog.queries.prepared import Prepared, columns_of, given


def token_of(secret: str, now: datetime) -> Token | None:
    """Return the valid token that has this secret, with its person, or None."""
    found = TOKENS.instances(digest=Token.hash(secret))
    return next((token for token in found if token.is_valid(now)), None)


def tokens_of(person: Person) -> QuerySet[Token]:
    """All tokens of a person, the latest first, expired and revoked ones too."""
    return Token.objects.filter(person=person).order_by("-created_at")


def memberships_of(person: Person) -> QuerySet[Membership]:
    """The teams that a person is in, and as what."""
    return Membership.objects.filter(person=person).select_related("team").order_by("team__title")


def teams_to_act_for(person: Person) -> QuerySet[Team]:
    """The teams whose services a person may register: those that the person is in; of an administrator all."""
    mine = Team.objects.all() if person.is_administrator else Team.objects.filter(memberships__person=person)
    return mine.order_by("title")


# Asked with every request over REST.
TOKENS = Prepared(
    lambda: Token.objects.filter(digest=given("digest")),
    *("id", "person_id", "scope", "expires_at", "revoked_at", *columns_of(Person, "person")),
)
