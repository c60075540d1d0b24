"""Releases: what CI builds, what each provides, and what it consumes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from catalog.models.contracts import Contract, ContractVersion
from catalog.models.fields import SlugField, SortKeyField, VersionField
from catalog.models.people import Person
from catalog.models.services import Service


class Release(models.Model):
    """A version of a service. Never changed after it is registered."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="releases")
    version = VersionField()
    sort_key = SortKeyField()
    commit = models.CharField(max_length=64, blank=True)
    provides = models.ManyToManyField(ContractVersion, through="Provision", related_name="releases")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["service", "-sort_key", "-id"]
        constraints = [models.UniqueConstraint(name="release_once", fields=["service", "version"])]
        indexes = [models.Index(name="release_order", fields=["service", "-sort_key", "-id"])]

    def __str__(self) -> str:
        return f"{self.service.slug} {self.version}"


class Provision(models.Model):
    """A contract version that a release provides."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="provisions")
    contract_version = models.ForeignKey(ContractVersion, on_delete=models.PROTECT, related_name="provisions")

    class Meta:
        constraints = [models.UniqueConstraint(name="provision_once", fields=["release", "contract_version"])]

    def __str__(self) -> str:
        return f"{self.release} provides {self.contract_version}"


class Dependency(models.Model):
    """A contract that a release consumes. The names are what was declared; the keys, what they resolve to.

    A provider that is not registered yet stays unresolved until it is, and unresolved is unknown.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="dependencies")
    service_slug = SlugField()
    contract_slug = SlugField()
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="dependencies", null=True, blank=True
    )
    range = models.CharField(max_length=200, blank=True, help_text="Empty: any version.")
    declared_built_against = models.CharField(max_length=128, blank=True)
    built_against = models.ForeignKey(
        ContractVersion, on_delete=models.PROTECT, related_name="consumers", null=True, blank=True
    )
    operations = ArrayField(
        models.CharField(max_length=1000), default=list, blank=True, help_text="Keys; none named means all."
    )
    fields = ArrayField(
        models.CharField(max_length=500), default=list, blank=True, help_text="None named means all."
    )

    class Meta:
        ordering = ["service_slug", "contract_slug"]
        constraints = [
            models.UniqueConstraint(
                name="dependency_once", fields=["release", "service_slug", "contract_slug"]
            ),
        ]
        indexes = [models.Index(name="dependency_names", fields=["service_slug", "contract_slug"])]

    def __str__(self) -> str:
        return f"{self.release} consumes {self.service_slug}/{self.contract_slug}"
