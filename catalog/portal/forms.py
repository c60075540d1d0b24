"""Forms that look alike, and whose mistakes stand at the fields that they are about."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest

from catalog.errors import ConflictError, InvalidInputError

T = TypeVar("T")


class PlainForm(forms.Form):
    """A form in the portal's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


def sent(request: HttpRequest, form: forms.Form, act: Callable[[], T]) -> T | None:
    """Return what came of a form that was sent, or None; what is not taken stands at the fields that it is about."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except (InvalidInputError, ConflictError) as error:
        for place in error.fields:
            name = place.pointer.removeprefix("/")
            form.add_error(name if name in form.fields else None, place.message)
        if not error.fields:
            form.add_error(None, error.message)
        return None
