"""People, and whom a token stands for."""

from datetime import datetime

from django.db.models import QuerySet

from catalog.models import Person, Token


def person_of_token(secret: str, now: datetime) -> Person | None:
    """Return the person whose valid token this is, or None."""
    token = Token.objects.select_related("person").filter(digest=Token.hash(secret)).first()
    return token.person if token and token.is_valid(now) else None


def tokens_of(person: Person) -> QuerySet[Token]:
    """All tokens of a person, the latest first, expired and revoked ones too."""
    return Token.objects.filter(person=person).order_by("-created_at")
