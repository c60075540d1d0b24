"""The story: a release that would break a deployed consumer is found, told, and refused."""

from collections.abc import Callable
from typing import Any

from deploy.demo.client import Client
from deploy.demo.landscape import Part


def tell(part: Part, client: Client, say: Callable[[str], None]) -> None:
    """Register the story's versions and releases one by one, and ask the gate about each."""
    story = part.content["story"]
    service, contract, target = story["service"], story["contract"], story["promote_to"]
    releases = {release["version"]: release for release in story["releases"]}
    for version in story["versions"]:
        document = part.document(service, contract, version["file"])
        body = {"version": version["version"], "document": document.read_text()}
        answer = client.post(f"/services/{service}/contracts/{contract}/versions", body)
        review = client.wait_for_review(answer["review"]["id"])
        say(f"{service} {version['version']}: the review says {review['verdict']}. {review['summary']}")
        for consumer, owner in sorted({(item["service"], item["owner"]) for item in review["impacted"]}):
            say(f"  {consumer} is hit, and its owner {owner} was alerted")
        release = releases[version["version"]]
        client.put(f"/services/{service}/releases/{release['version']}", _content(release))
        request = {"service": service, "release": release["version"], "environment": target}
        _say_decision(client.post("/promotions", request), release["version"], target, say)


def _content(release: dict[str, Any]) -> dict[str, Any]:
    return {key: release[key] for key in ("commit", "provides", "consumes") if key in release}


def _say_decision(promotion: dict[str, Any], version: str, target: str, say: Callable[[str], None]) -> None:
    say(f"  Promotion of {version} to {target}: {promotion['decision'].upper()}")
    for reason in promotion["reasons"]:
        say(f"    {reason['effect']}: {reason['message']}")
