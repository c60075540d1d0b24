"""What every page's frame shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from governance.queries.navigation import counts


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Counts beside the navigation, asked for only by pages that have the frame and somebody to show it to."""
    if not request.user.is_authenticated:
        return {}
    return {"navigation": SimpleLazyObject(counts)}
