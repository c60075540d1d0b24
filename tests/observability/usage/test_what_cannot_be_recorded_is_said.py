"""What a sample names and nobody registered is told with its place; what makes no sense is refused as a whole."""

import pytest

from observability.models import UsageSample

UNKNOWN = {
    "service": ({"service": "nobody"}, "The service nobody is not registered."),
    "contract": ({"contract": "events"}, "provider has no contract events."),
    "operation": (
        {"operation": "GET /reprots/{id}"},
        "provider/api has no operation GET /reprots/{id}. Did you mean GET /reports/{id}?",
    ),
    "version": ({"version": "9.0.0"}, "provider/api has no version 9.0.0 with GET /reports/{id}."),
}


@pytest.mark.parametrize("member", UNKNOWN)
def test_an_unknown_name_is_told_and_the_others_are_recorded(report, sample, member):
    wrong, detail = UNKNOWN[member]
    answer = report(sample("first"), sample("second", **wrong), sample("third"))
    assert answer.status_code == 200
    assert answer.json() == {
        "recorded": 2,
        "refused": [{"pointer": f"/samples/1/{member}", "detail": detail}],
    }


def test_an_operation_of_another_version_is_none_of_the_one_told(report, sample):
    told = sample(operation="GET /extras/{id}", version="1.0.0")
    [refused] = report(told).json()["refused"]
    assert refused["pointer"] == "/samples/0/version"
    assert report(told | {"version": "1.1.0"}).json()["recorded"] == 1


def test_what_is_no_name_of_an_operation_is_told_with_how_one_looks(report, sample):
    [refused] = report(sample(operation="reports")).json()["refused"]
    assert "method and path" in refused["detail"]


def test_a_service_that_is_measured_and_not_registered_is_told(report):
    assert report(measured=["nobody"]).json() == {
        "recorded": 0,
        "refused": [{"pointer": "/measured/0", "detail": "The service nobody is not registered."}],
    }


SENSELESS = {
    "a window that ends before it begins": {"from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z"},
    "a window of more than a day": {"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:01Z"},
    "a window in the future": {"from": "2999-01-01T00:00:00Z", "to": "2999-01-01T01:00:00Z"},
    "no window": {"from": None},
    "an environment that is not there": {"environment": "moon"},
    "a source that is no slug": {"source": "My Gateway"},
    "samples that are no list": {"samples": {}},
    "too many samples": {"samples": [1] * 5_001},
    "a member that is not known": {"sampels": []},
}


@pytest.mark.parametrize("what", SENSELESS)
def test_what_makes_no_sense_is_refused_as_a_whole(report, sample, what):
    answer = (
        report(sample(), **SENSELESS[what]) if "samples" not in SENSELESS[what] else report(**SENSELESS[what])
    )
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (422, "invalid-input")
    assert not UsageSample.objects.exists()


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("count", 0),
        ("count", "3"),
        ("count", 10**16),
        ("errors", 11),
        ("consumer", "two words"),
        ("consumer", ""),
    ],
)
def test_a_sample_that_makes_no_sense_is_refused_with_its_place(report, sample, member, value):
    answer = report(sample(), sample(**{member: value}))
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/samples/1/{member}"]
