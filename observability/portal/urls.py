"""The pages of alerts."""

from django.urls import URLPattern, path

from observability.portal.alerts import alert_acknowledge, alert_detail, alert_list

urlpatterns: list[URLPattern] = [
    path("alerts", alert_list, name="alerts"),
    path("alerts/<int:alert>", alert_detail, name="alert"),
    path("alerts/<int:alert>/acknowledge", alert_acknowledge, name="alert-acknowledge"),
]
