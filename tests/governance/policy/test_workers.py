"""What an expression does to the process that evaluates it harms nobody else."""

import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalog.contracts.processes.worker import WorkersUnavailableError
from governance.policy import batches
from governance.policy.batches import Limits
from governance.policy.model import Policy, State
from governance.policy.pool import Pool, shared
from tests.governance.policy.documents import NOW, a_document, attested

TEN = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"
NAMES = "abcdefghij"


def policy(slug: str, rule: str, **parts) -> Policy:
    return Policy(slug=slug, title=slug, rule=rule, **parts)


FINE = [policy("before", "service.tier == 2"), policy("after", "owner.slug == 'payments'")]
ENDLESS = policy("endless", "".join(f"{TEN}.all({name}, " for name in NAMES) + "true" + ")" * len(NAMES))
HUGE = policy(
    "huge",
    "v8 == ''",
    variables={
        "v0": "'" + "x" * 1000 + "'",
        **{f"v{n + 1}": f"[v{n}].map(s, s + s + s + s + s + s + s + s)[0]" for n in range(8)},
    },
)


@pytest.fixture
def strict():
    with Pool(1, Limits(seconds=0.3, document=100_000)) as pool:
        yield pool


def evaluate(pool: Pool, *policies: Policy, document=None):
    return pool.evaluate(policies, document or a_document(), datetime.fromisoformat(NOW))


def workers_of(pool: Pool) -> list[int]:
    return [worker._process.pid for worker in pool._idle.queue if worker]


def open_files() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


def ends(process: int) -> bool:
    for _ in range(100):
        if not Path(f"/proc/{process}").exists():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    ("runaway", "seconds", "reason"),
    [(ENDLESS, 0.3, "0.3 seconds of computing"), (HUGE, 10, "megabytes of memory")],
)
def test_a_policy_that_runs_out_is_unknown_and_the_others_are_judged(runaway, seconds, reason) -> None:
    with Pool(1, Limits(seconds=seconds)) as pool:
        verdicts = evaluate(pool, FINE[0], runaway, FINE[1])
    assert [verdict.state for verdict in verdicts.values()] == [State.PASS, State.UNKNOWN, State.PASS]
    assert reason in verdicts[runaway.slug].message
    assert verdicts[runaway.slug].until > datetime.fromisoformat(NOW), "it is tried again after a while"


def test_such_a_policy_has_no_mistake_and_is_known_by_trying_only(strict) -> None:
    assert strict.check(ENDLESS) == strict.check(HUGE) == []


def test_a_policy_that_keeps_running_out_is_set_aside(strict) -> None:
    documents = [a_document() for _ in range(60)]
    started = time.monotonic()
    verdicts = list(strict.evaluate_all([*FINE, ENDLESS], documents, datetime.fromisoformat(NOW)))
    assert [v["after"].state for v in verdicts] == [State.PASS] * 60
    assert [v["endless"].state for v in verdicts] == [State.UNKNOWN] * 60
    assert "was not tried" in verdicts[-1]["endless"].message
    assert time.monotonic() - started < 15, "60 times 0.3 seconds of computing were not spent"


def test_each_document_is_judged_at_its_own_instant(strict) -> None:
    late = policy("late", "now > timestamp('2026-01-02T00:00:00Z')")
    days = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 3, 2, 4)]
    verdicts = strict.evaluate_each([late], [(a_document(), day) for day in days])
    assert [v["late"].state for v in verdicts] == [State.FAIL, State.PASS, State.FAIL, State.PASS]


def test_documents_keep_their_order(strict) -> None:
    tiers = [n % 4 + 1 for n in range(90)]
    documents = (a_document(service={"tier": tier}) for tier in tiers)
    verdicts = strict.evaluate_all(
        [policy("top", "service.tier == 1"), HUGE], documents, datetime.fromisoformat(NOW)
    )
    assert [v["top"].state is State.PASS for v in verdicts] == [tier == 1 for tier in tiers]


def test_a_worker_that_was_ended_is_replaced(strict) -> None:
    evaluate(strict, *FINE)
    (worker,) = workers_of(strict)
    os.kill(worker, 9)
    os.waitid(os.P_PID, worker, os.WEXITED | os.WNOWAIT)
    assert [verdict.state for verdict in evaluate(strict, *FINE).values()] == [State.PASS, State.PASS]
    assert workers_of(strict) != [worker]


def test_facts_that_are_too_large_or_too_deep_are_unknown(strict) -> None:
    deep: list = []
    for _ in range(5000):
        deep = [deep]
    for data, reason in (("x" * 200_000, "more than 97 kilobytes"), (deep, "nested too deeply")):
        document = a_document()
        document["service"]["labels"] = data
        verdicts = evaluate(strict, *FINE, document=document)
        assert [verdict.state for verdict in verdicts.values()] == [State.UNKNOWN, State.UNKNOWN]
        assert reason in verdicts["before"].message


def test_what_no_policy_looks_at_counts_for_no_limit(strict) -> None:
    verdicts = evaluate(strict, *FINE, document=a_document() | attested(scan="x" * 200_000))
    assert [verdict.state for verdict in verdicts.values()] == [State.PASS, State.PASS]


def test_a_worker_that_fails_by_our_own_defect_says_so_and_not_that_memory_ran_out(
    strict, monkeypatch
) -> None:
    monkeypatch.setattr(batches, "dump_policy", lambda _: '{"slug": "unreadable"}')
    broken = evaluate(strict, FINE[0])["before"]
    monkeypatch.undo()
    assert broken.state is State.UNKNOWN
    assert "failed by a defect of Portolan: KeyError" in broken.message
    assert "memory" not in broken.message
    assert evaluate(strict, FINE[0])["before"].state is State.PASS


def test_a_pool_that_is_closed_says_so() -> None:
    pool = Pool(1)
    pool.close()
    pool.close()
    with pytest.raises(WorkersUnavailableError, match="closed"):
        evaluate(pool, *FINE)


def test_a_pool_that_could_start_no_worker_starts_one_when_it_can(monkeypatch) -> None:
    with Pool(1) as pool:
        monkeypatch.setattr(sys, "executable", "/no/such/python")
        with pytest.raises(WorkersUnavailableError, match="/no/such/python"):
            evaluate(pool, *FINE)
        monkeypatch.undo()
        verdicts = evaluate(pool, *FINE)
    assert {verdict.state for verdict in verdicts.values()} == {State.PASS}


def test_many_threads_share_a_pool() -> None:
    with Pool(2) as pool, ThreadPoolExecutor(8) as threads:
        verdicts = list(threads.map(lambda _: evaluate(pool, *FINE), range(40)))
        assert len(workers_of(pool)) <= 2
    assert {verdict.state for each in verdicts for verdict in each.values()} == {State.PASS}


def test_nothing_is_left_of_a_pool_that_is_closed() -> None:
    before = open_files()
    with Pool(2) as pool:
        evaluate(pool, *FINE, HUGE)
        workers = workers_of(pool)
    assert [ends(worker) for worker in workers] == [True] * len(workers)
    assert open_files() == before


def test_a_worker_is_handed_no_credentials(strict, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://portolan:secret@db/portolan")
    evaluate(strict, *FINE)
    (worker,) = workers_of(strict)
    assert b"secret" not in Path(f"/proc/{worker}/environ").read_bytes()


def judge_in_a_daemon(answers) -> None:
    answers.put([verdict.state for verdict in evaluate(shared(), *FINE).values()])
    shared().close()


def test_daemons_such_as_celery_s_can_judge() -> None:
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=judge_in_a_daemon, args=(answers,), daemon=True)
    process.start()
    assert answers.get(timeout=60) == [State.PASS, State.PASS]
    process.join(60)
    process.close()
    answers.close()


def test_workers_end_with_the_process_that_asks() -> None:
    script = """
import os
from tests.governance.policy.test_workers import FINE, evaluate, workers_of
from governance.policy.pool import shared
evaluate(shared(), *FINE)
print(*workers_of(shared()), flush=True)
os._exit(0)
"""
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert ends(int(done.stdout))
