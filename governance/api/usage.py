"""Take what was observed over REST."""

from governance.actions.usage import record_usage
from observability.api import usage


class UsageView(usage.UsageView):
    """Where usage is reported; who still calls what ends is seen from it."""

    record = staticmethod(record_usage)
