"""Register a release, have the gate decide about it, and say where it runs, without a pipeline."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from catalog import access
from catalog.actions.consumption import Consumption
from catalog.actions.releases import Provided, ReleaseContent
from catalog.errors import InvalidInputError
from catalog.models import Contract, Deployment, Release, Service
from catalog.portal.forms import PlainForm, sent
from catalog.portal.people import signed_in
from catalog.queries import find
from catalog.queries.contracts import contracts_of, versions_of
from catalog.queries.releases import latest_release
from governance.actions.deployments import record_deployment
from governance.actions.promotions import promote
from governance.actions.releases import put_release
from governance.queries.choices import contract_names, environment_choices, release_versions

CHOICES = 50  # versions of a contract, the highest
BLANK = 2  # rows for what the latest release does not use yet
MOST = 150  # contracts that it uses, since a request takes 1,000 fields


class ReleaseForm(PlainForm):
    """A release, and which version it provides of each contract of its service."""

    version = forms.CharField(max_length=128, help_text="Such as 1.0.0. What it says can never be changed.")

    def __init__(self, contracts: list[Contract], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._contracts = contracts
        for contract in contracts:
            versions = [version.version for version in versions_of(contract)[:CHOICES]]
            self.fields[f"of-{contract.slug}"] = forms.ChoiceField(
                required=False,
                label=f"Provides {contract.title}",
                choices=[*zip(versions, versions, strict=True), ("", "nothing of it")],
                initial=versions[0] if versions else "",
                widget=forms.Select({"class": "form-select"}),
            )

    def provides(self) -> list[Provided]:
        chosen = {contract.slug: self.cleaned_data[f"of-{contract.slug}"] for contract in self._contracts}
        return [Provided(slug, version) for slug, version in chosen.items() if version]


class UseForm(PlainForm):
    """A contract that the release uses, and what of it; one that the latest used and this names no more is left out."""

    contract = forms.RegexField(
        "^[^/]+/[^/]+$",
        required=False,
        max_length=127,
        widget=forms.TextInput({"list": "contracts", "autocomplete": "off"}),
        help_text="The service and its contract, such as stock/stock-api.",
        error_messages={"invalid": "Write the service, a slash and its contract: stock/stock-api."},
    )
    version = forms.CharField(
        required=False,
        max_length=200,
        label="Versions",
        help_text="Such as ^2.1; any, where it is empty.",
    )
    built_against = forms.CharField(
        required=False,
        max_length=128,
        label="Built against",
        help_text="The version that it was tested with; the highest of those, where it is empty.",
    )
    operations = forms.CharField(
        required=False,
        max_length=100_000,
        widget=forms.Textarea({"rows": 2}),
        help_text="What it calls, one on a line; everything, where none is named.",
    )
    fields_read = forms.CharField(
        required=False,
        max_length=100_000,
        label="Fields",
        widget=forms.Textarea({"rows": 2}),
        help_text="What it reads of the answers, one on a line; everything, where none is named.",
    )

    def clean_contract(self) -> str:
        contract: str = self.cleaned_data["contract"]
        if (
            not contract and self.empty_permitted and self.has_changed()
        ):  # a row of its own, of which part is said
            raise forms.ValidationError("Name the contract that this is about.")
        return contract

    def consumption(self) -> Consumption:
        said = self.cleaned_data
        service, contract = said["contract"].split("/")
        return Consumption(
            service,
            contract,
            said["version"],
            said["built_against"],
            operations=_lines(said["operations"]),
            fields=_lines(said["fields_read"]),
        )


UseFormSet = forms.formset_factory(UseForm, extra=BLANK, max_num=MOST, validate_max=True)


class DeploymentForm(PlainForm):
    """Which release runs where."""

    release = forms.ChoiceField()
    environment = forms.ChoiceField()
    instance = forms.SlugField(
        max_length=63,
        initial="default",
        help_text="Which one of several, where it runs there more than once.",
    )

    def __init__(self, service: Service, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        releases = release_versions(service.slug)
        self.fields["release"].choices = [(version, version) for version in releases]  # type: ignore[attr-defined]
        self.fields["environment"].choices = environment_choices()  # type: ignore[attr-defined]


@login_required
def release_new(request: HttpRequest, service: str) -> HttpResponse:
    """What the latest release uses is filled in, since the next one mostly uses the same."""
    found = _mine(request, service)
    form = ReleaseForm(list(contracts_of(found)), request.POST or None)
    sends = request.method == "POST"
    uses = UseFormSet(request.POST) if sends else UseFormSet(initial=_used(latest_release(found)))

    def register() -> Release:
        consumes = [use.consumption() for use in uses if use.cleaned_data.get("contract")]
        return put_release(
            signed_in(request),
            found,
            form.cleaned_data["version"],
            ReleaseContent("", form.provides(), consumes),
        )[0]

    if sends and uses.is_valid() and (made := sent(request, form, register)):
        return redirect(f"{made.service.get_absolute_url()}#releases")
    context = {"form": form, "uses": uses, "service": found, "contracts": contract_names()}
    return render(request, "governance/release_form.html", context, status=422 if sends else 200)


@login_required
def deployment_new(request: HttpRequest, service: str) -> HttpResponse:
    found = _mine(request, service)
    form = DeploymentForm(found, request.POST or None, initial=request.GET.dict())

    def record() -> Deployment:
        said = form.cleaned_data
        release, environment = find.release(service, said["release"]), find.environment(said["environment"])
        return record_deployment(signed_in(request), release, environment, said["instance"])[0]

    if sent(request, form, record):
        return redirect(found)
    context = {"form": form, "service": found}
    return render(request, "governance/deployment_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def promotion_new(request: HttpRequest) -> HttpResponse:
    """Have the gate decide for good what it was asked."""
    asked = {name: request.POST.get(name, "") for name in ("service", "release", "environment")}
    release = find.release(asked["service"], asked["release"])
    return redirect(promote(signed_in(request), release, find.environment(asked["environment"])))


def _mine(request: HttpRequest, service: str) -> Service:
    found = find.service(service)
    access.require_change(signed_in(request), found)
    return found


def _used(latest: Release | None) -> list[dict[str, str]]:
    """What a release uses, as rows of the form; raises InvalidInputError where these would be too many."""
    used = list(latest.dependencies.all()) if latest else []
    if len(used) > MOST:
        raise InvalidInputError(
            f"{latest} uses {len(used)} contracts, and a form takes {MOST}. Register its releases over the API."
        )
    return [
        {
            "contract": f"{use.service_slug}/{use.contract_slug}",
            "version": use.range,
            "built_against": use.declared_built_against,
            "operations": "\n".join(use.operations),
            "fields_read": "\n".join(use.fields),
        }
        for use in used
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
