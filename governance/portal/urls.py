"""The pages of services, contract versions and the gate."""

from django.urls import URLPattern, path, re_path

from governance.portal.contract_forms import contract_new, version_new
from governance.portal.contract_versions import (
    change_replay,
    version_detail,
    version_document,
    version_reference,
)
from governance.portal.dependency_map import landscape_map, service_dependency_map
from governance.portal.deprecation_forms import deprecation_edit, deprecation_new
from governance.portal.deprecations import (
    deprecation_calendar,
    deprecation_cancel,
    deprecation_consent,
    deprecation_detail,
    deprecation_list,
    deprecation_retire,
)
from governance.portal.facts_reference import facts_document_reference
from governance.portal.overview import overview_page
from governance.portal.policies import policy_detail, policy_list
from governance.portal.policy_drafts import policy_draft, policy_new, policy_trial_detail
from governance.portal.promotions import (
    can_i_promote,
    override_review,
    promotion_detail,
    promotion_list,
    promotion_override,
)
from governance.portal.reasons import reason, reasons
from governance.portal.release_forms import deployment_new, promotion_new, release_new
from governance.portal.scorecards import (
    campaign_detail,
    campaign_list,
    scorecard_detail,
    scorecard_list,
)
from governance.portal.service import service_detail
from governance.portal.services import service_list
from governance.portal.waivers import waiver_act, waiver_detail, waiver_list, waiver_new

VERSION = "services/<slug:service>/contracts/<slug:contract>/versions/<str:version>"

urlpatterns: list[URLPattern] = [
    path("", overview_page, name="overview"),
    path("services", service_list, name="services"),
    path("services/<slug:service>", service_detail, name="service"),
    path("services/<slug:service>/map", service_dependency_map, name="service-map"),
    path("services/<slug:service>/new-contract", contract_new, name="contract-new"),
    path("services/<slug:service>/contracts/<slug:contract>/new-version", version_new, name="version-new"),
    path("services/<slug:service>/new-release", release_new, name="release-new"),
    path("services/<slug:service>/new-deployment", deployment_new, name="deployment-new"),
    path(VERSION, version_detail, name="contract-version"),
    path(f"{VERSION}/changes/<slug:fingerprint>/replay", change_replay, name="change-replay"),
    path(f"{VERSION}/documentation", version_reference, name="contract-reference"),
    path(f"{VERSION}/document", version_document, name="contract-document"),
    path("map", landscape_map, name="map"),
    path("deprecations", deprecation_list, name="deprecations"),
    path("deprecations/new", deprecation_new, name="deprecation-new"),
    path("deprecations/calendar", deprecation_calendar, name="deprecation-calendar"),
    path("deprecations/<int:deprecation>", deprecation_detail, name="deprecation"),
    path("deprecations/<int:deprecation>/edit", deprecation_edit, name="deprecation-edit"),
    path("deprecations/<int:deprecation>/consent", deprecation_consent, name="deprecation-consent"),
    path("deprecations/<int:deprecation>/retire", deprecation_retire, name="deprecation-retire"),
    path("deprecations/<int:deprecation>/cancel", deprecation_cancel, name="deprecation-cancel"),
    path("promotions", promotion_list, name="promotions"),
    path("promotions/<int:promotion>", promotion_detail, name="promotion"),
    path("promotions/<int:promotion>/override", promotion_override, name="promotion-override"),
    path("promotions/<int:promotion>/override/review", override_review, name="override-review"),
    path("reasons", reasons, name="reasons"),
    path("reasons/<slug:reason>", reason, name="reason"),
    path("policies", policy_list, name="policies"),
    path("policy-draft", policy_new, name="policy-new"),
    path("policies/<slug:policy>", policy_detail, name="policy"),
    path("policies/<slug:policy>/draft", policy_draft, name="policy-draft"),
    path("policies/<slug:policy>/trials/<int:trial>", policy_trial_detail, name="policy-trial"),
    path("facts-document", facts_document_reference, name="facts-document"),
    path("can-i-promote", can_i_promote, name="can-i-promote"),
    path("can-i-promote/promote", promotion_new, name="promotion-new"),
    path("scorecards", scorecard_list, name="scorecards"),
    path("scorecards/<slug:scorecard>", scorecard_detail, name="scorecard"),
    path("campaigns", campaign_list, name="campaigns"),
    path("campaigns/<slug:campaign>", campaign_detail, name="campaign"),
    path("waivers", waiver_list, name="waivers"),
    path("waivers/new", waiver_new, name="waiver-new"),
    path("waivers/<int:number>", waiver_detail, name="waiver"),
    re_path(r"^waivers/(?P<number>[0-9]+)/(?P<act>approve|deny|revoke)$", waiver_act, name="waiver-act"),
]
