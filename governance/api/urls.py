"""Governance's addresses under /api/v1/."""

from django.urls import path

from catalog.api.urls import CONTRACT, VERSION
from governance.api.contract_versions import ContractVersionListView, ContractVersionView
from governance.api.deployments import DeploymentListView
from governance.api.promotions import CanIPromoteView, PromotionListView, PromotionView
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
from governance.api.waivers import (
    WaiverApprovalView,
    WaiverDenialView,
    WaiverListView,
    WaiverRevocationView,
    WaiverView,
)

urlpatterns = [
    path(f"{CONTRACT}/versions", ContractVersionListView.as_view()),
    path(VERSION, ContractVersionView.as_view(), name="contract-version"),
    path("deployments", DeploymentListView.as_view()),
    path("reviews/<int:review>", ReviewView.as_view()),
    path("can-i-promote", CanIPromoteView.as_view()),
    path("promotions", PromotionListView.as_view()),
    path("promotions/<int:promotion>", PromotionView.as_view()),
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
