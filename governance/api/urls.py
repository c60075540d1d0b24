"""Governance's addresses under /api/v1/."""

from django.urls import path

from catalog.api.urls import CONTRACT, SERVICE, VERSION
from governance.api.contract_versions import ContractVersionListView, ContractVersionView
from governance.api.deployments import DeploymentListView
from governance.api.policies import (
    PolicyListView,
    PolicyVersionListView,
    PolicyVersionView,
    PolicyView,
)
from governance.api.policy_results import FactsDocumentView, PolicyResultListView
from governance.api.policy_trials import PolicyTrialView
from governance.api.promotions import CanIPromoteView, PromotionListView, PromotionView
from governance.api.reviews import ReviewView

urlpatterns = [
    path(f"{CONTRACT}/versions", ContractVersionListView.as_view()),
    path(VERSION, ContractVersionView.as_view(), name="contract-version"),
    path("deployments", DeploymentListView.as_view()),
    path("reviews/<int:review>", ReviewView.as_view()),
    path("policies", PolicyListView.as_view()),
    path("policies/<slug:policy>", PolicyView.as_view()),
    path("policies/<slug:policy>/versions", PolicyVersionListView.as_view()),
    path("policies/<slug:policy>/versions/<int:version>", PolicyVersionView.as_view()),
    path(f"{SERVICE}/policy-results", PolicyResultListView.as_view()),
    path(f"{SERVICE}/facts-document", FactsDocumentView.as_view()),
    path("policies/<slug:policy>/trial", PolicyTrialView.as_view()),
    path("can-i-promote", CanIPromoteView.as_view()),
    path("promotions", PromotionListView.as_view()),
    path("promotions/<int:promotion>", PromotionView.as_view()),
]
