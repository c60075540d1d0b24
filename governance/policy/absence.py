"""Who does what when a policy cannot be decided: an attested fact or a member of the document is missing."""

from datetime import datetime

from governance.policy.document import SINCE

_REVIEW = "The review of a contract version has not been finished. It finishes by itself."
_PROVIDER = (
    "A provider that {service} depends on is not registered. Its owner registers it; {owner} asks for it."
)
_MISTAKES = (
    "A contract of {service} ignores its mistakes. {owner} sets its `validation` to `warn` or `refuse`."
)
_DOCUMENT = "A document of {service} could not be looked into. {owner} registers a version that can be."
_RELEASE = "No release says what {service} depends on. The pipeline of {owner} registers one."
_TRAFFIC = (
    "The traffic of {service} in production is not measured. Whoever runs its gateway or mesh, or {owner}, reports it"
    " at /api/v1/usage."
)

_CLEARED = {
    **dict.fromkeys(("review", "verdict", "breaking", "unknown"), _REVIEW),
    **dict.fromkeys(("provider", "version_state", "sunset_at", "endings", "cyclic"), _PROVIDER),
    **dict.fromkeys(("valid", "problems"), _MISTAKES),
    "documentation": _DOCUMENT,
    "dependencies": _RELEASE,
    **dict.fromkeys(("callers", "observed"), _TRAFFIC),
}
"""For every member that may be absent (`NotRequired` in `document.py`), the action that clears it, and whose it is."""


def absent(member: str, service: str, owner: str) -> str:
    """What clears a member of the document that is not there."""
    cleared = _CLEARED.get(member, "It was not recorded of {service}.").format(service=service, owner=owner)
    return f"`{member}` is not known. {cleared}"


def lacking(member: str, version: int) -> str:
    """That a document was stored before there was such a member."""
    return (
        f"The stored document of version {version} lacks `{member}`, which came with version {SINCE[member]}."
    )


def unattested(source: str, since: datetime | None, service: str, owner: str) -> str:
    """What clears a fact that nobody attested, or that is stale since an instant."""
    what = f"has been stale since {since:%Y-%m-%d %H:%M} UTC" if since else "was never attested"
    where = f"/api/v1/services/{service}/facts/{source}"
    return f"`{source}` {what}. Whoever runs it, or {owner}, states it at {where}."
