"""Fields that several models share."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models

SLUG_PATTERN = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
slug_validator = RegexValidator(
    rf"^{SLUG_PATTERN}\Z",
    "Use 1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end (a DNS label, RFC 1123).",
)


class SlugField(models.CharField[str, str]):
    """An identity in URLs: a DNS label (RFC 1123, section 2.1)."""

    default_validators = [slug_validator]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 63
        super().__init__(*args, **kwargs)


class VersionField(models.CharField[str, str]):
    """A version as its maker writes it."""

    default_validators = [
        RegexValidator(
            r"^[0-9A-Za-z](?:[0-9A-Za-z._+~-]{0,126}[0-9A-Za-z])?\Z",
            "Use 1 to 128 letters, digits and . _ + ~ - as a version, starting and ending with a letter or digit.",
        ),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 128
        super().__init__(*args, **kwargs)


class SortKeyField(models.CharField[str, str]):
    """A text whose byte order is the order of versions: compared in the "C" collation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=400, db_collation="C", editable=False)
        super().__init__(*args, **kwargs)


class Revised(models.Model):
    """A fact that may be changed; its revision guards against lost updates (RFC 9110, ETag and If-Match)."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def etag(self) -> str:
        return f'"{self.pk}-{self.updated_at.timestamp():.6f}"'
