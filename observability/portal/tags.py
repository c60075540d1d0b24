"""Template tags for alerts."""

from collections.abc import Mapping
from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalog.portal.tags import Mark, icon, pill
from observability.models import AlertSeverity

register = template.Library()

SEVERITIES: Final[Mapping[str, Mark]] = {
    AlertSeverity.CRITICAL: ("bad", "octagon-alert"),
    AlertSeverity.WARNING: ("warn", "triangle-alert"),
    AlertSeverity.INFO: ("info", "info"),
}


@register.simple_tag
def severity(word: str) -> SafeString:
    return pill(word, *SEVERITIES[word])


@register.simple_tag
def severity_icon(word: str) -> SafeString:
    """A severity where there is no room for its word; it is said to those who do not see."""
    tone, name = SEVERITIES[word]
    return format_html(
        '<span class="tone {}">{}<span class="visually-hidden">{}</span></span>', tone, icon(name, 15), word
    )
