"""Contracts and their versions."""

from django.db.models import QuerySet

from catalog.models import Contract, ContractVersion, Document, Service


def contracts_of(service: Service) -> QuerySet[Contract]:
    return Contract.objects.filter(service=service).select_related("service").order_by("slug")


def versions_of(contract: Contract) -> QuerySet[ContractVersion]:
    """The versions of a contract, the highest first."""
    versions = ContractVersion.objects.filter(contract=contract)
    return versions.select_related("contract__service", "successor", "created_by").order_by(
        "-sort_key", "-id"
    )


def version_below(version: ContractVersion) -> ContractVersion | None:
    """The next lower version of the same contract."""
    others = ContractVersion.objects.filter(contract=version.contract).exclude(pk=version.pk)
    below = others.filter(sort_key__lt=version.sort_key) | others.filter(
        sort_key=version.sort_key, pk__lt=version.pk
    )
    return below.order_by("-sort_key", "-id").first()


def source_of(version: ContractVersion) -> Document:
    """The version's document without its parsed form, which is as large again."""
    return Document.objects.defer("parsed").get(digest=version.document_id)
