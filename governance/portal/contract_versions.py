"""One version of a contract: what it promises, how it was judged, what changed, and its exact document."""

from functools import partial
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from catalog.actions.comparisons import comparison_for
from catalog.actions.replays import replay_change
from catalog.contracts.budget import OutOfBudget
from catalog.contracts.reference import abridged
from catalog.errors import NotFoundError
from catalog.models import ContractVersion
from catalog.portal.highlight import SHOWN, document_texts, source_lines
from catalog.queries import find
from catalog.queries.contracts import source_of
from catalog.queries.documents import reference_of
from governance.queries.version_page import version_page

MOST_ENTRIES = 400  # beyond that people search
MOST_PARTS, MOST_CHARACTERS = 2_000, 60_000  # of an entry; its descriptions are Markdown, which takes time


@login_required
def version_detail(request: HttpRequest, service: str, contract: str, version: str) -> HttpResponse:
    found = find.contract_version(service, contract, version)
    page = version_page(found, request.GET.get("since", ""), partial(comparison_for, found.contract))
    names = (service, contract, version)
    since_asked = f"?since={quote(page.changes.since.version)}" if page.changes else ""
    context = {
        "page": page,
        "version": found,
        "operations_address": reverse("contract-version", args=names),
        "changes_address": reverse("contract-version-changes", args=names) + since_asked,
    }
    return render(request, "governance/version.html", context)


@login_required
def change_replay(
    request: HttpRequest, service: str, contract: str, version: str, fingerprint: str
) -> HttpResponse:
    """What a second library says of the message that proves a change since another version."""
    found = find.contract_version(service, contract, version)
    since = find.contract_version(service, contract, request.GET.get("since", ""))
    change, replay = replay_change(since, found, fingerprint)
    context = {"version": found, "change": change, "replay": replay}
    return render(request, "governance/replay.html", context)


@login_required
def version_reference(request: HttpRequest, service: str, contract: str, version: str) -> HttpResponse:
    """What the version offers, one entry at a time: the one that the address names, else the first."""
    found = find.contract_version(service, contract, version)
    try:
        context = _entries(found, request.GET.get("q", "").strip(), request.GET.get("entry", ""))
    except OutOfBudget as error:
        context = {"unreadable": str(error)}
    return render(request, "governance/version_reference.html", {"version": found, **context})


def _entries(version: ContractVersion, q: str, pointer: str) -> dict[str, Any]:
    matching = [entry for entry in reference_of(version) if q.lower() in entry.name.lower()]
    wanted = (entry for entry in matching if entry.pointer == pointer)
    shown = next(wanted, next(iter(matching), None))
    groups, left_out = abridged(shown.read() if shown else (), MOST_PARTS, MOST_CHARACTERS)
    return {
        "q": q,
        "entries": matching[:MOST_ENTRIES],
        "total": len(matching),
        "shown": shown,
        "groups": groups,
        "left_out": left_out,
    }


@login_required
def version_document(request: HttpRequest, service: str, contract: str, version: str) -> HttpResponse:
    found = find.contract_version(service, contract, version)
    document = source_of(found)
    texts = document_texts(document)
    file = request.GET.get("file", next(iter(texts)))
    if file not in texts:
        raise NotFoundError(f"The document of {found} has no file {file}.")
    text = texts[file]
    context = {
        "version": found,
        "document": document,
        "files": list(texts),
        "file": file,
        "lines": source_lines(text, found.contract.format),
        "shortened": len(text) > SHOWN,
    }
    return render(request, "governance/version_document.html", context)
