"""Extensions that the digests leave out are never looked at again, so that none may be judged elsewhere."""

import re
from pathlib import Path

from catalog import contracts
from catalog.contracts.asyncapi.languages import COMPILED
from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.schemas.essence import JUDGED_EXTENSIONS

_OWN = {MOUNT, COMPILED}
"""Where the engine keeps what it made of a document, which no author writes."""
_EXTENSION = re.compile(r'"(x-[a-z-]+)"')


def test_every_extension_that_the_engine_reads_is_among_the_judged_ones() -> None:
    package = Path(contracts.__path__[0])
    sources = [path.read_text() for path in package.rglob("*.py")]
    read = {name for source in sources for name in _EXTENSION.findall(source)} - _OWN

    assert read == JUDGED_EXTENSIONS
