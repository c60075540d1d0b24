"""GET, PUT and PATCH of a fact that may change, with its revision as ETag."""

from abc import ABC, abstractmethod
from http import HTTPStatus
from typing import Any

from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.strict import FactSerializer
from catalog.models import Person
from catalog.models.fields import Revised


class FactView(APIView, ABC):
    """Subclasses say how the fact that the address names is found and written."""

    serializer_class: type[FactSerializer[Any]]
    # The member that says the fact's own name, which is the last of those in the address.
    name_member = "slug"

    @abstractmethod
    def find(self, **names: str) -> Revised:
        """Return the fact; raise NotFoundError."""

    @abstractmethod
    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[Revised, bool]:
        """Register or change the fact; return it, and whether it is new."""

    def get(self, request: Request, **names: str) -> HttpResponseBase:
        thing = self.find(**names)
        answer = self._answer(thing)
        conditional = get_conditional_response(request._request, etag=thing.etag, response=answer)
        return conditional or answer

    def put(self, request: Request, **names: str) -> Response:
        return self._write(request, names, partial=False)

    def patch(self, request: Request, **names: str) -> Response:
        self.find(**names)
        return self._write(request, names, partial=True)

    def _write(self, request: Request, names: dict[str, str], *, partial: bool) -> Response:
        *parents, own = names
        context = {
            "names": {name: names[name] for name in parents} | {self.name_member: names[own]},
        }
        serializer = self.serializer_class(data=request.data, partial=partial, context=context)
        serializer.is_valid(raise_exception=True)
        thing, created = self.write(
            actor_of(request), names, serializer.validated_data, request.headers.get("If-Match")
        )
        return self._answer(thing, HTTPStatus.CREATED if created else HTTPStatus.OK)

    def _answer(self, thing: Revised, status: HTTPStatus = HTTPStatus.OK) -> Response:
        return Response(self.serializer_class(thing).data, status, headers={"ETag": thing.etag})
