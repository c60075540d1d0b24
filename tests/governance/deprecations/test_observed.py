"""The second evidence of a migration: whether the consumer was observed to call what ends, and how sure that is."""

import pytest

from catalog.errors import ConflictError, InvalidInputError
from catalog.models import AuditEvent
from governance.actions import deprecations
from governance.actions.deadlines import check_deadlines
from governance.models import Deprecation, Migration
from tests.governance.deprecations.conftest import day

REPORTS, TOTALS, EXTRAS = "GET /reports/{id}", "GET /totals/{id}", "GET /extras/{id}"


@pytest.fixture
def look(api):
    """`look(address)` has the migrations computed anew; the evidence of each consumer by its name."""

    def read(address):
        for deprecation in Deprecation.objects.all():
            check_deadlines(deprecation.announced_at)
        migrations = api("provider").get(address).json()["migrations"]
        return {one["consumer"]: one for one in migrations}

    return read


@pytest.fixture
def operation(announce):
    """The end of an operation in every line."""
    return f"/api/v1/deprecations/{announce(version='', operation=REPORTS).json()['id']}"


def states(migration):
    return {one["environment"]: one["state"] for one in migration["evidence"]["observations"]}


def test_where_nothing_was_reported_it_is_not_measured(operation, look):
    first = look(operation)["first"]
    assert first["evidence"]["observed"] is None
    assert states(first) == {"production": "not_measured"}


def test_it_is_said_when_it_was_last_observed(scene, operation, look):
    scene.observe(("first", REPORTS), days_ago=4)
    scene.observe(("first", TOTALS), days_ago=1)
    first = look(operation)["first"]
    assert first["evidence"]["observed"].startswith(f"last observed in production on {day(-4)}")
    assert states(first) == {"production": "observed"}


def test_it_is_said_from_when_to_when_it_was_not_observed(scene, operation, look):
    for ago in range(4):
        scene.observe(("first", REPORTS), days_ago=ago)
    second = look(operation)["second"]
    said = f"not observed in production from {day(-3)} to {day(0)}"
    assert second["evidence"]["observed"] in {
        said,
        said.replace(day(-3), day(-4)),
    }  # an hour may begin the day before
    assert states(second) == {"production": "not_observed"}


def test_another_environment_says_nothing_of_the_one_it_runs_in(scene, operation, look):
    scene.observe(("second", REPORTS), environment="staging")
    assert states(look(operation)["first"]) == {"staging": "not_observed", "production": "not_measured"}


def test_the_provider_s_own_calls_are_not_a_consumer_s(scene, operation, look):
    scene.observe(("provider", REPORTS))
    assert set(look(operation)) == {"first", "second"}


class TestVersions:
    """Versions share operations, so that calls are told apart only by the version that the reporter tells."""

    def test_calls_of_a_version_that_was_not_told_may_be_of_the_one_that_ends(self, scene, address, look):
        scene.observe(("first", REPORTS))
        first = look(address)["first"]
        assert states(first) == {"production": "unknown"}
        assert "which version was not told" in first["evidence"]["observed"]

    def test_told_they_are_or_are_not(self, scene, address, look):
        scene.observe(("first", REPORTS), version="1.0.0")
        scene.observe(("second", REPORTS), version="1.1.0")
        found = look(address)
        assert states(found["first"]) == {"production": "observed"}
        assert states(found["second"]) == {"production": "not_observed"}

    def test_an_operation_that_no_other_version_has_tells_the_version(self, scene, contract, announce, look):
        scene.submit("provider", "1.2.0", contract("a", operations=("extras",)))
        ending = announce(version="1.2.0").json()["id"]
        scene.observe(("first", EXTRAS))
        assert states(look(f"/api/v1/deprecations/{ending}")["first"]) == {"production": "observed"}

    def test_an_operation_ends_in_its_line_alone(self, scene, contract, announce, look):
        scene.submit("provider", "2.0.0", contract("a", operations=("reports",)))
        ending = announce(operation=REPORTS).json()["id"]  # in the line of 1.0.0
        scene.observe(("first", REPORTS), version="2.0.0")
        scene.observe(("second", REPORTS))
        found = look(f"/api/v1/deprecations/{ending}")
        assert states(found["first"]) == {"production": "not_observed"}
        assert states(found["second"]) == {"production": "unknown"}


class TestWhoDeclaresNothing:
    """A service that calls what ends without declaring it has to move as well."""

    @pytest.fixture
    def third(self, scene):
        scene.service("third")

    def test_it_is_a_consumer_that_has_to_move(self, scene, third, operation, look):
        scene.observe(("third", REPORTS))
        found = look(operation)["third"]
        assert (found["state"], found["owner"], found["evidence"]["uses"]) == ("pending", "third-team", [])
        assert look(operation)["third"]["state"] == "pending"

    def test_after_thirty_quiet_days_it_has_moved(self, scene, third, operation, look):
        scene.observe(("third", REPORTS))
        look(operation)
        scene.quieten(days=31)
        assert look(operation)["third"]["state"] == "migrated"

    def test_what_it_called_long_ago_does_not_count(self, scene, third, operation, look):
        scene.observe(("third", REPORTS), days_ago=31)
        assert "third" not in look(operation)

    def test_who_has_moved_is_not_pending_for_what_it_called_before(self, scene, operation, look, move):
        scene.observe(("first", REPORTS))
        scene.deploy(scene.release("first", "2.0.0"))
        assert look(operation)["first"]["state"] == "migrated"
        assert look(operation)["first"]["state"] == "migrated"

    def test_who_said_to_have_moved_and_calls_on_has_not(self, scene, operation, look):
        scene.deploy(scene.release("first", "2.0.0"))
        Migration.objects.filter(consumer__slug="first").update(since=f"{day(-3)}T00:00:00Z")
        scene.observe(("first", REPORTS))
        assert look(operation)["first"]["state"] == "pending"


class TestRetirement:
    """What was observed in the last 30 days is not retired."""

    @pytest.fixture
    def moved(self, scene, operation):
        for name in ("first", "second"):
            scene.deploy(scene.release(name, "2.0.0"))

    def test_who_was_observed_blocks_it(self, scene, moved, operation, api):
        scene.observe(("first", REPORTS), days_ago=3)
        answer = api("provider").post(f"{operation}/retire")
        assert answer.status_code == 409
        assert (
            f"first, last observed in production on {day(-3)}, which counts for 30 days"
            in answer.json()["detail"]
        )
        (holding,) = answer.json()["consumers"]
        assert (holding["service"], holding["owner"], holding["release"]) == ("first", "first-team", None)

    def test_so_does_a_caller_that_nobody_registered(self, scene, moved, operation, api):
        scene.observe(("ghost", REPORTS))
        answer = api("provider").post(f"{operation}/retire")
        assert answer.status_code == 409
        assert "ghost (not registered), last observed" in answer.json()["detail"]

    def test_after_thirty_days_it_may_go(self, scene, moved, operation, api):
        scene.observe(("first", REPORTS), days_ago=31)
        assert api("provider").post(f"{operation}/retire").json()["state"] == "retired"

    def test_calls_that_the_version_which_is_declared_explains_do_not_block_it(
        self, scene, address, move, api
    ):
        for name in ("first", "second"):
            move(name)
        scene.observe(("first", REPORTS))
        assert api("provider").post(f"{address}/retire").json()["state"] == "retired"


class TestCallsOfWhichNobodyToldTheVersion:
    """They may be of the version that ends, so it is not retired unless something says that they are not."""

    @pytest.fixture
    def moved(self, scene, address, move):
        for name in ("first", "second"):
            move(name)

    @pytest.fixture
    def retire(self, api, address, moved):
        return lambda **said: api("provider").post(f"{address}/retire", said)

    def test_of_a_caller_that_nobody_registered_they_block_it(self, scene, moved, retire):
        scene.observe(("ghost", REPORTS), ("first", REPORTS))
        answer = retire()
        assert answer.status_code == 409
        assert "ghost (not registered) called GET /reports/{} in production" in answer.json()["detail"]
        (perhaps,) = answer.json()["consumers"]
        assert (perhaps["service"], perhaps["operations"]) == ("ghost", ["GET /reports/{}"])

    def test_of_many_callers_the_sentence_names_some_and_the_facts_all(self, scene, moved, retire):
        scene.observe(*((f"ghost-{number}", REPORTS) for number in range(9)))
        refused = retire().json()
        assert "; 4 more. Other versions" in refused["detail"]
        assert len(refused["consumers"]) == 9

    def test_of_a_service_that_declares_no_other_version_as_well(self, scene, moved, retire):
        scene.release("first", "3.0.0")
        scene.deploy(scene.release("first", "3.0.1"))
        scene.observe(("first", REPORTS))
        assert [one["owner"] for one in retire().json()["consumers"]] == ["first-team"]

    def test_whoever_declares_other_operations_alone_is_not_explained(self, scene, moved, retire, using):
        uses = using("provider", "1.1.0", operations=[TOTALS])
        scene.deploy(scene.release("first", "3.0.0", consumes=(uses,)))
        scene.observe(("first", REPORTS))
        assert retire().status_code == 409

    def test_when_somebody_says_why_they_are_not_it_may_go_and_that_is_kept(self, scene, moved, retire):
        scene.observe(("ghost", REPORTS))
        retired = retire(reason="The gateway answers 410 for it since March.")
        assert retired.json()["state"] == "retired"
        line = AuditEvent.objects.get(action="retired")
        assert line.details["reason"] == "The gateway answers 410 for it since March."

    def test_a_reason_is_none_for_what_is_used_for_certain(self, scene, moved, retire):
        scene.observe(("ghost", REPORTS), version="1.0.0")
        assert retire(reason="I do not believe it.").status_code == 409

    @pytest.mark.parametrize(("said", "refusal"), [(" \n ", ConflictError), ("x" * 5001, InvalidInputError)])
    def test_nothing_and_too_much_is_no_reason_on_the_page_either(self, scene, moved, retire, said, refusal):
        scene.observe(("ghost", REPORTS))
        with pytest.raises(refusal):
            deprecations.retire(scene.people["provider"], Deprecation.objects.get(), said)
        assert Deprecation.objects.get().retired_at is None

    def test_after_thirty_days_it_may_go(self, scene, moved, retire):
        scene.observe(("ghost", REPORTS), days_ago=31)
        assert retire().json()["state"] == "retired"
