"""What sources state about services."""

from django.db.models import QuerySet

from catalog.models import AttestedFact, FactSource, Service


def fact_sources() -> QuerySet[FactSource]:
    return FactSource.objects.order_by("slug")


def attested_facts(service: Service, source: str = "") -> QuerySet[AttestedFact]:
    """The latest word of every source about a service, or of one source."""
    found = AttestedFact.objects.filter(service=service).select_related("service", "source", "attested_by")
    return (found.filter(source__slug=source) if source else found).order_by("source__slug")
