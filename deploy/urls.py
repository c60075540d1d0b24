"""Every URL of Portolan."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from deploy import health, pages
from deploy.rest import problems
from deploy.rest.bulk import BulkView
from deploy.rest.description import DescriptionView
from governance.api.pact import CanIDeployView

api: list[URLPattern | URLResolver] = [
    path("schema", DescriptionView.as_view(), name="schema"),
    path("bulk", BulkView.as_view(), name="bulk"),
    path("", include("catalog.api.urls")),
    path("", include("observability.api.urls")),
    path("", include("governance.api.urls")),
    re_path("", problems.not_found),
]

portal: list[URLPattern | URLResolver] = [
    path("problems/<slug:kind>", pages.problem, name="problem"),
    path("", include("catalog.portal.urls")),
    path("", include("observability.portal.urls")),
    path("", include("governance.portal.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("api/v1/", include(api)),
    path("can-i-deploy", CanIDeployView.as_view()),
    re_path("^api/", problems.not_found),
    path("", include(portal)),
]
handler403 = "deploy.pages.forbidden"
handler404 = "deploy.pages.not_found"
handler500 = "deploy.pages.server_error"
