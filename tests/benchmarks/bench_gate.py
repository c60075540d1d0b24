"""What a decision of the gate costs as its provider's consumers grow, as a multiple of the smallest case."""

import time
from collections.abc import Callable

from governance.actions.promotions import ask

CONSUMERS = (1, 20, 200)
ROUNDS = 5


def seconds_of_a_decision(world) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        ask("provider", "1.1.0", world.environments["production"])
        times.append(time.perf_counter() - started)
    return min(times)


def bench_a_decision(world, contract, using, report: Callable[..., None]) -> None:
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a"))
    world.submit("provider", "1.1.0", contract("a", "b"))
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    world.release("provider", "1.1.0", provides=("1.1.0",))
    deployed, smallest = 0, None
    for wanted in CONSUMERS:
        for number in range(deployed, wanted):
            world.service(f"consumer-{number}")
            world.deploy(world.release(f"consumer-{number}", "1.0.0", consumes=(using("provider", "1.0.0"),)))
        deployed = wanted
        cost = seconds_of_a_decision(world)
        smallest = smallest or cost
        report(f"decide, {wanted} deployed consumers", cost / smallest, "times the decision with one")
