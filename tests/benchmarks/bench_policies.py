"""What the library costs over many services, in verdicts per second of one worker and of two."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from governance.policy.files import LIBRARY, policies_in
from governance.policy.pool import Pool
from tests.governance.policy.documents import (
    NOW,
    a_contract,
    a_dependency,
    a_document,
    a_version,
    attested,
)

SERVICES = 1_000


def service(number: int) -> dict[str, Any]:
    """A service like those of a large landscape: two contracts of four versions each, six dependencies, telemetry."""
    versions = [a_version(version=f"2.{minor}.0") for minor in reversed(range(4))]
    telemetry = dict.fromkeys(("structured_logs", "metrics", "traces", "trace_context"), True)
    return a_document(
        service={"slug": f"service-{number}"},
        contracts=[
            a_contract(slug=slug, latest="2.3.0", versions=versions) for slug in ("orders", "returns")
        ],
        dependencies=[a_dependency(service=f"provider-{n}") for n in range(6)],
        **attested(mesh={"mtls": True}, telemetry=telemetry, secrets={"inline_count": 0}),
    )


@pytest.mark.parametrize("workers", [1, 2])
def bench_the_library(workers: int, report: Callable[..., None]) -> None:
    policies, now = policies_in(LIBRARY), datetime.fromisoformat(NOW)
    services = [service(number) for number in range(SERVICES)]
    with Pool(workers) as pool:
        pool.evaluate(policies, services[0], now)
        started = time.perf_counter()
        for _ in pool.evaluate_all(policies, services, now):
            pass
        seconds = time.perf_counter() - started
    verdicts = SERVICES * len(policies)
    report(
        f"the library over {SERVICES} services, {workers} worker(s)",
        verdicts / seconds,
        "verdicts per second",
    )
