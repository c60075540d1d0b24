"""Contracts, their versions and documents, and the operations that consumers can name."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from catalog.contracts.documents.archives import opened
from catalog.contracts.documents.sources import Source
from catalog.models.fields import Revised, SlugField, SortKeyField, VersionField
from catalog.models.people import Person
from catalog.models.services import Exposure, Service


class ContractFormat(models.TextChoices):
    OPENAPI = "openapi", "OpenAPI"
    ASYNCAPI = "asyncapi", "AsyncAPI"
    GRAPHQL = "graphql", "GraphQL"
    PROTOBUF = "protobuf", "Protobuf"
    AVRO = "avro", "Avro"
    JSONSCHEMA = "jsonschema", "JSON Schema"


class Stability(models.TextChoices):
    DRAFT = "draft"
    ALPHA = "alpha"
    BETA = "beta"
    STABLE = "stable"


class Compatibility(models.TextChoices):
    """What versions promise each other (`catalog/contracts/compatibility.py`); transitive: all earlier active ones."""

    NONE = "none"
    BACKWARD = "backward"
    BACKWARD_TRANSITIVE = "backward_transitive", "backward, transitive"
    FORWARD = "forward"
    FORWARD_TRANSITIVE = "forward_transitive", "forward, transitive"
    FULL = "full"
    FULL_TRANSITIVE = "full_transitive", "full, transitive"

    @property
    def mode(self) -> str:
        """`backward`, `forward` or `full`; of `none` itself."""
        return self.value.removesuffix("_transitive")

    @property
    def is_transitive(self) -> bool:
        return self.value.endswith("_transitive")


class Strictness(models.TextChoices):
    """How much a contract in protobuf promises, in the categories of its tools."""

    FILE = "FILE", "generated code, by file"
    PACKAGE = "PACKAGE", "generated code, by package"
    WIRE_JSON = "WIRE_JSON", "binary and JSON"
    WIRE = "WIRE", "binary"


class Validation(models.TextChoices):
    """What becomes of a document that breaks the rules of its own format."""

    REFUSE = "refuse"
    WARN = "warn"
    IGNORE = "ignore"


class VersionScheme(models.TextChoices):
    SEMVER = "semver", "semantic"
    CALENDAR = "calendar"
    INTEGER = "integer"
    OPAQUE = "opaque"


class VersionState(models.TextChoices):
    ACTIVE = "active"
    DEPRECATED = "deprecated"
    SUNSET = "sunset"


class Contract(Revised):
    """What a service promises in one format."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="contracts")
    slug = SlugField()
    title = models.CharField(max_length=200)
    format = models.CharField(max_length=20, choices=ContractFormat.choices, default=ContractFormat.OPENAPI)
    exposure = models.CharField(max_length=20, choices=Exposure.choices, default=Exposure.INTERNAL)
    stability = models.CharField(max_length=20, choices=Stability.choices, default=Stability.STABLE)
    compatibility = models.CharField(
        max_length=20,
        choices=Compatibility.choices,
        default=Compatibility.BACKWARD,
        help_text="Where it is left out: backward for interfaces (openapi, graphql), full for events and data.",
    )
    strictness = models.CharField(
        max_length=20,
        choices=Strictness.choices,
        default=Strictness.FILE,
        help_text="How much a contract in protobuf promises; it means nothing for other formats.",
    )
    version_scheme = models.CharField(
        max_length=20, choices=VersionScheme.choices, default=VersionScheme.SEMVER
    )
    validation = models.CharField(
        max_length=20,
        choices=Validation.choices,
        default=Validation.WARN,
        help_text="Whether a document with mistakes is refused, recorded with its mistakes shown, or without.",
    )

    class Meta:
        ordering = ["service__slug", "slug"]
        constraints = [models.UniqueConstraint(name="contract_once", fields=["service", "slug"])]

    def __str__(self) -> str:
        return f"{self.service.slug}/{self.slug}"


class Document(models.Model):
    """The exact bytes of a contract document, stored once per digest and never changed (by a trigger).

    The digest is the SHA-256 of the bytes; of a bundle, whose bytes are an archive, that of its list of files
    with their digests, so that it does not depend on how they were packed.
    """

    digest = models.CharField(primary_key=True, max_length=64, editable=False)
    content = models.BinaryField()
    media_type = models.CharField(max_length=100)
    root = models.TextField(
        blank=True, default="", help_text="The path of the root document, where it is a bundle."
    )
    parsed = models.BinaryField(help_text="The parsed form, so that YAML is paid for at registration only.")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest

    @property
    def source(self) -> Source:
        """The content; of a bundle its files by path, the root document first."""
        return opened(bytes(self.content), self.media_type, self.root)


class Documentation(models.Model):
    """What a document tells its readers, counted: a function of the document, so kept."""

    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, primary_key=True, related_name="documentation"
    )
    reader = models.PositiveSmallIntegerField(help_text="Which version of the reader counted.")
    counts = models.JSONField(null=True, help_text="None where it could not be looked into.")

    def __str__(self) -> str:
        return f"documentation of {self.document_id}"


class ContractVersion(models.Model):
    """One version of a contract. Its state follows from its dates when it is read."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="versions")
    version = VersionField()
    sort_key = SortKeyField()
    major_line = models.CharField(max_length=40, blank=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    format_version = models.CharField(max_length=20)
    problems = models.JSONField(
        default=list, blank=True, help_text="What is invalid in the document, with places."
    )
    deprecated_at = models.DateField(null=True, blank=True)
    sunset_at = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="predecessors", null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["contract", "-sort_key", "-id"]
        constraints = [
            models.UniqueConstraint(name="version_once", fields=["contract", "version"]),
            models.CheckConstraint(
                name="sunset_not_before_deprecation",
                condition=Q(sunset_at__isnull=True)
                | Q(deprecated_at__isnull=True)
                | Q(sunset_at__gte=F("deprecated_at")),
            ),
            models.CheckConstraint(name="successor_is_another", condition=~Q(successor=F("id"))),
        ]
        indexes = [models.Index(name="version_order", fields=["contract", "major_line", "sort_key"])]

    def __str__(self) -> str:
        return f"{self.contract} {self.version}"

    def get_absolute_url(self) -> str:
        contract = self.contract
        return f"/services/{contract.service.slug}/contracts/{contract.slug}/versions/{self.version}"

    @property
    def shown_problems(self) -> list[dict[str, Any]]:
        """The problems, unless the contract ignores them; they are kept in case it does so no longer."""
        return [] if self.contract.validation == Validation.IGNORE else self.problems

    @property
    def is_valid(self) -> bool:
        """Whether no error is shown."""
        return not any(problem["severity"] == "error" for problem in self.shown_problems)

    def state(self, today: date) -> VersionState:
        """The state on a day (UTC); a sunset date ends at the end of its day."""
        if self.sunset_at and self.sunset_at < today:
            return VersionState.SUNSET
        if self.deprecated_at and self.deprecated_at <= today:
            return VersionState.DEPRECATED
        return VersionState.ACTIVE


class Operation(models.Model):
    """What a consumer can name, for example `GET /orders/{}`: path parameters are anonymous in the key."""

    contract_version = models.ForeignKey(ContractVersion, on_delete=models.CASCADE, related_name="operations")
    key = models.CharField(max_length=1000)
    display = models.CharField(max_length=1000)
    summary = models.TextField(blank=True)
    deprecated = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="operation_once", fields=["contract_version", "key"])]

    def __str__(self) -> str:
        return self.display


class Comparison(models.Model):
    """What the engine found between two documents: a pure function of its key, so kept for ever."""

    engine_version = models.CharField(max_length=40)
    previous = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    current = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    result = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="comparison_once", fields=["engine_version", "previous", "current"])
        ]

    def __str__(self) -> str:
        return f"{self.previous_id} → {self.current_id}"
