"""What keeping results in step with the facts costs: after one change, and in a sweep over everything."""

import statistics
import time
from collections.abc import Callable

import psutil

from deploy.local.system import WORKER
from tests.benchmarks.conftest import Landscape
from tests.plugins.live_system import LiveSystem

SWEEP = "from governance.actions.evaluations import sweep_evaluations; sweep_evaluations()"
DUE = "SELECT count(*) FROM governance_evaluation WHERE due_at IS NOT NULL"
LATER = """
    SELECT count(*) FROM governance_evaluation JOIN catalog_service ON catalog_service.id = service_id
    WHERE slug = %s AND due_at IS NULL AND evaluated_at > %s
"""
WARMING, CHANGED = (501, 505), (505, 525)  # both processes of the worker start those that judge
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
    """From the answer to the change to the results of the service and its neighbours, with an idle worker."""
    live = landscape.live
    live.start(WORKER)
    for number in range(*WARMING):
        seconds_to_follow(live, f"service-{number}")
    times = [seconds_to_follow(live, f"service-{number}") for number in range(*CHANGED)]
    size = landscape.services
    report(f"{size} services: one changed", statistics.median(times), f"s (p50); at most {max(times):.2f}")
    report(f"{size} services: the hub changed, with 500 consumers", seconds_to_follow(live, "service-0"), "s")
    live.kill(WORKER)


def seconds_to_follow(live: LiveSystem, slug: str) -> float:
    """How long a service's results, and those of all that the change concerns, are behind."""
    before = live.ask("SELECT now()")
    live.request("PATCH", f"/api/v1/services/{slug}", {"purpose": f"As of {before}."}).raise_for_status()
    started = time.perf_counter()
    live.eventually(lambda: live.ask(LATER, slug, before) and not live.ask(DUE), WITHIN)
    return time.perf_counter() - started


def worker_seconds() -> float:
    """What Celery's worker has taken of the processors by now, with the processes that judge for it."""
    below = psutil.Process().children(recursive=True)
    celery = [process for process in below if "celery" in process.cmdline()]
    workers = {process for one in celery for process in (one, *one.children(recursive=True))}
    return sum(times.user + times.system for times in (process.cpu_times() for process in workers))
