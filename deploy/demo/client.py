"""The little of Portolan's REST API that the demo needs, as anybody's pipeline would call it."""

import time
from http import HTTPStatus
from typing import Any

import requests

TIMEOUT = 60  # seconds, for one call
REVIEW_TIMEOUT = 120  # seconds, for a review to end


class RefusedError(Exception):
    """Portolan answered with a problem."""


class Client:
    """Calls as the person whose token it has."""

    def __init__(self, url: str, token: str) -> None:
        self._url = f"{url.rstrip('/')}/api/v1"
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **params: str) -> Any:
        return self._call("GET", path, params=params)

    def put(self, path: str, body: dict[str, Any]) -> Any:
        return self._call("PUT", path, json=body)

    def patch(self, path: str, body: dict[str, Any]) -> Any:
        return self._call("PATCH", path, json=body)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._call("POST", path, json=body)

    def wait_for_review(self, review: int) -> Any:
        """Return the review when it has ended; raises TimeoutError when it does not."""
        deadline = time.monotonic() + REVIEW_TIMEOUT
        while time.monotonic() < deadline:
            answer = self.get(f"/reviews/{review}")
            if answer["state"] in {"done", "failed"}:
                return answer
            time.sleep(0.2)
        raise TimeoutError(
            f"Review {review} did not end within {REVIEW_TIMEOUT} seconds. Is the worker running?"
        )

    def _call(self, method: str, path: str, **arguments: Any) -> Any:
        answer = self._session.request(method, self._url + path, timeout=TIMEOUT, **arguments)
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            raise RefusedError(
                f"{method} {path} was answered with {answer.status_code}: {answer.text[:2000]}"
            )
        return answer.json() if answer.content else None
