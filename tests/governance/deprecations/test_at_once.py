"""An announcement and a release that come at once do not overlook each other."""

from governance.actions.deprecations import Announcement, announce
from governance.models import Migration
from governance.queries.subjects import subject_of


def test_no_consumer_is_overlooked(at_once, scene, using):
    names = [f"new-{number}" for number in range(4)]
    for name in names:
        scene.service(name)
    subject = subject_of("provider", "api", "1.0.0")

    def release(name):
        return lambda: scene.release(name, "1.0.0", consumes=(using("provider", "1.0.0"),))

    done = at_once(lambda: announce(scene.people["provider"], subject, Announcement()), *map(release, names))

    assert not any(isinstance(one, Exception) for one in done), done
    assert Migration.objects.count() == 6
