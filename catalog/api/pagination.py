"""Cursor pagination: stable while rows are added, and as fast on the last page as on the first."""

import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import QuerySet
from rest_framework import pagination, serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

MAX_DIGITS = 10


class CursorPagination(pagination.CursorPagination):
    """`{"next", "previous", "results"}`; follow `next` until it is null."""

    page_size_query_param = "limit"
    max_page_size = 500
    # Rows that are equal in their first order (all services of one tier) are told apart by an offset.
    offset_cutoff = sys.maxsize

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, ValidationError, DataError) as error:  # a cursor that nobody was given
            raise NotFound(self.invalid_cursor_message) from error

    def get_page_size(self, request: Request) -> int | None:
        """The number of rows that `limit` asks for, up to the largest; what is no such number is refused."""
        asked = request.query_params.get(self.page_size_query_param)
        if asked and not (asked.isdecimal() and asked.isascii() and len(asked) < MAX_DIGITS and int(asked)):
            raise serializers.ValidationError({self.page_size_query_param: ["Give a whole number from 1."]})
        return super().get_page_size(request)

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        """Page in the order that the query gives, so that order is decided in one place."""
        ordering = queryset.query.order_by or queryset.model._meta.ordering or ("pk",)
        return tuple(str(name) for name in ordering)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }
