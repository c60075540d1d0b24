"""What is told, and through what; and what was observed."""

from observability.models.alerts import Alert, AlertSeverity, AlertState
from observability.models.channels import (
    WAITING,
    Channel,
    ChannelKind,
    Delivery,
    DeliveryState,
    new_secret,
)
from observability.models.usage import (
    CONSUMER_LENGTH,
    LONGEST_WINDOW,
    OPERATION_LENGTH,
    Measurement,
    ObservedDependency,
    UsageSample,
)

__all__ = [
    "CONSUMER_LENGTH",
    "LONGEST_WINDOW",
    "OPERATION_LENGTH",
    "WAITING",
    "Alert",
    "AlertSeverity",
    "AlertState",
    "Channel",
    "ChannelKind",
    "Delivery",
    "DeliveryState",
    "Measurement",
    "ObservedDependency",
    "UsageSample",
    "new_secret",
]
