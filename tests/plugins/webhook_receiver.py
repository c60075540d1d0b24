"""A webhook receiver on a real socket."""

import re
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

LONGEST_HOLD = 30.0


@dataclass(frozen=True)
class Received:
    """One request: header names in lower case, the exact body, and when it came."""

    headers: Mapping[str, str]
    body: bytes
    at: float = field(default_factory=time.monotonic)

    @property
    def event(self) -> Any:
        return orjson.loads(self.body)


class WebhookReceiver:
    """Records every request, and answers 204 unless told otherwise."""

    def __init__(self, server: HTTPServer) -> None:
        self.url = server.url_for("/hook")
        self.received: list[Received] = []
        self._answers: deque[Response] = deque()
        self._open = threading.Event()
        self._open.set()
        server.expect_request(re.compile(".*")).respond_with_handler(self._receive)

    def answer(self, status: int, **headers: str) -> None:
        """Queue the answer to the next request: `answer(429, retry_after="2")`."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        self._answers.append(Response(status=status, headers=named))

    def hold(self) -> None:
        """Record requests but leave them unanswered until `release`, as a receiver that hangs does."""
        self._open.clear()

    def release(self) -> None:
        self._open.set()

    def wait_for(self, count: int, within: float = 30.0) -> list[Received]:
        """The first `count` requests, once they have come; an assertion fails when they do not."""
        deadline = time.monotonic() + within
        while len(self.received) < count and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(self.received) >= count, f"{len(self.received)} of {count} webhooks came in {within} s"
        return self.received[:count]

    def _receive(self, request: Request) -> Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        answer = self._answers.popleft() if self._answers else Response(status=204)
        self.received.append(Received(headers, request.get_data()))
        self._open.wait(LONGEST_HOLD)
        return answer


@pytest.fixture
def webhook_receiver() -> Iterator[WebhookReceiver]:
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        receiver = WebhookReceiver(server)
        yield receiver
        receiver.release()
