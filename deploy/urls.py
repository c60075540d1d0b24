"""Every URL of Portolan."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from deploy import health
from deploy.rest import pages, problems

api: list[URLPattern | URLResolver] = [
    path("schema", SpectacularAPIView.as_view(), name="schema"),
    path("", include("catalog.api.urls")),
    path("", include("observability.api.urls")),
    path("", include("governance.api.urls")),
    re_path("", problems.not_found),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("problems/<slug:kind>", pages.problem_page, name="problem"),
    path("api/v1/", include(api)),
    re_path("^api/", problems.not_found),
]
handler500 = "deploy.rest.problems.server_error"
