"""What an answer costs, however busy the machine is with other work."""

import os


def seconds_spent() -> float:
    """Seconds of processor that this process has taken by now, with the processes that it waited for."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system
