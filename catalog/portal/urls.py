"""The catalog's pages."""

from django.urls import URLPattern, path

from catalog.portal.account import account, password, token_new, token_revoke
from catalog.portal.rules import rule, rules
from catalog.portal.service_forms import service_edit, service_new
from catalog.portal.sign_in import SignIn, SignOut
from catalog.portal.teams import team, teams

urlpatterns: list[URLPattern] = [
    path("sign-in", SignIn.as_view(), name="sign-in"),
    path("sign-out", SignOut.as_view(), name="sign-out"),
    path("account", account, name="account"),
    path("account/password", password, name="password"),
    path("account/new-token", token_new, name="token-new"),
    path("account/revoke-token-<int:token>", token_revoke, name="token-revoke"),
    path("rules", rules, name="rules"),
    path("rules/<slug:rule>", rule, name="rule"),
    path("register-service", service_new, name="service-new"),
    path("services/<slug:service>/edit", service_edit, name="service-edit"),
    path("teams", teams, name="teams"),
    path("teams/<slug:team>", team, name="team"),
]
