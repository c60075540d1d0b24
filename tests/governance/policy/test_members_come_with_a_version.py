"""What is added to the facts document comes with a version, so that stored documents are not held to what came later.

`members_by_version.json` holds what each version added. What stands there under a version stays there, since documents
of that form lie with promotions. A member that is added goes under a new version, which is `VERSION` then, and into
`SINCE`.
"""

import json
from pathlib import Path

from governance.policy.document import SINCE, VERSION
from governance.policy.schema import json_schema

ADDED: dict[int, list[str]] = {
    int(version): members
    for version, members in json.loads(
        Path(__file__).with_name("members_by_version.json").read_text(encoding="utf-8")
    ).items()
}


def members() -> set[str]:
    """Every member of the document, with the type that it is of."""
    kinds = json_schema()["$defs"] | {"Document": json_schema()}
    return {f"{name}.{member}" for name, kind in kinds.items() for member in kind["properties"]}


def test_every_member_stands_under_the_version_that_it_came_with() -> None:
    listed = [member for added in ADDED.values() for member in added]
    assert sorted(listed) == sorted(members())


def test_the_last_version_that_added_something_is_reached() -> None:
    assert list(ADDED) == sorted(ADDED)
    assert max(ADDED) <= VERSION


def test_what_was_added_to_a_type_that_there_was_is_known_to_have_come_later() -> None:
    """The members of a new type come with the member that is of that type."""
    types, later = {member.split(".")[0] for member in ADDED[1]}, {}
    for version in sorted(ADDED)[1:]:
        for kind, name in (member.split(".") for member in ADDED[version]):
            if kind in types:
                later[name] = version
        types |= {member.split(".")[0] for member in ADDED[version]}
    assert later == SINCE
