"""Forms that look alike, and whose mistakes stand at the fields that they are about."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest
from django.utils.text import slugify

from catalog.errors import ConflictError, FieldError, InvalidInputError
from catalog.models.fields import slug_validator

T = TypeVar("T")
MISTAKES = 20  # at most, for nobody mends more of a document between two looks


class PlainForm(forms.Form):
    """A form in the portal's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen_from = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if chosen_from else "form-control"


class NamedForm(PlainForm):
    """Of something new, with the name that its address has: of the `title`, where none is given."""

    slug = forms.CharField(
        required=False,
        max_length=63,
        validators=[slug_validator],
        label="Name in addresses",
        help_text="Lower-case letters, digits and hyphens; made of the title where it is left empty. It never changes.",
    )
    field_order: tuple[str, ...] = ("title", "slug")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "title" in said and "slug" in said and not said["slug"]:
            said["slug"] = slugify(said["title"]).replace("_", "-")[:63].strip("-")
            if not said["slug"]:
                self.add_error("slug", "The title holds nothing that a name can be made of, so say one.")
        return said


def sent(request: HttpRequest, form: forms.Form, act: Callable[[], T]) -> T | None:
    """Return what came of a form that was sent, or None; what is not taken stands at the fields that it is about."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except (InvalidInputError, ConflictError) as error:
        for place in error.fields[:MISTAKES]:
            name = place.pointer.split("/")[1] if place.pointer else ""
            form.add_error(name if name in form.fields else None, _said(place))
        if len(error.fields) > MISTAKES:
            form.add_error(None, f"There are {len(error.fields) - MISTAKES:,} more mistakes.")
        if not error.fields:
            form.add_error(None, error.message)
        return None


def _said(place: FieldError) -> str:
    """A mistake, and where it stands in a document that was uploaded."""
    where = [f"line {place.line}, column {place.column}"] if place.line else []
    if place.file:
        where.append(place.file)
    return f"{place.message} ({', '.join(where)})" if where else place.message
