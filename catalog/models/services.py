"""Services, and where they belong."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from catalog.models.fields import Revised, SlugField
from catalog.models.teams import Team


class ServiceKind(models.TextChoices):
    SERVICE = "service"
    BFF = "bff", "BFF"
    GATEWAY = "gateway"
    EVENT_PROCESSOR = "event-processor", "event processor"
    WORKFLOW = "workflow"
    INTEGRATION = "integration"
    FRONTEND = "frontend"


class Lifecycle(models.TextChoices):
    EXPERIMENTAL = "experimental"
    PRODUCTION = "production"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


class VersioningStrategy(models.TextChoices):
    URL = "url", "URL"
    HEADER = "header"
    QUERY = "query"
    MEDIA_TYPE = "media-type", "media type"


class Exposure(models.TextChoices):
    INTERNAL = "internal"
    PARTNER = "partner"
    PUBLIC = "public"


class DataClassification(models.TextChoices):
    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"


class Domain(Revised):
    """A part of the business; its owner hears of what its services owe and do not do."""

    slug = SlugField(unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    owner = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="domains", null=True, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class System(Revised):
    """Services that together serve one purpose, in a domain."""

    slug = SlugField(unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    domain = models.ForeignKey(
        Domain, on_delete=models.PROTECT, related_name="systems", null=True, blank=True
    )

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class Service(Revised):
    """The thing that is registered, owned, released and deployed. Its slug is its identity."""

    slug = SlugField(unique=True)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=ServiceKind.choices, default=ServiceKind.SERVICE)
    owner = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="services")
    technical_owner = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="technical_services", null=True, blank=True
    )
    system = models.ForeignKey(
        System, on_delete=models.PROTECT, related_name="services", null=True, blank=True
    )
    lifecycle = models.CharField(max_length=20, choices=Lifecycle.choices, default=Lifecycle.EXPERIMENTAL)
    tier = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
        help_text="1 is the most critical.",
    )
    platform = models.CharField(max_length=60, default="code", help_text="The low-code platform, or code.")
    versioning_strategy = models.CharField(
        max_length=20, choices=VersioningStrategy.choices, default=VersioningStrategy.URL
    )
    exposure = models.CharField(max_length=20, choices=Exposure.choices, default=Exposure.INTERNAL)
    data_classification = models.CharField(
        max_length=20, choices=DataClassification.choices, default=DataClassification.INTERNAL
    )
    links = models.JSONField(default=list, blank=True)
    labels = models.JSONField(default=dict, blank=True)
    search = models.GeneratedField(
        expression=SearchVector("slug", "title", "purpose", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["slug"]
        constraints = [models.CheckConstraint(name="service_tier", condition=Q(tier__range=(1, 4)))]
        indexes = [
            GinIndex(name="service_search", fields=["search"]),
            GinIndex(name="service_slug_trigrams", fields=["slug"], opclasses=["gin_trgm_ops"]),
            GinIndex(name="service_labels", fields=["labels"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/services/{self.slug}"
