"""The policies of the landscape: imported once Django is set up."""

from catalog.actions.people import bootstrap_administrator
from governance.actions.policies import put_policy
from governance.actions.policy_files import apply_library
from governance.actions.scorecards import put_scorecard

ENFORCED = [
    "contracts-are-valid",
    "exposed-service-has-a-contract",
    "no-cyclic-dependencies",
    "no-dependency-past-its-sunset",
    "services-talk-over-mutual-tls",
]


def write_policies() -> None:
    """The built-in library, of which a few are enforced in production, and a scorecard."""
    administrator = bootstrap_administrator("builder-of-policies")
    apply_library(administrator)
    for slug in ENFORCED:
        put_policy(administrator, slug, {"enforcement": {"production": "enforce"}})
    levels = [{"name": "bronze", "policies": list(ENFORCED)}]
    put_scorecard(administrator, "production-ready", {"title": "Production ready", "levels": levels})
