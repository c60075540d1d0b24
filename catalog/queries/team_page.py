"""What the pages of teams show."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from catalog.models import Membership, Service, Team
from catalog.queries import find


@dataclass(frozen=True)
class TeamPage:
    """A team with its members, and the services that it owns or looks after technically."""

    team: Team
    members: list[Membership]
    services: list[Service]
    technical: list[Service]


def teams_with_counts(q: str = "") -> QuerySet[Team]:
    """The teams whose title or slug contains `q`, each with `service_count` and `member_count`."""
    return (
        Team.objects.filter(Q(title__icontains=q) | Q(slug__icontains=q))
        .annotate(
            service_count=Count("services", distinct=True), member_count=Count("memberships", distinct=True)
        )
        .order_by("title", "slug")
    )


def team_choices() -> list[tuple[str, str]]:
    """What a form offers to choose a team from."""
    return list(Team.objects.order_by("title").values_list("slug", "title"))


def team_page(slug: str) -> TeamPage:
    """Raises NotFoundError where there is no such team."""
    team = find.team(slug)
    services = Service.objects.select_related("system").order_by("slug")
    return TeamPage(
        team=team,
        members=list(team.memberships.all()),
        services=list(services.filter(owner=team)),
        technical=list(services.filter(technical_owner=team).exclude(owner=team)),
    )
