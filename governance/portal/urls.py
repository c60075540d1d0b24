"""The pages of services, contract versions and the gate."""

from django.urls import URLPattern, path

from governance.portal.contract_versions import version_detail, version_document, version_reference
from governance.portal.overview import overview_page
from governance.portal.promotions import (
    can_i_promote,
    override_review,
    promotion_detail,
    promotion_list,
    promotion_override,
)
from governance.portal.reasons import reason, reasons
from governance.portal.service import service_detail
from governance.portal.services import service_list

VERSION = "services/<slug:service>/contracts/<slug:contract>/versions/<str:version>"

urlpatterns: list[URLPattern] = [
    path("", overview_page, name="overview"),
    path("services", service_list, name="services"),
    path("services/<slug:service>", service_detail, name="service"),
    path(VERSION, version_detail, name="contract-version"),
    path(f"{VERSION}/documentation", version_reference, name="contract-reference"),
    path(f"{VERSION}/document", version_document, name="contract-document"),
    path("promotions", promotion_list, name="promotions"),
    path("promotions/<int:promotion>", promotion_detail, name="promotion"),
    path("promotions/<int:promotion>/override", promotion_override, name="promotion-override"),
    path("promotions/<int:promotion>/override/review", override_review, name="override-review"),
    path("reasons", reasons, name="reasons"),
    path("reasons/<slug:reason>", reason, name="reason"),
    path("can-i-promote", can_i_promote, name="can-i-promote"),
]
