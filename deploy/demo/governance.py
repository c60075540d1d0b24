"""Govern the demo landscape: who is held to what, what is known, who is let off, and what the gate makes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from deploy.demo.client import Client
from deploy.demo.landscape import Part, day

# What a policy says; PUT replaces all of it.
CONTENT = (
    *("title", "scope", "variables", "rule", "message", "rationale", "remediation"),
    *("severity", "categories", "max_waiver", "enforcement", "effective_at"),
)


@dataclass(frozen=True)
class Governance:
    """Acts as the people whom the landscape names, each with a client of their own."""

    client_of: Callable[[str], Client]
    client_of_service: Callable[[Part, str], Client]
    say: Callable[[str], None]
    today: date

    def hold_to(self, shared: dict[str, Any], domains: list[str]) -> None:
        """Raise some of the built-in policies, for these domains only, and put policies together in scorecards."""
        client = self.client_of(shared["governed_by"])
        ours = f"service.domain in {domains}"
        for slug, raised in shared["policies"].items():
            policy = client.get(f"/policies/{slug}")
            body = {key: policy[key] for key in CONTENT} | raised
            if "effective_at" in raised:
                body["effective_at"] = self._instant(body["effective_at"])
            if not policy["scope"].startswith(ours):
                body["scope"] = f"{ours} && ({policy['scope']})" if policy["scope"] else ours
            client.put(f"/policies/{slug}", body)
        for slug, scorecard in shared["scorecards"].items():
            client.put(f"/scorecards/{slug}", scorecard)

    def attest(self, part: Part) -> None:
        """What scanners, the mesh and the gateway know of services, stated by their pipelines."""
        stated = part.governance["facts"]
        for service, facts in stated["services"].items():
            client = self.client_of_service(part, service)
            for source, data in facts.items():
                client.put(f"/services/{service}/facts/{source}", {"data": data, "ttl": stated["ttl"]})

    def campaign(self, part: Part) -> None:
        for slug, campaign in part.governance["campaigns"].items():
            dates = {key: day(campaign[key], self.today) for key in ("starts_on", "due_on")}
            said = {key: value for key, value in campaign.items() if key != "by"}
            self.client_of(campaign["by"]).put(f"/campaigns/{slug}", said | dates)

    def waive(self, part: Part) -> None:
        """Ask for exceptions, and have somebody else decide about some of them."""
        for waiver in part.governance["waivers"]:
            asker, names = self.client_of(waiver["by"]), {key: waiver[key] for key in ("service", "policy")}
            known = asker.get("/waivers", **names)["results"]
            number = known[0]["id"] if known else self._ask(asker, waiver, names)
            if decided := waiver.get("decided"):
                decider = self.client_of(decided["by"])
                decider.post(f"/waivers/{number}/{decided['outcome']}", {"note": decided["note"]})

    def _ask(self, asker: Client, waiver: dict[str, Any], names: dict[str, str]) -> int:
        said = {key: waiver[key] for key in ("reason", "conditions") if key in waiver}
        asked = asker.post("/waivers", names | said | {"expires_at": self._instant(waiver["expires_at"])})
        return int(asked["id"])

    def promote(self, part: Part) -> None:
        """Ask the gate where policies are enforced now; an incident does not wait for its answer to become better."""
        for promotion in part.governance["promotions"]:
            client = self.client_of(promotion["by"])
            asked = {key: promotion[key] for key in ("service", "release", "environment")}
            if self._is_decided(client, asked):
                continue
            decided = client.post("/promotions", asked)
            self.say("{service} {release} to {environment}: ".format(**asked) + decided["decision"].upper())
            if "override" in promotion:
                client.post(f"/promotions/{decided['id']}/override", {"reason": promotion["override"]})
                self.say(f"  {promotion['by']} let it in past the gate, which somebody else has to review")
            if promotion["deployed"]:
                client.post("/deployments", asked)

    @staticmethod
    def _is_decided(client: Client, asked: dict[str, str]) -> bool:
        known = client.get("/promotions", service=asked["service"], environment=asked["environment"])
        return any(one["release"] == asked["release"] for one in known["results"])

    def _instant(self, relative: str) -> str:
        return f"{day(relative, self.today)}T17:00:00Z"
