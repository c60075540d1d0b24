"""The pages of services, contract versions and the gate."""

from django.urls import URLPattern, path

from governance.portal.contract_versions import version_detail, version_document, version_reference
from governance.portal.deprecation_forms import deprecation_edit, deprecation_new
from governance.portal.deprecations import (
    deprecation_calendar,
    deprecation_cancel,
    deprecation_consent,
    deprecation_detail,
    deprecation_list,
    deprecation_retire,
)
from governance.portal.overview import overview_page
from governance.portal.promotions import can_i_promote, promotion_detail, promotion_list
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
    path("can-i-promote", can_i_promote, name="can-i-promote"),
]
