"""What is told, and through what."""

from observability.models.alerts import Alert, AlertSeverity, AlertState
from observability.models.channels import (
    WAITING,
    Channel,
    ChannelKind,
    Delivery,
    DeliveryState,
    new_secret,
)

__all__ = [
    "WAITING",
    "Alert",
    "AlertSeverity",
    "AlertState",
    "Channel",
    "ChannelKind",
    "Delivery",
    "DeliveryState",
    "new_secret",
]
