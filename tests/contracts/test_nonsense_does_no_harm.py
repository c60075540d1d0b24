"""Values of the wrong kind anywhere in a description never end in an error of the engine's own."""

import contextlib
import copy
import json
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.errors import DocumentError

HERE = Path(__file__).parent / "same_api"
DOCUMENTS = [yaml.safe_load(file.read_text()) for file in sorted(HERE.glob("*.yaml"))]
NONSENSE = st.sampled_from(
    [None, True, 5, 1e300, "x", "", [], {}, [5], {"x": 5}, {"$ref": "#/x"}, {"$ref": 5}]
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every member of every object and item of every list, as holder and key."""
    if isinstance(value, dict):
        below = list(value.items())
    else:
        below = list(enumerate(value)) if isinstance(value, list) else []
    return [(value, key) for key, _ in below] + [place for _, part in below for place in places(part)]


@settings(max_examples=300)
@given(
    data=st.data(), document=st.sampled_from(DOCUMENTS), nonsense=st.lists(NONSENSE, min_size=1, max_size=3)
)
def test_a_description_with_nonsense_in_it_is_compared_or_refused(
    data: st.DataObject, document: Any, nonsense: list[Any]
) -> None:
    current = copy.deepcopy(document)
    for value in nonsense:
        holder, key = data.draw(st.sampled_from(places(current)))
        holder[key] = copy.deepcopy(value)
    previous, text = json.dumps(document), json.dumps(current)

    for pair in ((previous, text), (text, previous)):
        with contextlib.suppress(DocumentError):
            compare_documents(*pair)
