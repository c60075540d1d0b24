"""Template tags that every page may use."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from catalog.models import ServiceKind
from catalog.portal.highlight import message_html
from catalog.portal.markdown import markdown_html

register = template.Library()

Mark = tuple[str, str]  # tone, icon

# What the catalog's words look like; a tone is a colour that means something.
MARKS: Final[Mapping[str, Mark]] = {
    "experimental": ("info", ""),
    "production": ("good", ""),
    "deprecated": ("warn", "clock-alert"),
    "retired": ("mute", ""),
    "active": ("good", ""),
    "sunset": ("bad", "sunset"),
    "breaking": ("bad", "unlink"),
    "dangerous": ("warn", "triangle-alert"),
    "safe": ("good", "check"),
}
KIND_ICONS: Final[Mapping[str, str]] = {
    ServiceKind.SERVICE: "braces",
    ServiceKind.BFF: "smartphone",
    ServiceKind.GATEWAY: "waypoints",
    ServiceKind.EVENT_PROCESSOR: "radio-tower",
    ServiceKind.WORKFLOW: "workflow",
    ServiceKind.INTEGRATION: "cable",
    ServiceKind.FRONTEND: "app-window",
}
MINUTE, HOUR, DAY = 60, 3600, 86400
# Beyond this a date says more than a number of days.
RECENT = 30 * DAY
FEW = 5


@register.simple_tag
@cache
def icon(name: str, size: int = 16) -> SafeString:
    """An inline icon for the eye only; an unknown name raises."""
    svg = lucide(name, size=size, **{"class": "icon", "aria-hidden": "true"})
    return mark_safe(svg)  # noqa: S308  # from the package, with nothing of a user's in it


@register.simple_tag
def kind_icon(kind: str, size: int = 15) -> SafeString:
    return icon(KIND_ICONS[kind], size)


@register.simple_tag
def pill(text: object, tone: str, icon_name: str = "") -> SafeString:
    """A word on a coloured ground; the icon says the same to those who do not see the colour."""
    image = icon(icon_name, 12) if icon_name else ""
    return format_html('<span class="pill {}">{}{}</span>', tone, image, text)


@register.simple_tag
def mark(word: str, count: str = "") -> SafeString:
    """One of the catalog's words as a pill: a lifecycle, a version's state, a change's severity."""
    return pill(f"{count} {word}".strip(), *MARKS[word])


@register.filter
def initials(title: str) -> str:
    """Two letters at most that stand for a team's title."""
    return "".join(word[0] for word in title.split()[:2]).upper()


@register.simple_tag
def ago(instant: datetime) -> SafeString:
    """How long ago, short; the exact instant (UTC) on hover and for machines."""
    seconds = (timezone.now() - instant).total_seconds()
    exact = f"{instant:%Y-%m-%d %H:%M} UTC"
    machine = instant.isoformat(timespec="seconds")
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, exact, _ago(seconds, instant))


def _ago(seconds: float, instant: datetime) -> str:
    if seconds < MINUTE:
        return "just now"
    if seconds < HOUR:
        return f"{seconds // MINUTE:.0f} min ago"
    if seconds < DAY:
        return f"{seconds // HOUR:.0f} h ago"
    if seconds < RECENT:
        days = int(seconds // DAY)
        return "yesterday" if days == 1 else f"{days} days ago"
    return f"{instant:%Y-%m-%d}"


@register.filter
def thousands(number: int) -> str:
    """A large number as people read it: 2,218,160."""
    return f"{number:,}"


@register.filter
def item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value at a key that is known only when the page is made, or None."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def here(context: template.Context, *pages: str) -> str:
    """`aria-current` of a navigation entry whose first page, or one below it, is being shown."""
    match = context["request"].resolver_match
    name = match.url_name if match else None
    if name not in pages:
        return ""
    return mark_safe(f'aria-current="{"page" if name == pages[0] else "true"}"')  # noqa: S308  # no input in it


@register.inclusion_tag("components/sortable.html", takes_context=True)
def sortable(context: template.Context, name: str, title: str, sort: str) -> dict[str, Any]:
    """A column's heading that orders the list by it, the other way round when it does so already."""
    direction = {name: "ascending", f"-{name}": "descending"}.get(sort)
    following = f"-{name}" if sort == name else name
    return {"request": context["request"], "title": title, "direction": direction, "next": following}


@register.simple_tag
def outward(url: str, title: str = "") -> SafeString:
    """A link that somebody entered; one that is not to a web page is shown, and leads nowhere."""
    if not url.startswith(("https://", "http://")):
        return format_html("{}", title or url)
    return format_html('<a href="{}" rel="noreferrer">{}</a>', url, title or url)


@register.inclusion_tag("components/service_links.html")
def service_links(slugs: Sequence[str]) -> dict[str, Sequence[str]]:
    """Services by name, each a link; of many, those after the first few are folded."""
    return {"shown": slugs[:FEW], "folded": slugs[FEW:]}


@register.inclusion_tag("components/operations.html")
def operations(keys: Sequence[str]) -> dict[str, Sequence[str]]:
    """Which operations; none named means all, and many are folded."""
    return {"keys": keys}


@register.simple_tag
def operation(display: str) -> SafeString:
    """`GET /orders/{id}` with its method set off; a name in one word as it is."""
    method, space, path = display.partition(" ")
    if not space:
        return format_html('<code class="operation">{}</code>', display)
    return format_html('<code class="operation"><b>{}</b> {}</code>', method, path)


@register.filter
def code_spans(text: str) -> SafeString:
    """A sentence whose names stand between backticks, with those names as code."""
    parts = text.split("`")
    pieces = (("<code>{}</code>" if i % 2 else "{}", part) for i, part in enumerate(parts))
    return mark_safe("".join(format_html(shape, part) for shape, part in pieces))  # noqa: S308  # each is escaped


@register.simple_tag
def markdown(text: str) -> SafeString:
    return markdown_html(text)


@register.simple_tag
def message(witness: dict[str, Any]) -> SafeString:
    return message_html(witness)
