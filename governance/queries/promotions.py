"""Promotions, newest first."""

from django.db.models import QuerySet

from governance.models import Promotion


def promotions(service: str = "", environment: str = "", decision: str = "") -> QuerySet[Promotion]:
    """The stored decisions, filtered by slugs and decision where given."""
    filters = {
        "release__service__slug": service,
        "environment__slug": environment,
        "decision": decision,
    }
    wanted = {name: value for name, value in filters.items() if value}
    return Promotion.objects.filter(**wanted).select_related(
        "release__service", "environment", "requested_by"
    )
