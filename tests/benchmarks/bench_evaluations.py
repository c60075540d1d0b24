"""What keeping results in step with the facts costs: after one change, and in a sweep over everything."""

import time
from collections.abc import Callable

import psutil

from deploy.local.system import WORKER
from tests.benchmarks.conftest import Landscape

SWEEP = "from governance.actions.evaluations import sweep_evaluations; sweep_evaluations()"
DUE = "SELECT count(*) FROM governance_evaluation WHERE due_at IS NOT NULL"
LATER = """
    SELECT count(*) FROM governance_evaluation JOIN catalog_service ON catalog_service.id = service_id
    WHERE slug = %s AND due_at IS NULL AND evaluated_at > %s
"""
CHANGES = 20
WITHIN = 3600.0  # seconds, for everything


def bench_sweep(landscape: Landscape, report: Callable[..., None]) -> None:
    """Everything judged for the first time, and once more with nothing changed; with the start of the worker."""
    live = landscape.live
    for case in ("judged for the first time", "judged again"):
        live.execute("UPDATE governance_evaluation SET due_at = now()")
        live.run("manage.py", "shell", "-c", SWEEP)
        started = time.perf_counter()
        live.start(WORKER)
        live.eventually(lambda: not live.ask(DUE), WITHIN)
        report(f"{landscape.services} services: all {case}", time.perf_counter() - started, "s")
        report("   of the processors, the worker and what it started", worker_seconds(), "s")
        live.kill(WORKER)


def bench_one_change(landscape: Landscape, report: Callable[..., None]) -> None:
    """From the answer to the change to the results of the service, with an idle worker of two processes."""
    live = landscape.live
    live.start(WORKER)
    for case, first in (("a service", 501), ("the hub, with the 500 that consume it", 0)):
        times = []
        for number in range(first, first + 1 if first == 0 else first + CHANGES):
            slug, before = f"service-{number}", live.ask("SELECT now()")
            live.request("PATCH", f"/api/v1/services/{slug}", {"purpose": f"As of {before}."})
            started = time.perf_counter()
            live.eventually(lambda slug=slug, before=before: live.ask(LATER, slug, before), WITHIN)
            live.eventually(lambda: not live.ask(DUE), WITHIN)
            times.append(time.perf_counter() - started)
        report(f"{landscape.services} services: {case} changed", max(times) * 1000, "ms (the longest)")
    live.kill(WORKER)


def worker_seconds() -> float:
    """What Celery's worker has taken of the processors by now, with the processes that judge for it."""
    below = psutil.Process().children(recursive=True)
    celery = [process for process in below if "celery" in process.cmdline()]
    workers = {process for one in celery for process in (one, *one.children(recursive=True))}
    return sum(times.user + times.system for times in (process.cpu_times() for process in workers))
