"""What a decision of the gate costs over HTTP, as a multiple of the same server's `/readyz`, small and large.

`PORTOLAN_BENCH_SERVICES` names the sizes of the landscape (1000,10000).
"""

import http.client
import json
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.benchmarks.conftest import Landscape
from tests.plugins.live_system import LiveSystem

ROUNDS, HUB_ROUNDS, WARM = 400, 100, 60
CLIENTS = 4


class Latency(NamedTuple):
    """Milliseconds."""

    p50: float
    p99: float


class Client:
    """One connection that is kept, as a pipeline's proxy keeps it."""

    def __init__(self, live: LiveSystem) -> None:
        self._address = urlsplit(live.url)
        self._headers = {"Authorization": f"Bearer {live.token}", "Content-Type": "application/json"}
        self._connection = http.client.HTTPConnection(self._address.hostname, self._address.port, timeout=60)

    def close(self) -> None:
        self._connection.close()

    def __call__(self, method: str, path: str, body: object = None) -> bytes:
        payload = None if body is None else json.dumps(body)
        self._connection.request(method, path, payload, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status not in {200, 201}:
            raise RuntimeError(f"{method} {path}: {answer.status} {content!r}")
        return content


def latency(ask: Callable[[], object], rounds: int) -> Latency:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        ask()
        times.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(times, n=100)
    return Latency(cuts[49], cuts[98])


class Gate:
    """Asks about one service after the other, spread over the landscape."""

    def __init__(self, live: LiveSystem, size: int) -> None:
        self.live, self.size = live, size
        self._numbers = count(1)
        self.client = Client(live)

    def path(self, number: int) -> str:
        return f"/api/v1/can-i-promote?service=service-{number}&release=1.2.0&environment=production"

    def next_number(self) -> int:
        return 501 + (next(self._numbers) * 7919) % (self.size - 501)

    def ready(self) -> None:
        self.client("GET", "/readyz")

    def ask(self, client: Client | None = None) -> None:
        (client or self.client)("GET", self.path(self.next_number()))

    def ask_about_the_hub(self) -> None:
        answer = json.loads(self.client("GET", self.path(0)))
        (reason,) = answer["reasons"]
        assert answer["decision"] == "allow"
        assert len(reason["message"].split(",")) >= 500

    def promote(self) -> None:
        body = {"release": "1.2.0", "environment": "production", "service": f"service-{self.next_number()}"}
        self.client("POST", "/api/v1/promotions", body)

    def per_second(self) -> float:
        def work(_: int) -> None:
            with closing(Client(self.live)) as client:
                for _ in range(ROUNDS // CLIENTS):
                    self.ask(client)

        started = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as threads:
            list(threads.map(work, range(CLIENTS)))
        return ROUNDS / (time.perf_counter() - started)


def bench_decisions(landscape: Landscape, report: Callable[..., None]) -> None:
    size, smallest = landscape.services, landscape.smallest
    gate = Gate(landscape.live, size)
    for _ in range(WARM):
        gate.ask()
    gate.ask_about_the_hub()
    ready = latency(gate.ready, ROUNDS)
    report(f"{size} services: /readyz", ready.p50, f"ms (p50); p99 {ready.p99:.1f}")
    cases = {
        "a decision": (gate.ask, ROUNDS),
        "a decision about 500 deployed consumers": (gate.ask_about_the_hub, HUB_ROUNDS),
        "a promotion": (gate.promote, ROUNDS),
    }
    for name, (ask, rounds) in cases.items():
        took = latency(ask, rounds)
        smallest.setdefault(name, took)
        report(f"{size} services: {name}", took.p50, f"ms (p50); p99 {took.p99:.1f}")
        report("   p50 to p50 of /readyz", took.p50 / ready.p50, "times")
        report("   p99 to p99 of /readyz", took.p99 / ready.p99, "times")
        report("   p50 to that of the smallest landscape", took.p50 / smallest[name].p50, "times")
    report(f"{size} services: decisions per second, {CLIENTS} clients", gate.per_second(), "1/s")
    gate.client.close()
