"""Register the demo landscape through the REST API, and tell its story.

`PORTOLAN_TOKEN=... python -m deploy.demo.seed --url URL --out FILE`; the token is an administrator's.
Every step may be repeated: what is registered already is found.
"""

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deploy.demo.client import Client, RefusedError
from deploy.demo.governance import Governance
from deploy.demo.landscape import Part, common, day, moves, parts
from deploy.demo.story import tell
from deploy.demo.traffic import report

ADMINISTRATOR = "admin"
SERVICE_FIELDS = (
    *("title", "purpose", "kind", "owner", "technical_owner", "system", "lifecycle", "tier", "platform"),
    *("versioning_strategy", "exposure", "data_classification", "links", "labels"),
)
CONTRACT_FIELDS = (
    "title",
    "format",
    "exposure",
    "stability",
    "compatibility",
    "strictness",
    "version_scheme",
    "validation",
)
HOW_TO_MOVE = ("reason", "guide")


def main() -> None:
    parser = argparse.ArgumentParser(description="Register the demo landscape.")
    parser.add_argument("--url", required=True)
    parser.add_argument("--out", type=Path, required=True, help="where to write who can sign in, as JSON")
    arguments = parser.parse_args()
    try:
        landscape = Seed(arguments.url, os.environ["PORTOLAN_TOKEN"]).run()
    except (RefusedError, TimeoutError) as error:
        sys.exit(f"The demo landscape could not be registered. {error}")
    arguments.out.touch(mode=0o600)
    arguments.out.write_text(json.dumps(landscape, indent=2))


class Seed:
    """Registers everything: who there is, what there is, what runs where."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.admin = Client(url, token)
        self.admin_token = token
        self.today = datetime.now(UTC).date()
        self.tokens: dict[str, str] = {}
        self.users: list[dict[str, Any]] = []
        self.leads: dict[str, str] = {}  # team → the member who acts for it

    def run(self) -> dict[str, Any]:
        shared, landscapes = common(), parts()
        self.admin.patch(f"/people/{ADMINISTRATOR}", {"password": self.admin_token})
        for environment in shared["environments"]:
            self.admin.put(f"/environments/{environment['slug']}", _without(environment, "slug"))
        for person in shared["people"]:
            self._person(person, [])
        for part in landscapes:
            self._organisation(part)
        for part in landscapes:
            say(f"{part.content['domain']['title']}: services and contracts")
            for service in part.services:
                self._service(part, service)
        for part in landscapes:
            say(f"{part.content['domain']['title']}: releases, through the gate into three environments")
            self._run(part.services)
            self._endings(part)
            self._run(moves(part))
        for part in landscapes:
            say(f"{part.content['domain']['title']}: what the mesh saw")
            report(part, self.client_of_person(shared["governed_by"]), self.today)
        for part in landscapes:
            if "story" in part.content:
                tell(part, self.client_of_service(part, part.content["story"]["service"]), say)
        self._govern(shared, landscapes)
        administrator = {"name": ADMINISTRATOR, "roles": ["administrator"], "token": self.admin_token}
        return {"url": self.url, "token": self.admin_token, "users": [administrator, *self.users]}

    def client_of(self, team: str) -> Client:
        """A client that acts as a member of the team."""
        return self.client_of_person(self.leads[team])

    def client_of_person(self, username: str) -> Client:
        return Client(self.url, self.tokens[username])

    def client_of_service(self, part: Part, slug: str) -> Client:
        return self.client_of(next(s["owner"] for s in part.content["services"] if s["slug"] == slug))

    def _govern(self, shared: dict[str, Any], landscapes: list[Part]) -> None:
        say("Policies, scorecards, campaigns, waivers, and what the gate says now")
        governance = Governance(self.client_of_person, self.client_of_service, say, self.today)
        for part in landscapes:
            governance.attest(part)
        governance.hold_to(shared, [part.content["domain"]["slug"] for part in landscapes])
        for part in landscapes:
            governance.campaign(part)
            governance.waive(part)
            governance.promote(part)

    def _organisation(self, part: Part) -> None:
        content = part.content
        say(f"{content['domain']['title']}: people, teams and systems")
        roles: dict[str, list[str]] = {}
        for team in content["teams"]:
            for member in team["members"]:
                roles.setdefault(member["person"], []).append(
                    "citizen-developer" if member["role"] == "citizen-developer" else "owner"
                )
        for person in content["people"]:
            self._person(person, sorted(set(roles.get(person["username"], []))))
        for team in content["teams"]:
            self.admin.put(f"/teams/{team['slug']}", _without(team, "slug"))
            self.leads[team["slug"]] = team["members"][0]["person"]
        self.admin.put(f"/domains/{content['domain']['slug']}", _without(content["domain"], "slug"))
        for system in content["systems"]:
            self.admin.put(f"/systems/{system['slug']}", _without(system, "slug"))

    def _person(self, person: dict[str, Any], roles_in_teams: list[str]) -> None:
        username = person["username"]
        self.admin.put(f"/people/{username}", _without(person, "username"))
        token = self.admin.post(f"/people/{username}/tokens", {"name": "demo"})["secret"]
        self.admin.patch(f"/people/{username}", {"password": token})
        self.tokens[username] = token
        roles = [*person.get("roles", []), *roles_in_teams] or ["stranger"]
        self.users.append({"name": username, "title": person["name"], "roles": roles, "token": token})

    def _service(self, part: Part, service: dict[str, Any]) -> None:
        client = self.client_of(service["owner"])
        path = f"/services/{service['slug']}"
        client.put(path, {key: service[key] for key in SERVICE_FIELDS if key in service})
        for contract in service.get("contracts", []):
            contract_path = f"{path}/contracts/{contract['slug']}"
            client.put(contract_path, {key: contract[key] for key in CONTRACT_FIELDS if key in contract})
            for version in contract["versions"]:
                document = part.document(service["slug"], contract["slug"], version["file"])
                body = {"version": version["version"], "document": document.read_text()}
                review = client.post(f"{contract_path}/versions", body)["review"]["id"]
                client.wait_for_review(review)

    def _endings(self, part: Part) -> None:
        """Announce which versions end, last of all: then it is known who still uses them, and they hear of it."""
        for service in part.services:
            for contract in service.get("contracts", []):
                path = f"/services/{service['slug']}/contracts/{contract['slug']}"
                for version in contract["versions"]:
                    self._dates(self.client_of(service["owner"]), path, version)

    def _dates(self, client: Client, contract_path: str, version: dict[str, Any]) -> None:
        dates: dict[str, Any] = {
            key: day(str(version[key]), self.today)
            for key in ("deprecated_at", "sunset_at")
            if key in version
        }
        if "successor" in version:
            dates["successor"] = version["successor"]
        if dates:
            client.patch(f"{contract_path}/versions/{version['version']}", dates)
        if any(key in version for key in HOW_TO_MOVE):
            self._tell_how_to_move(client, contract_path, version)

    def _tell_how_to_move(self, client: Client, contract_path: str, version: dict[str, Any]) -> None:
        _, _, service, _, contract = contract_path.split("/")
        found = client.get("/deprecations", service=service, contract=contract, kind="version")
        [number] = [one["id"] for one in found["results"] if one["version"] == version["version"]]
        client.patch(f"/deprecations/{number}", {key: version[key] for key in HOW_TO_MOVE if key in version})

    def _run(self, services: list[dict[str, Any]]) -> None:
        """Register their releases and bring them through the environments."""
        for service in services:
            self._releases(service)
        self._deployments(services)

    def _releases(self, service: dict[str, Any]) -> None:
        client = self.client_of(service["owner"])
        for release in service["releases"]:
            path = f"/services/{service['slug']}/releases/{release['version']}"
            client.put(
                path, {key: release[key] for key in ("commit", "provides", "consumes") if key in release}
            )

    def _deployments(self, services: list[dict[str, Any]]) -> None:
        """Promote and deploy, environment by environment, as pipelines do."""
        for environment in common()["environments"]:
            for service in services:
                for deployment in service.get("deployments", []):
                    if deployment["environment"] == environment["slug"]:
                        self._deploy(service, deployment)

    def _deploy(self, service: dict[str, Any], deployment: dict[str, Any]) -> None:
        client = self.client_of(service["owner"])
        body = {"service": service["slug"]} | deployment
        promotion = client.post("/promotions", body)
        if promotion["decision"] != "allow":
            reasons = "; ".join(reason["message"] for reason in promotion["reasons"])
            say(
                f"{service['slug']} {deployment['release']} is not allowed into {deployment['environment']}: {reasons}"
            )
            return
        client.post("/deployments", body)


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # a command talks to its user


def _without(item: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != key}


if __name__ == "__main__":
    main()
