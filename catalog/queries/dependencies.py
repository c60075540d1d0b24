"""Who depends on whom: the edges of the landscape."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce

from catalog.graph.neighbourhood import Edge
from catalog.models import Dependency, Deployment, Environment
from catalog.queries.consumption import by_newest_releases


def current_edges(environment: Environment | None = None) -> dict[Edge, list[int]]:
    """Every (consumer, provider) with the ids of the dependencies behind it.

    Those of each service's latest release, or of the releases that run in the environment. A provider that is not
    registered has the name that was declared. What a service uses of itself is left out.
    """
    runs = Deployment.objects.filter(release=OuterRef("release"), environment=environment, ended_at=None)
    counted = Dependency.objects.filter(Exists(runs) if environment else by_newest_releases()).order_by()
    named = counted.annotate(
        consumer=F("release__service__slug"), provider=Coalesce("contract__service__slug", "service_slug")
    ).exclude(provider=F("consumer"))
    edges = named.values_list("consumer", "provider").annotate(ids=ArrayAgg("pk"))
    return {(consumer, provider): ids for consumer, provider, ids in edges.order_by("consumer", "provider")}
