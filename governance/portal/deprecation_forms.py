"""Announce an end, and change what is said of one, without writing JSON."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from catalog import access
from catalog.portal.forms import PlainForm, sent
from catalog.portal.people import signed_in
from governance.actions import deprecations as actions
from governance.actions.deprecations import Announcement
from governance.models import Deprecation
from governance.queries.choices import service_slugs
from governance.queries.deprecations import deprecation as find
from governance.queries.subjects import subject_of

NAMES = ("service", "contract", "version", "operation")
TEXTS = ("reason", "guide")


class ChangeForm(PlainForm):
    """What is said of an end."""

    deprecated_at = forms.DateField(
        required=False,
        label="Deprecated from",
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text="From then on nobody should begin to use it.",
    )
    sunset_at = forms.DateField(
        required=False,
        label="Last day",
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text="It lasts until the end of that day, in UTC. An earlier one needs every consumer's consent.",
    )
    successor = forms.CharField(
        required=False,
        max_length=1000,
        label="Instead",
        help_text="Another version or operation of the contract, or another service.",
    )
    reason = forms.CharField(required=False, max_length=20_000, widget=forms.Textarea({"rows": 2}))
    guide = forms.CharField(
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 6}),
        help_text="How to move: Markdown, or the address of a page.",
    )


class AnnouncementForm(ChangeForm):
    """What ends: a service alone, or a version or an operation of one of its contracts."""

    service = forms.SlugField(max_length=63, widget=forms.TextInput({"list": "services"}))
    contract = forms.SlugField(
        required=False, max_length=63, help_text="Leave it empty where the whole service ends."
    )
    version = forms.CharField(required=False, max_length=128)
    operation = forms.CharField(
        required=False,
        max_length=1000,
        help_text="As its consumers name it. With a version it ends in the major line of that.",
    )

    field_order = NAMES


@login_required
def deprecation_new(request: HttpRequest) -> HttpResponse:
    form = AnnouncementForm(request.POST or None, initial=request.GET.dict())

    def announce() -> Deprecation:
        said = form.cleaned_data
        subject = subject_of(**{name: said[name] for name in NAMES})
        texts = {name: said[name] for name in TEXTS}
        announcement = Announcement(
            said["deprecated_at"], said["sunset_at"], successor=said["successor"], texts=texts
        )
        return actions.announce(signed_in(request), subject, announcement)

    if made := sent(request, form, announce):
        return redirect("deprecation", made.pk)
    context = {"form": form, "services": service_slugs()}
    return _page(request, context, form)


@login_required
def deprecation_edit(request: HttpRequest, deprecation: int) -> HttpResponse:
    found = find(deprecation)
    access.require_change(signed_in(request), found.service)
    initial = {
        "deprecated_at": found.deprecated_on,
        "sunset_at": found.sunset_on,
        "successor": found.successor,
        "reason": found.reason,
        "guide": found.guide,
    }
    form = ChangeForm(request.POST or None, initial=initial)

    def change() -> Deprecation:
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        actions.change(signed_in(request), found, changed)
        return found

    if sent(request, form, change):
        return redirect("deprecation", deprecation)
    return _page(request, {"form": form, "deprecation": found}, form)


def _page(request: HttpRequest, context: dict[str, Any], form: forms.Form) -> HttpResponse:
    return render(request, "governance/deprecation_form.html", context, status=422 if form.errors else 200)
