"""From the files of an upload to a schema in 2020-12, at the places where it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalog.contracts.documents.bundles import MOUNT, bundle
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.format import Reading
from catalog.contracts.jsonschema.drafts import NEWEST, UNSUPPORTED, Check, draft_of, in_newest_draft
from catalog.contracts.limits import Deadline, Limits
from catalog.contracts.schemas.resources import with_pointers
from catalog.contracts.schemas.source import Dialect, Source

JSON_SCHEMA = Dialect(hides_members=False)
JUDGED = "judged are draft-04, draft-06, draft-07, 2019-09 and 2020-12"


def read(sources: Sequence[SourceText], limits: Limits) -> Reading:
    """The schema in the root file with the files that it refers to; raises DocumentError."""
    deadline = Deadline.of(limits)
    tree = bundle(sources, deadline)
    if isinstance(tree, bool):
        return Reading(NEWEST, {} if tree else {"not": {}})  # JSON Schema 2020-12, core, section 4.3.2
    if not isinstance(tree, dict):
        raise DocumentError("A JSON Schema is a JSON object, a YAML mapping, or true or false", pointer="")
    stated = tree.get("$schema")
    if isinstance(stated, str) and UNSUPPORTED.match(stated):
        raise DocumentError(f"The draft {stated} is not judged; {JUDGED}", pointer="/$schema")
    _mount_identified(sources, tree, deadline)
    return Reading(draft_of(tree) or NEWEST, tree)


def source_of_schema(tree: dict[str, Any], check: Check) -> Source:
    """The schema of a document in 2020-12, with all references as pointers."""
    return Source(with_pointers(in_newest_draft(tree, draft_of(tree) or NEWEST, check)), JSON_SCHEMA)


def _mount_identified(sources: Sequence[SourceText], tree: dict[str, Any], deadline: Deadline) -> None:
    """Files that nothing refers to by their paths may be referred to by their `$id`."""
    for source in sources[1:]:
        if source.file in tree.get(MOUNT, {}):
            continue
        other = source.parse(deadline)
        if isinstance(other, dict) and isinstance(other.get("$id", other.get("id")), str):
            tree.setdefault(MOUNT, {})[source.file] = other
