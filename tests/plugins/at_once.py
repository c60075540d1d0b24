"""Two writers at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection


@pytest.fixture
def at_once(transactional_db) -> Callable[..., list[Any]]:
    """Run the calls at once, each in a thread and a connection of its own; return what each returned or raised."""

    def run(*calls: Callable[[], Any]) -> list[Any]:
        barrier = Barrier(len(calls))

        def one(call: Callable[[], Any]) -> Any:
            try:
                barrier.wait(timeout=10)
                return call()
            except Exception as error:  # noqa: BLE001  # what it raised is what the test is about
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(len(calls)) as threads:
            return list(threads.map(one, calls))

    return run
