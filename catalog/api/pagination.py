"""Cursor pagination: stable while rows are added, and as fast on the last page as on the first."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import pagination
from rest_framework.request import Request


class CursorPagination(pagination.CursorPagination):
    """`{"next", "previous", "results"}`; follow `next` until it is null."""

    page_size_query_param = "limit"
    max_page_size = 500

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        """Page in the order that the query gives, so that order is decided in one place."""
        ordering = queryset.query.order_by or queryset.model._meta.ordering or ("pk",)
        return tuple(str(name) for name in ordering)
