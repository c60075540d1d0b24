"""The addresses of alerts, channels and what was observed under /api/v1/; governance takes what is reported."""

from django.urls import path

from catalog.api.urls import SERVICE
from observability.api import alerts, channels, usage

urlpatterns = [
    path("alerts", alerts.AlertListView.as_view()),
    path("alerts/<int:alert>", alerts.AlertView.as_view()),
    path("alerts/<int:alert>/acknowledge", alerts.AcknowledgementView.as_view()),
    path("alerts/<int:alert>/deliveries", alerts.DeliveryListView.as_view()),
    path("channels", channels.ChannelListView.as_view()),
    path("channels/<slug:channel>", channels.ChannelView.as_view()),
    path("channels/<slug:channel>/test", channels.ChannelTestView.as_view()),
    path("observed-dependencies", usage.ObservedDependencyListView.as_view()),
    path(f"{SERVICE}/measurements", usage.MeasurementListView.as_view()),
]
