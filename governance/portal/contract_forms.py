"""Upload a contract, and then its versions, without writing a request."""

from collections.abc import Callable

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from catalog import access
from catalog.actions.uploads import Upload
from catalog.contracts.limits import DEFAULT_LIMITS
from catalog.models import Contract, ContractFormat, ContractVersion, Exposure, Service, Stability
from catalog.portal.forms import NamedForm, PlainForm, sent
from catalog.portal.people import signed_in
from catalog.queries import find
from governance.actions.submissions import submit_first_version, submit_version


class VersionForm(PlainForm):
    """A version with its document."""

    version = forms.CharField(max_length=128, help_text="Such as 1.0.0. What it says can never be changed.")
    document = forms.FileField(
        help_text="A file; or a ZIP archive of a document and the files that it refers to, the document first."
    )

    def clean_document(self) -> Upload:
        sent_file: UploadedFile[bytes] = self.cleaned_data["document"]
        if (sent_file.size or 0) > DEFAULT_LIMITS.max_bytes:
            raise forms.ValidationError(f"The document is larger than {DEFAULT_LIMITS.max_bytes:,} bytes.")
        return Upload.of(sent_file.read())


class ContractForm(NamedForm, VersionForm):
    """What a service promises, and the first version of it."""

    title = forms.CharField(max_length=200, help_text="What its consumers call it.")
    format = forms.ChoiceField(
        required=False, choices=[("", "What the document says that it is"), *ContractFormat.choices]
    )
    exposure = forms.ChoiceField(choices=Exposure.choices, help_text="Whom it is for.")
    stability = forms.ChoiceField(choices=Stability.choices, initial=Stability.STABLE)

    field_order = ("title", "slug", "format", "exposure", "stability", "version", "document")


@login_required
def contract_new(request: HttpRequest, service: str) -> HttpResponse:
    found = find.service(service)
    access.require_change(signed_in(request), found)
    form = ContractForm(request.POST or None, request.FILES or None)

    def submit() -> ContractVersion:
        said = dict(form.cleaned_data)
        version, upload = said.pop("version"), said.pop("document")
        return submit_first_version(signed_in(request), found, said, version, upload)

    return _page(request, form, submit, found, None)


@login_required
def version_new(request: HttpRequest, service: str, contract: str) -> HttpResponse:
    found = find.contract(service, contract)
    access.require_change(signed_in(request), found.service)
    form = VersionForm(request.POST or None, request.FILES or None)

    def submit() -> ContractVersion:
        said = form.cleaned_data
        return submit_version(signed_in(request), found, said["version"], said["document"])[0]

    return _page(request, form, submit, found.service, found)


def _page(
    request: HttpRequest,
    form: PlainForm,
    submit: Callable[[], ContractVersion],
    service: Service,
    contract: Contract | None,
) -> HttpResponse:
    if made := sent(request, form, submit):
        return redirect(made)
    context = {"form": form, "service": service, "contract": contract}
    return render(request, "governance/contract_form.html", context, status=422 if form.errors else 200)
