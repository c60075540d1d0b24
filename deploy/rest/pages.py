"""The pages that the `type` of a problem document leads to."""

from django.http import Http404, HttpRequest, JsonResponse

from deploy.rest.problems import PROBLEMS


def problem_page(request: HttpRequest, kind: str) -> JsonResponse:
    """What a kind of problem means, and what to do about it."""
    if kind not in PROBLEMS:
        raise Http404
    status, title, meaning = PROBLEMS[kind]
    return JsonResponse({"type": kind, "title": title, "status": status.value, "meaning": meaning})
