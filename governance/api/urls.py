"""Governance's addresses under /api/v1/."""

from django.urls import path

from catalog.api.urls import CONTRACT, VERSION
from governance.api.contract_versions import ContractVersionListView, ContractVersionView
from governance.api.deployments import DeploymentListView
from governance.api.overrides import OverrideReviewView, OverrideView
from governance.api.promotions import CanIPromoteView, PromotionListView, PromotionView, ReplayView
from governance.api.reasons import ReasonListView, ReasonView
from governance.api.reviews import ReviewView

urlpatterns = [
    path(f"{CONTRACT}/versions", ContractVersionListView.as_view()),
    path(VERSION, ContractVersionView.as_view(), name="contract-version"),
    path("deployments", DeploymentListView.as_view()),
    path("reviews/<int:review>", ReviewView.as_view()),
    path("can-i-promote", CanIPromoteView.as_view()),
    path("promotions", PromotionListView.as_view()),
    path("promotions/<int:promotion>", PromotionView.as_view()),
    path("promotions/<int:promotion>/replay", ReplayView.as_view()),
    path("promotions/<int:promotion>/override", OverrideView.as_view()),
    path("promotions/<int:promotion>/override/review", OverrideReviewView.as_view()),
    path("reasons", ReasonListView.as_view()),
    path("reasons/<slug:reason>", ReasonView.as_view()),
]
