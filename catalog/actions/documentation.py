"""Count what documents tell their readers, each once."""

from dataclasses import asdict

import structlog
from django.db import transaction

from catalog.actions import audit
from catalog.contracts.budget import OutOfBudget
from catalog.contracts.documentation import READER, UncountableError
from catalog.contracts.documents.document import Document as ParsedDocument
from catalog.contracts.formats import format_named
from catalog.models import Document, Documentation
from catalog.queries.documents import parsed, undocumented

logger = structlog.get_logger(__name__)
AT_ONCE = 1_000


def count_documentation(document: ParsedDocument) -> None:
    """Keep the counts of a stored document; none where it cannot be looked into, as is known of it then."""
    try:
        counts = format_named(document.format).documentation(document)
    except (OutOfBudget, UncountableError) as error:
        logger.info("documentation_not_counted", digest=document.digest, reason=str(error))
        counts = None
    except Exception:
        # A count is worth no upload: what the reader could not bear is logged with its trace.
        logger.exception("documentation_not_counted", digest=document.digest)
        counts = None
    Documentation.objects.update_or_create(
        document_id=document.digest, defaults={"reader": READER, "counts": counts and asdict(counts)}
    )


@transaction.atomic
def count_missing_documentation() -> None:
    """Count over some that nobody counted yet, or an earlier reader did: the next call takes the others."""
    for document in Document.objects.filter(pk__in=undocumented(READER)[:AT_ONCE]):
        count_documentation(parsed(document))
        for version in document.versions.select_related("contract__service"):
            audit.announce(version)
