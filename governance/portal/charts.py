"""Charts as SVG in the page: no script, no style that a content security policy would refuse."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, GAP = 640, 150, 2
TONES = ("level-none", "level-1", "level-2", "level-3", "level-4", "level-5")
RING = 2 * 3.14159 * 42  # the circumference of a ring with the radius of 42


def levels_chart(days: Sequence[dict[str, Any]]) -> SafeString:
    """One bar for each day, its parts the services at each level, the lowest at the bottom."""
    width = WIDTH / max(len(days), 12)
    bars = format_html_join(
        "", "{}", ((_bar(day, number * width, width),) for number, day in enumerate(days))
    )
    label = f"Services at each level on {len(days)} days"
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        bars,
    )


def _bar(day: dict[str, Any], x: float, width: float) -> SafeString:
    total = sum(day["levels"].values()) or 1
    top = float(HEIGHT)
    parts = []
    for tone, (name, services) in zip(TONES, day["levels"].items(), strict=False):
        height = HEIGHT * services / total
        top -= height
        parts.append(
            (
                tone,
                f"{x:.1f}",
                f"{top:.1f}",
                f"{max(width - GAP, 1):.1f}",
                f"{height:.1f}",
                day["day"],
                name,
                services,
            )
        )
    rect = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}: {}: {}</title></rect>'
    return format_html_join("", rect, parts)


def ring(percent: int, tone: str) -> SafeString:
    """A share as a ring with its number inside."""
    return format_html(
        '<svg class="ring {}" viewBox="0 0 100 100" role="img" aria-label="{} %">'
        '<circle cx="50" cy="50" r="42"></circle>'
        '<circle class="part" cx="50" cy="50" r="42" stroke-dasharray="{} {}"></circle>'
        '<text x="50" y="50">{} %</text></svg>',
        tone,
        percent,
        f"{RING * percent / 100:.1f}",
        f"{RING:.1f}",
        percent,
    )
