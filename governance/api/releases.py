"""Register a release over REST."""

from catalog.api import releases
from governance.actions.releases import put_release


class ReleaseView(releases.ReleaseView):
    """One release; a new one may have left what ends behind."""

    put_release = staticmethod(put_release)
