"""Texts out of documents, as PostgreSQL can hold them."""

from typing import Any

# NUL is a character of JSON strings and of no PostgreSQL text; its picture says what stood there.
PICTURED = {0: "\N{SYMBOL FOR NULL}"}


def storable(value: Any) -> Any:
    """Return the JSON value with every NUL in its texts replaced by the symbol for it."""
    if isinstance(value, str):
        return value.translate(PICTURED) if "\0" in value else value
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    return value
