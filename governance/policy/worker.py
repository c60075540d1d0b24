"""The process that evaluates expressions within limits."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from catalog.contracts.processes.serving import serve
from governance.policy.engine import SyntaxMistakeError, parse
from governance.policy.judging import Ready, Subject
from governance.policy.wire import dump_verdict, load_policy


@lru_cache(maxsize=400)
def ready(policy: str) -> Ready:
    return Ready.of(load_policy(policy))


def judge(request: dict[str, Any]) -> Iterator[list[Any]]:
    """The verdict of every policy over every document, from the first pair that is asked for."""
    first = request["first"]
    for text, now in request["documents"]:
        subject = Subject(json.loads(text), datetime.fromisoformat(now))
        for policy in request["policies"][first:]:
            yield dump_verdict(ready(policy).judge(subject))
        first = 0


def check(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is wrong with the syntax of each expression, or else the variables that the parser saw in it."""
    for source in request["expressions"]:
        try:
            yield {"variables": parse(source).variables()}
        except SyntaxMistakeError as error:
            yield {"mistake": [str(error), error.line, error.column]}


def answer(request: dict[str, Any]) -> Iterator[Any]:
    return check(request) if "expressions" in request else judge(request)


if __name__ == "__main__":
    serve(answer)
