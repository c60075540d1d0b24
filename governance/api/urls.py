"""Governance's addresses under /api/v1/."""

from django.urls import path

from catalog.api.urls import CONTRACT, SERVICE, VERSION
from governance.api.calendars import CalendarAddressView, CalendarView
from governance.api.contract_versions import ContractVersionListView, ContractVersionView
from governance.api.dependencies import DependenciesView
from governance.api.deployments import DeploymentListView, DeploymentView
from governance.api.deprecations import (
    CancellationView,
    ConsentListView,
    DeprecationListView,
    DeprecationView,
    RetirementView,
)
from governance.api.overrides import OverrideReviewView, OverrideView
from governance.api.policies import (
    PolicyListView,
    PolicyVersionListView,
    PolicyVersionView,
    PolicyView,
)
from governance.api.policy_results import FactsDocumentSchemaView, FactsDocumentView, PolicyResultListView
from governance.api.policy_trials import PolicyTrialView, TrialJobView
from governance.api.promotions import CanIPromoteView, PromotionListView, PromotionView, ReplayView
from governance.api.reasons import ReasonListView, ReasonView
from governance.api.releases import ReleaseView
from governance.api.reviews import ReviewView
from governance.api.scorecards import (
    CampaignListView,
    CampaignView,
    ScorecardHistoryView,
    ScorecardListView,
    ScorecardView,
    ServiceScorecardsView,
    StandingListView,
)
from governance.api.services import ServiceView
from governance.api.usage import UsageView
from governance.api.waivers import (
    WaiverApprovalView,
    WaiverDenialView,
    WaiverListView,
    WaiverRevocationView,
    WaiverView,
)

urlpatterns = [
    path(SERVICE, ServiceView.as_view()),
    path(f"{SERVICE}/dependencies", DependenciesView.as_view()),
    path(f"{SERVICE}/releases/<version:version>", ReleaseView.as_view()),
    path(f"{CONTRACT}/versions", ContractVersionListView.as_view()),
    path(VERSION, ContractVersionView.as_view(), name="contract-version"),
    path("deployments", DeploymentListView.as_view()),
    path("deployments/<int:deployment>", DeploymentView.as_view()),
    path("usage", UsageView.as_view()),
    path("deprecations", DeprecationListView.as_view()),
    path("deprecations.ics", CalendarView.as_view()),
    path("deprecations/calendar", CalendarAddressView.as_view()),
    path("deprecations/<int:deprecation>", DeprecationView.as_view()),
    path("deprecations/<int:deprecation>/consents", ConsentListView.as_view()),
    path("deprecations/<int:deprecation>/retire", RetirementView.as_view()),
    path("deprecations/<int:deprecation>/cancel", CancellationView.as_view()),
    path("reviews/<int:review>", ReviewView.as_view()),
    path("policies", PolicyListView.as_view()),
    path("policies/<slug:policy>", PolicyView.as_view()),
    path("policies/<slug:policy>/versions", PolicyVersionListView.as_view()),
    path("policies/<slug:policy>/versions/<int:version>", PolicyVersionView.as_view()),
    path(f"{SERVICE}/policy-results", PolicyResultListView.as_view()),
    path(f"{SERVICE}/facts-document", FactsDocumentView.as_view()),
    path("facts-document-schema", FactsDocumentSchemaView.as_view()),
    path("policies/<slug:policy>/trial", PolicyTrialView.as_view()),
    path("policies/<slug:policy>/trials/<int:trial>", TrialJobView.as_view()),
    path("can-i-promote", CanIPromoteView.as_view()),
    path("promotions", PromotionListView.as_view()),
    path("promotions/<int:promotion>", PromotionView.as_view()),
    path("promotions/<int:promotion>/replay", ReplayView.as_view()),
    path("promotions/<int:promotion>/override", OverrideView.as_view()),
    path("promotions/<int:promotion>/override/review", OverrideReviewView.as_view()),
    path("reasons", ReasonListView.as_view()),
    path("reasons/<slug:reason>", ReasonView.as_view()),
    path("scorecards", ScorecardListView.as_view()),
    path("scorecards/<slug:scorecard>", ScorecardView.as_view()),
    path("scorecards/<slug:scorecard>/standings", StandingListView.as_view()),
    path("scorecards/<slug:scorecard>/history", ScorecardHistoryView.as_view()),
    path("services/<slug:service>/scorecards", ServiceScorecardsView.as_view()),
    path("campaigns", CampaignListView.as_view()),
    path("campaigns/<slug:campaign>", CampaignView.as_view()),
    path("waivers", WaiverListView.as_view()),
    path("waivers/<int:number>", WaiverView.as_view()),
    path("waivers/<int:number>/approve", WaiverApprovalView.as_view()),
    path("waivers/<int:number>/deny", WaiverDenialView.as_view()),
    path("waivers/<int:number>/revoke", WaiverRevocationView.as_view()),
]
