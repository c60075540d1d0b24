"""A provider and its consumer, registered over HTTP in a live system under names of the test's own."""

import secrets
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.plugins.live_system import LiveSystem


def document(*fields: str, operations: int = 1) -> dict[str, Any]:
    """An OpenAPI document whose `GET /reports-N/{id}` answer with these required fields."""
    schema = {
        "type": "object",
        "required": list(fields),
        "properties": {name: {"type": "integer"} for name in fields},
    }
    answer = {"description": "It", "content": {"application/json": {"schema": schema}}}
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    operation = {"parameters": [parameter], "responses": {"200": answer}}
    paths = {f"/reports-{number}/{{id}}": {"get": operation} for number in range(operations)}
    return {"openapi": "3.0.3", "info": {"title": "Reports", "version": "1"}, "paths": paths}


@dataclass
class Scene:
    """`provider` offers the contract `api`; `consumer` reads `score` of it; both are deployed in `environment`."""

    live: LiveSystem
    name: str

    @property
    def provider(self) -> str:
        return f"{self.name}-provider"

    @property
    def consumer(self) -> str:
        return f"{self.name}-consumer"

    @property
    def environment(self) -> str:
        return f"{self.name}-production"

    def call(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.live.request(method, f"/api/v1{path}", body)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def submit(self, version: str, content: dict[str, Any]) -> int:
        """Post a version of the provider's contract; return its review's number."""
        path = f"/services/{self.provider}/contracts/api/versions"
        submitted = self.call("POST", path, {"version": version, "document": content})
        return int(submitted["review"]["id"])

    def review(self, number: int, within: float = 60.0) -> Any:
        """The review, once it has ended."""

        def ended() -> Any:
            review = self.call("GET", f"/reviews/{number}")
            return review if review["state"] in {"done", "failed"} else None

        return self.live.eventually(ended, within)

    def release(self, service: str, version: str, **content: Any) -> None:
        self.call("PUT", f"/services/{service}/releases/{version}", content)

    def deploy(self, service: str, version: str) -> None:
        body = {"service": service, "release": version, "environment": self.environment}
        assert self.call("POST", "/promotions", body)["decision"] == "allow"
        self.call("POST", "/deployments", body)

    def may(self, version: str) -> Any:
        query = f"service={self.provider}&release={version}&environment={self.environment}"
        return self.call("GET", f"/can-i-promote?{query}")


@pytest.fixture
def scene(live_system: LiveSystem) -> Scene:
    made = Scene(live_system, f"s{secrets.token_hex(3)}")
    made.call("PUT", f"/environments/{made.environment}", {"title": "Production", "production": True})
    for service in (made.provider, made.consumer):
        made.call("PUT", f"/teams/{service}-team", {"title": service})
        made.call("PUT", f"/services/{service}", {"title": service, "owner": f"{service}-team"})
    made.call("PUT", f"/services/{made.provider}/contracts/api", {"title": "API", "format": "openapi"})
    made.review(made.submit("2.3.0", document("score", "grade")))
    made.release(made.provider, "2.3.0", provides=[{"contract": "api", "version": "2.3.0"}])
    made.deploy(made.provider, "2.3.0")
    used = {"operations": ["GET /reports-0/{report_id}"], "fields": ["score"]}
    consumed = {"service": made.provider, "contract": "api", "version": "^2.1", "built_against": "2.3.0"}
    made.release(made.consumer, "1.0.0", consumes=[consumed | used])
    made.deploy(made.consumer, "1.0.0")
    return made


@pytest.fixture
def contract() -> Any:
    return document


@pytest.fixture
def scenery(scene, contract):
    """A version that fails its review, and the gate's refusal of the release that provides it."""
    scene.review(scene.submit("2.4.0", contract("credit_score", "grade")))
    scene.release(scene.provider, "2.4.0", provides=[{"contract": "api", "version": "2.4.0"}])
    asked = {"service": scene.provider, "release": "2.4.0", "environment": scene.environment}
    scene.promotion = scene.call("POST", "/promotions", asked)["id"]
    ending = {
        "service": scene.provider,
        "reason": "It is old.",
        "guide": "Use *another*.",
        "sunset_at": "2999-01-01",
    }
    scene.deprecation = scene.call("POST", "/deprecations", ending)["id"]
    [alert, *_] = scene.call("GET", f"/alerts?service={scene.provider}")["results"]
    scene.alert = alert["id"]
    return scene


@pytest.fixture
def signed_in(page, scenery):
    """A page of somebody who has signed in through the form."""
    password = secrets.token_urlsafe(12)
    scenery.call("PUT", f"/people/{scenery.name}-visitor", {"name": "Vera Visitor", "password": password})
    page.goto(f"{scenery.live.url}/")
    page.get_by_label("Username").fill(f"{scenery.name}-visitor")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    return page
