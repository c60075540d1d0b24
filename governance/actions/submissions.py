"""Submit a contract version: record it through the catalog, and have it reviewed."""

from typing import Any

from django.db import transaction

from catalog.actions import audit, facts
from catalog.actions.contract_versions import record_version
from catalog.actions.services import put_contract, taken
from catalog.actions.uploads import Upload, read_upload
from catalog.jobs import Job, enqueue_on_commit
from catalog.models import Contract, ContractVersion, Person, Service
from governance.models import OPEN, JobState, Review
from governance.queries.reviews import latest_reviews


@transaction.atomic
def submit_version(
    actor: Person, contract: Contract, version: str, upload: Upload
) -> tuple[ContractVersion, Review, bool]:
    """Record the version and open its review; return both, and whether the version is new.

    The same version again gives its current review, or a new one where that could not be finished.
    """
    recorded, created = record_version(actor, contract, version, upload)
    lock_reviews(contract)
    review = latest_reviews([recorded.pk]).get(recorded.pk)
    if review is None or review.state == JobState.FAILED:
        review = open_review(recorded)
    return recorded, review, created


@transaction.atomic
def submit_first_version(
    actor: Person, service: Service, fields: dict[str, Any], version: str, upload: Upload
) -> ContractVersion:
    """Register a contract that is new, with its first version, or neither.

    `fields` are its slug, its title and so on; without a `format` it is in that of the document. Raises ConflictError
    where there is a contract of this name, and InvalidInputError for what `record_version` refuses.
    """
    said = fields | {"format": fields.get("format") or read_upload(upload, "/document").format}
    slug = said.pop("slug")
    if facts.locked(Contract, service=service, slug=slug):
        raise taken("contract", slug)
    contract, _ = put_contract(actor, service, slug, said)
    return submit_version(actor, contract, version, upload)[0]


def lock_reviews(contract: Contract) -> None:
    """Let the reviews of a contract be opened, claimed and saved one at a time: each rests on those below."""
    facts.lock(f"reviews of {contract.pk}")


def open_review(version: ContractVersion) -> Review:
    """Have the version judged from what is recorded now; return its open review.

    One that runs already may have read older facts, so it starts over: its worker finds its claim gone.
    """
    Review.objects.filter(contract_version=version, state=JobState.RUNNING).update(
        state=JobState.PENDING, claim=None, attempts=0
    )
    review, _ = Review.objects.get_or_create(
        contract_version=version, state__in=OPEN, defaults={"state": JobState.PENDING}
    )
    audit.announce(version)
    enqueue_on_commit(Job.RUN_REVIEW, review_id=review.pk)
    return review
