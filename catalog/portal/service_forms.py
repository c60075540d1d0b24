"""Register a service, and change what is said of one, without writing JSON."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from catalog import access
from catalog.actions.services import put_service, register_service
from catalog.models import Service, Team
from catalog.portal.forms import NamedForm, PlainForm, sent
from catalog.portal.people import signed_in
from catalog.queries import find, people


class ServiceForm(PlainForm, forms.ModelForm[Service]):
    """What is said of a service; its owner is a team that the person may act for."""

    class Meta:
        model = Service
        fields = (
            "title",
            "purpose",
            "owner",
            "platform",
            "kind",
            "lifecycle",
            "exposure",
            "data_classification",
            "tier",
            "system",
            "technical_owner",
        )
        widgets = {"purpose": forms.Textarea({"rows": 3})}
        help_texts = {
            "purpose": "What it does for whom, in a sentence or two.",
            "owner": "The team that answers for it.",
            "platform": "The low-code platform that it is made with, or code.",
            "lifecycle": "Only what is in production may be relied on.",
            "tier": "How much depends on it: from 1, the most critical, to 4.",
            "technical_owner": "Who runs it, where that is another team.",
        }

    def __init__(self, owners: QuerySet[Team], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, nothing in (
            ("owner", "Choose a team"),
            ("system", "None"),
            ("technical_owner", "The owner"),
        ):
            self.fields[name].empty_label = nothing  # type: ignore[attr-defined]  # of the model's own field
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]  # of the model's own field


class NewServiceForm(NamedForm, ServiceForm):
    """The same of a new one, with the name that it keeps."""


@login_required
def service_new(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    owners = people.teams_to_act_for(person)
    form = NewServiceForm(owners, request.POST or None)

    def register() -> Service:
        said = dict(form.cleaned_data)
        return register_service(person, said.pop("slug"), said)

    if made := sent(request, form, register):
        return redirect("service", made.slug)
    return _page(request, {"form": form, "owners": owners}, form)


@login_required
def service_edit(request: HttpRequest, service: str) -> HttpResponse:
    """What somebody else has changed since the form was opened stays, where this one has not changed it too."""
    person, found = signed_in(request), find.service(service)
    access.require_change(person, found)
    owners = (people.teams_to_act_for(person) | Team.objects.filter(pk=found.owner_id)).distinct()
    form = ServiceForm(owners, request.POST or None, instance=found)

    def change() -> Service:
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        return put_service(person, service, changed)[0]

    if sent(request, form, change):
        return redirect("service", service)
    return _page(request, {"form": form, "owners": owners, "slug": service}, form)


def _page(request: HttpRequest, context: Mapping[str, Any], form: forms.BaseForm) -> HttpResponse:
    return render(request, "catalog/service_form.html", context, status=422 if form.errors else 200)
