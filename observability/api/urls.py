"""The addresses of alerts and channels under /api/v1/."""

from django.urls import path

from observability.api import alerts, channels

urlpatterns = [
    path("alerts", alerts.AlertListView.as_view()),
    path("alerts/<int:alert>", alerts.AlertView.as_view()),
    path("alerts/<int:alert>/acknowledge", alerts.AcknowledgementView.as_view()),
    path("alerts/<int:alert>/deliveries", alerts.DeliveryListView.as_view()),
    path("channels", channels.ChannelListView.as_view()),
    path("channels/<slug:channel>", channels.ChannelView.as_view()),
    path("channels/<slug:channel>/test", channels.ChannelTestView.as_view()),
]
