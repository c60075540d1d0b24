"""Serializers that refuse what they do not know, and whose PUT replaces the whole."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models
from django.http import QueryDict
from rest_framework import serializers

from catalog.api.fields import Choice, Email, Flag, Slug, Text, Whole
from catalog.models.fields import SlugField, VersionField

M = TypeVar("M", bound=models.Model)


class RefuseUnknown(serializers.Serializer[Any]):
    """Refuses members that it does not know: a typing mistake must not be taken for consent.

    Read-only members may be sent back, as somebody who changes what they have read does, and change nothing;
    but one that names another object than the address does is refused.
    """

    def to_internal_value(self, data: Any) -> Any:
        """Return what is taken; all that is wrong is told at once, what is unknown beside what cannot be taken."""
        if not isinstance(data, dict | QueryDict):
            return super().to_internal_value(data)
        refused = self._unknown(data) | self._other_names(data)
        try:
            taken = self._whole(data) if self._is_item_of_a_patch() else super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError(
                {**serializers.as_serializer_error(error), **refused}
            ) from error
        if refused:
            raise serializers.ValidationError(refused)
        return taken

    def _unknown(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        known = ", ".join(name for name, field in self.fields.items() if not field.read_only)
        return {
            name: [f"There is no such member. There are: {known}."]
            for name in data
            if name not in self.fields
        }

    def _other_names(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        """The members that name another object than the address does."""
        names: dict[str, str] = self.context.get("names", {}) if self.root is self else {}
        return {
            name: [f"The address names {value}."]
            for name, value in names.items()
            if name in self.fields and data.get(name, value) != value
        }

    def _is_item_of_a_patch(self) -> bool:
        in_list = isinstance(self.parent, serializers.ListField | serializers.ListSerializer)
        return bool(self.root.partial) and in_list

    def _whole(self, data: Any) -> Any:
        """An item of a list has no former self that a PATCH could leave members of: it is given whole."""
        whole = type(self)(data=data)
        whole.is_valid(raise_exception=True)
        return whole.validated_data


class StrictSerializer(RefuseUnknown):
    """A request that is not a fact itself."""


class FactSerializer(RefuseUnknown, serializers.ModelSerializer[M]):
    """A fact. What a PUT leaves out takes its default, what a PATCH leaves out stays."""

    serializer_related_field = Slug
    serializer_choice_field = Choice
    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.CharField: Text,
        models.TextField: Text,
        models.EmailField: Email,
        models.PositiveSmallIntegerField: Whole,
        models.BooleanField: Flag,
        SlugField: Text,
        VersionField: Text,
    }

    def build_standard_field(
        self, field_name: str, model_field: models.Field[Any, Any]
    ) -> tuple[type[serializers.Field[Any, Any, Any, Any]], dict[str, Any]]:
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        if model_field.has_default() and not kwargs.get("read_only"):
            kwargs.pop("required", None)
            kwargs["default"] = model_field.default
        elif kwargs.get("allow_blank") and not kwargs.pop("required", True):
            kwargs["default"] = ""
        return field_class, kwargs
