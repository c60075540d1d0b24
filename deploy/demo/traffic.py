"""What the mesh of each company saw in the last days, reported as a mesh does: a window at a time."""

from datetime import date, timedelta
from typing import Any

from deploy.demo.client import Client
from deploy.demo.landscape import Part


def report(part: Part, client: Client, today: date) -> None:
    """Report day by day up to this midnight; a call with `stopped` was not seen in that many days."""
    traffic = part.content["traffic"]
    for ago in range(traffic["days"], 0, -1):
        client.post(
            "/usage",
            {
                "environment": traffic["environment"],
                "source": traffic["source"],
                "from": _midnight(today - timedelta(days=ago)),
                "to": _midnight(today - timedelta(days=ago - 1)),
                "samples": [_sample(call) for call in traffic["calls"] if ago > call.get("stopped", 0)],
                "measured": traffic["measured"],
            },
        )


def _sample(call: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in call.items() if name != "stopped"}


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
