"""Lists: filtered by what the view knows and by nothing else, in pages."""

from abc import ABC, abstractmethod
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework.generics import ListAPIView

from catalog.api.strict import StrictSerializer

M = TypeVar("M", bound=Model)
PAGING = {"cursor", "limit"}


class NoFilters(StrictSerializer):
    """The list is only paged."""


class FactListView(ListAPIView[M], ABC):
    """Subclasses name their filters' serializer, and say which query they show."""

    filters_class: type[StrictSerializer] = NoFilters

    @abstractmethod
    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[M]:
        """Return the rows in their order; raise NotFoundError for a parent that is not there."""

    def get_queryset(self) -> QuerySet[M]:
        return self.listed(self.filters(), **self.kwargs)

    def filters(self) -> dict[str, Any]:
        """Return the checked filters; an unknown one is refused, since leaving it out shows too much.

        An empty one (`?owner=`) asks for nothing, as an untouched field of a form does.
        """
        parameters = self.request.query_params.copy()
        for name, values in list(parameters.lists()):
            parameters.setlist(name, [value for value in values if value])
            if not parameters.getlist(name):
                del parameters[name]
        for name in PAGING:
            parameters.pop(name, None)
        serializer = self.filters_class(data=parameters)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)
