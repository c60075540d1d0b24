"""Register and change a service over REST."""

from typing import Any

from catalog.api import services
from catalog.models import Person, Service
from governance.actions.services import put_service


class ServiceView(services.ServiceView):
    """One service; while others consume it, it is not retired."""

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[Service, bool]:
        return put_service(actor, names["service"], fields, if_match)
