"""Who owes to a campaign is told when it begins and as its day comes near, and its domain after the day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.actions.services import put_landscape
from catalog.models import Domain
from governance.actions.campaigns import check_campaigns, sweep_campaigns
from governance.models import Campaign
from observability.models import Alert, AlertState

TODAY = timezone.now().date()
ADDRESS = "/api/v1/campaigns/mtls"


def told():
    return sorted((alert.kind, alert.team.slug) for alert in Alert.objects.select_related("team"))


def standing():
    return [alert.title for alert in Alert.objects.exclude(state=AlertState.RESOLVED).order_by("id")]


def in_days(days):
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize("tell", [sweep_campaigns, check_campaigns])
def test_who_owes_is_reminded_once_for_each_threshold(campaign, tell):
    for _ in range(2):
        tell(TODAY)
    assert told() == [("campaign.due", "owing-team")]
    tell(in_days(14))
    assert told() == [("campaign.due", "owing-team")] * 2
    assert standing() == ["owing owes 1 of 1 to mTLS everywhere: due in 6 days"]


def test_after_its_day_the_owner_of_the_domain_is_told_as_well(campaign, services, governor, world):
    platform = world.service("platform").owner
    put_landscape(governor, Domain, "lending", {"owner": platform})
    sweep_campaigns(in_days(21))
    assert told() == [("campaign.overdue", "owing-team"), ("campaign.overdue", "platform-team")]


def test_when_it_begins_who_owes_hears_of_it_however_far_its_day_is(campaign, rest):
    rest.patch(ADDRESS, {"starts_on": f"{in_days(10)}", "due_on": f"{in_days(100)}"})
    sweep_campaigns(in_days(9))
    check_campaigns(in_days(9))
    assert told() == []
    sweep_campaigns(in_days(10))
    assert Alert.objects.get().severity == "info"
    assert standing() == ["owing owes 1 of 1 to mTLS everywhere: due in 90 days"]


def test_what_is_changed_is_told_by_the_next_sweep(campaign, rest, services):
    sweep_campaigns(TODAY)
    rest.patch(ADDRESS, {"scope": {}})
    sweep_campaigns(TODAY)
    assert told() == [("campaign.due", "outside-team"), ("campaign.due", "owing-team")]


def test_between_thresholds_a_sweep_only_reads_the_campaigns(campaign, django_assert_num_queries):
    sweep_campaigns(TODAY)
    with django_assert_num_queries(1):
        sweep_campaigns(in_days(1))


def test_what_is_owed_no_more_is_resolved_and_told_anew_when_it_is_owed_again(
    campaign, services, result, mtls
):
    sweep_campaigns(TODAY)
    result(mtls, services["owing"], "pass")
    check_campaigns(in_days(1))
    assert standing() == []
    result(mtls, services["owing"], "fail")
    check_campaigns(in_days(2))
    assert told() == [("campaign.due", "owing-team")] * 2
    assert standing() == ["owing owes 1 of 1 to mTLS everywhere: due in 18 days"]


def test_who_is_told_is_told_anew_when_the_day_is_moved(campaign, rest):
    sweep_campaigns(TODAY)
    rest.patch(ADDRESS, {"due_on": f"{in_days(25)}"})
    sweep_campaigns(TODAY)
    assert standing() == ["owing owes 1 of 1 to mTLS everywhere: due in 25 days"]
    assert Campaign.objects.get().told
