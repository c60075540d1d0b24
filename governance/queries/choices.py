"""What forms offer to choose from."""

from catalog.models import Contract, Environment, Release, Service


def environment_choices() -> list[tuple[str, str]]:
    return list(Environment.objects.values_list("slug", "title"))


def service_slugs() -> list[str]:
    return list(Service.objects.order_by("slug").values_list("slug", flat=True))


def contract_names() -> list[str]:
    """Every contract as releases name it: `service/contract`."""
    return [str(contract) for contract in Contract.objects.select_related("service")]


def release_versions(service: str) -> list[str]:
    """The service's releases, the highest first."""
    releases = Release.objects.filter(service__slug=service).order_by("-sort_key", "-id")
    return list(releases.values_list("version", flat=True))
