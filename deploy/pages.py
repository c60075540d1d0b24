"""Errors as pages: sentences that help, with the status that they are; and what a problem of the API means."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from catalog.errors import BusyError, ForbiddenError, NotFoundError, PortolanError
from deploy.rest import problems

STATUSES: dict[type[PortolanError], int] = {NotFoundError: 404, ForbiddenError: 403, BusyError: 503}
NUL = "\0"
TITLES = {
    400: "This cannot be read",
    403: "You may not do this",
    404: "There is no such page",
    405: "This cannot be done here",
    422: "This cannot be done",
    503: "Others come first",
}


class ErrorPages:
    """Shows what an action or query refused to a page; REST views answer with problems before this sees them.

    An address that only takes a form is asked for by who signs in anew after sending it, or reloads: the page that
    the form is on, which is the one above it, is shown instead.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        if request.method in {"GET", "HEAD"}:
            return redirect(request.path.rpartition("/")[0] or "/")
        refused = error_page(request, 405, "It is read, or takes the form of a page, and nothing else.")
        refused["Allow"] = response["Allow"]
        return refused

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, names: Any
    ) -> HttpResponse | None:
        """No text in PostgreSQL holds a NUL, so nothing is found by one; the fields of REST refuse it themselves."""
        if hasattr(view, "cls"):
            return None
        told = [request.GET, request.POST] if request.method == "POST" else [request.GET]
        texts = [value for values in told for _, listed in values.lists() for value in listed]
        if any(NUL in text for text in (*texts, *map(str, names.values()))):
            return error_page(request, 400, "The address or the form holds a character that is none (NUL).")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PortolanError):
            return None
        above = request.path.rpartition("/")[0] if request.method == "POST" else ""
        page = error_page(request, STATUSES.get(type(error), 422), error.message, above)
        if isinstance(error, BusyError):
            page["Retry-After"] = str(problems.RETRY_AFTER)
        return page


def error_page(request: HttpRequest, status: int, message: str, back: str = "") -> HttpResponse:
    """What could not be done; `back` is the page of the form that asked for it."""
    context = {"title": TITLES[status], "message": message, "back": back}
    return render(request, "error.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    return error_page(
        request, 404, "Nothing lives at this address. Perhaps it was misspelt: look among the services."
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    return error_page(request, 403, "Ask the team that owns it, or an administrator.")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django names it
    """A form was sent without the token that shows that it came from here."""
    return error_page(request, 403, "The form has expired. Go back, reload the page, and send it again.")


def problem(request: HttpRequest, kind: str) -> HttpResponse:
    """The page that the `type` of a problem document leads to; nobody has to sign in for it."""
    if kind not in problems.PROBLEMS:
        raise Http404
    status, title, meaning = problems.PROBLEMS[kind]
    return render(
        request, "problem.html", {"kind": kind, "status": status, "title": title, "meaning": meaning}
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The page neither reads the database nor knows who asks: either may be what is broken."""
    if request.path.startswith("/api/"):
        return problems.server_error(request)
    return HttpResponse(render_to_string("500.html"), status=500)
