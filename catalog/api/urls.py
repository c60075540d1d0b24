"""The catalog's addresses under /api/v1/.

What a higher app serves with what it adds is left out: the lists of contract versions and of deployments, where
governance takes new ones, the single version, on whose dates it acts, and the single service, release and deployment,
from which it sees who still uses what ends.
"""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from catalog.api import (
    attested,
    audit,
    comparisons,
    contract_versions,
    contracts,
    landscape,
    people,
    releases,
    replays,
    rules,
    services,
    teams,
)


class VersionConverter(StringConverter):
    """Anything that may be meant for a version; what is none is answered by its rule rather than by "not found"."""

    regex = r"[^/\x00]{1,200}"


register_converter(VersionConverter, "version")

SERVICE = "services/<slug:service>"
CONTRACT = f"{SERVICE}/contracts/<slug:contract>"
VERSION = f"{CONTRACT}/versions/<version:version>"

urlpatterns = [
    path("teams", teams.TeamListView.as_view()),
    path("teams/<slug:team>", teams.TeamView.as_view()),
    path("domains", landscape.DomainListView.as_view()),
    path("domains/<slug:domain>", landscape.DomainView.as_view()),
    path("systems", landscape.SystemListView.as_view()),
    path("systems/<slug:system>", landscape.SystemView.as_view()),
    path("environments", landscape.EnvironmentListView.as_view()),
    path("environments/<slug:environment>", landscape.EnvironmentView.as_view()),
    path("people", people.PersonListView.as_view()),
    path("people/<slug:username>", people.PersonView.as_view()),
    path("people/<slug:username>/tokens", people.TokenListView.as_view()),
    path("people/<slug:username>/tokens/<int:token>", people.TokenView.as_view()),
    path("services", services.ServiceListView.as_view()),
    path(f"{SERVICE}/contracts", contracts.ContractListView.as_view()),
    path(CONTRACT, contracts.ContractView.as_view()),
    path(
        f"{VERSION}/document",
        contract_versions.ContractVersionDocumentView.as_view(),
        name="contract-version-document",
    ),
    path(
        f"{VERSION}/changes",
        comparisons.ContractVersionChangesView.as_view(),
        name="contract-version-changes",
    ),
    path(f"{VERSION}/changes/<slug:fingerprint>/replay", replays.ReplayedChangeView.as_view()),
    path(f"{SERVICE}/releases", releases.ReleaseListView.as_view()),
    path("fact-sources", attested.FactSourceListView.as_view()),
    path("fact-sources/<version:source>", attested.FactSourceView.as_view()),
    path(f"{SERVICE}/facts", attested.AttestedFactListView.as_view()),
    path(f"{SERVICE}/facts/<version:source>", attested.AttestedFactView.as_view()),
    path("comparisons", comparisons.ComparisonView.as_view()),
    path("rules", rules.RuleListView.as_view()),
    path("rules/<slug:rule>", rules.RuleView.as_view()),
    path("audit", audit.AuditEventListView.as_view()),
]
