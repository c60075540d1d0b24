"""Forms that look alike, and whose mistakes stand at the fields that they are about."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from catalog.errors import ConflictError, InvalidInputError


class PlainForm(forms.Form):
    """A form in the portal's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


def done(request: HttpRequest, form: forms.Form, act: Callable[[], None]) -> bool:
    """Whether the form was sent and the action took it; what it did not take stands at the fields that it is about."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except (InvalidInputError, ConflictError) as error:
        for place in error.fields:
            name = place.pointer.removeprefix("/")
            form.add_error(name if name in form.fields else None, place.message)
        if not error.fields:
            form.add_error(None, error.message)
        return False
    return True
