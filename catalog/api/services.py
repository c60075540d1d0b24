"""Services: registered, searched, filtered, counted."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.actions.services import put_service
from catalog.api.describe import describe_fact, describe_list
from catalog.api.facts import FactView
from catalog.api.fields import Choice, Slug, Text
from catalog.api.lists import FactListView
from catalog.api.pagination import CursorPagination
from catalog.api.strict import FactSerializer, StrictSerializer
from catalog.models import Lifecycle, Person, Service, ServiceKind, System, Team
from catalog.queries import find
from catalog.queries.services import FACETS, ORDERS, ServiceFilters, service_facets, services

LONGEST_LABEL = 100


class LinkSerializer(StrictSerializer):
    """Where to read on."""

    title = Text(max_length=200)
    url = serializers.URLField(max_length=2000)


class ServiceSerializer(FactSerializer[Service]):
    """The thing that is registered, owned, released and deployed."""

    owner = Slug(queryset=Team.objects.all())
    technical_owner = Slug(queryset=Team.objects.all(), allow_null=True, default=None)
    system = Slug(queryset=System.objects.all(), allow_null=True, default=None)
    links = serializers.ListField(child=LinkSerializer(), default=list, max_length=100)
    labels = serializers.DictField(child=Text(max_length=200, allow_blank=True), default=dict)

    class Meta:
        model = Service
        fields = (
            "slug",
            "title",
            "purpose",
            "kind",
            "owner",
            "technical_owner",
            "system",
            "lifecycle",
            "tier",
            "platform",
            "versioning_strategy",
            "exposure",
            "data_classification",
            "links",
            "labels",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("slug",)

    def validate_labels(self, labels: dict[str, str]) -> dict[str, str]:
        if any(not 0 < len(key) <= LONGEST_LABEL or ":" in key for key in labels):
            raise serializers.ValidationError(
                f"A label's key is 1 to {LONGEST_LABEL} characters without a colon."
            )
        return labels


class ListedServiceSerializer(ServiceSerializer):
    """A service in a list; `?fields=` leaves out all that it does not name but the slug."""

    always = ("slug",)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        wanted = self.context.get("fields")
        return {name: f for name, f in fields.items() if not wanted or name in {*wanted, *self.always}}


class ServiceFiltersSerializer(StrictSerializer):
    """A filter that is given twice is satisfied by either value; all filters given must be satisfied."""

    q = Text(
        required=False,
        max_length=200,
        help_text="Full text, or a part of the slug or of the title of the service, its owner or its system;"
        " where nothing is called so, what is called nearly so.",
    )
    owner = serializers.ListField(child=Text(), required=False)
    system = serializers.ListField(child=Text(), required=False)
    lifecycle = serializers.ListField(child=Choice(Lifecycle.choices), required=False)
    tier = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=4), required=False)
    kind = serializers.ListField(child=Choice(ServiceKind.choices), required=False)
    label = serializers.ListField(  # type: ignore[assignment]  # the metaclass takes it away
        child=Text(), required=False, help_text="`key` or `key:value`."
    )
    sort = Choice(ORDERS, required=False)
    fields = Text(  # type: ignore[assignment]  # the metaclass takes it away
        required=False, help_text="Names of members, with commas: `slug,owner`."
    )
    facets = serializers.BooleanField(required=False, help_text="Count the services per facet as well.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        names = {name for name in attrs.pop("fields", "").split(",") if name}
        unknown = sorted(names - set(ServiceSerializer.Meta.fields))
        if unknown:
            raise serializers.ValidationError({"fields": f"A service has no {', '.join(unknown)}."})
        return attrs | {"fields": names}


class ServicePagination(CursorPagination):
    """Describes the facets, which the view adds where they are asked for."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        count = {
            "type": "object",
            "required": ["value", "count"],
            "properties": {"value": {"type": ["string", "integer"]}, "count": {"type": "integer"}},
        }
        facets = {
            "type": "object",
            "required": list(FACETS),
            "properties": {name: {"type": "array", "items": count} for name in FACETS},
        }
        page = super().get_paginated_response_schema(schema)
        page["properties"]["facets"] = facets
        return page


@describe_fact("service", ServiceSerializer, "members of the owning team and administrators")
class ServiceView(FactView):
    serializer_class = ServiceSerializer

    def find(self, **names: str) -> Service:
        return find.service(names["service"])

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[Service, bool]:
        return put_service(actor, names["service"], fields, if_match)


@describe_list("services", "Search and list the services", ServiceFiltersSerializer)
class ServiceListView(FactListView[Service]):
    serializer_class = ListedServiceSerializer
    pagination_class = ServicePagination
    filters_class = ServiceFiltersSerializer

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked = self.filters()
        self.fields = asked["fields"]
        self.facets = service_facets(_wanted(asked)) if asked.get("facets") else None
        return super().list(request, *args, **kwargs)

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Service]:
        return services(_wanted(filters))

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "fields": getattr(self, "fields", None)}

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        if self.facets is not None:
            response.data["facets"] = self.facets
        return response


def _wanted(asked: dict[str, Any]) -> ServiceFilters:
    """Which services are asked for, without what is to be shown of them."""
    return ServiceFilters(
        **{name: value for name, value in asked.items() if name not in {"fields", "facets"}}
    )
