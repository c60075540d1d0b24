"""Who owns a service announces an end in the portal, and changes what is said of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.models import Deprecation

TODAY = timezone.now().date()
LATER = TODAY + timedelta(days=90)
SAID = {"service": "scoring", "contract": "api", "version": "1.0.0", "sunset_at": LATER.isoformat()}


@pytest.fixture
def post(browse, landscape):
    browse.client.force_login(landscape.people["scoring"])

    def send(address, **form):
        return browse.client.post(address, form)

    return send


def test_an_end_is_announced(browse, post):
    assert "Announce an end" in browse("/deprecations/new").text

    answer = post("/deprecations/new", **SAID, successor="1.1.0", guide="Use *another*.")

    made = Deprecation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    assert (made.sunset_on, made.successor) == (LATER, "1.1.0")
    assert "<em>another</em>" in browse(made.get_absolute_url()).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"version": "9.9.9"}, "scoring/api 9.9.9 is not registered."),
        ({"sunset_at": "soon"}, "Enter a valid date."),
        ({"service": ""}, "This field is required."),
        ({"deprecated_at": (LATER + timedelta(days=1)).isoformat()}, "must not come before the deprecation"),
    ],
)
def test_what_is_wrong_stands_at_its_field(post, wrong, said):
    answer = post("/deprecations/new", **SAID | wrong)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Deprecation.objects.exists()


def test_what_is_said_is_changed(browse, post):
    post("/deprecations/new", **SAID)
    address = Deprecation.objects.get().get_absolute_url()
    assert f'value="{LATER}"' in browse(f"{address}/edit").text

    moved = LATER + timedelta(days=30)
    post(f"{address}/edit", sunset_at=moved.isoformat(), reason="More time")

    changed = Deprecation.objects.get()
    assert (changed.sunset_on, changed.reason) == (moved, "More time")


def test_an_earlier_day_waits_and_is_shown(browse, post):
    post("/deprecations/new", **SAID)
    address = Deprecation.objects.get().get_absolute_url()

    post(f"{address}/edit", sunset_at=(TODAY + timedelta(days=9)).isoformat())

    assert Deprecation.objects.get().sunset_on == LATER
    assert "Earlier dates are asked for" in browse(address).text


def test_others_are_refused(browse, landscape, post):
    post("/deprecations/new", **SAID)
    browse.client.force_login(landscape.people["lending"])

    assert post("/deprecations/new", service="scoring").status_code == 403
    assert browse(f"{Deprecation.objects.get().get_absolute_url()}/edit").status_code == 403
