"""Whoever governs changes a policy on its page: tries what is written, and says it."""

import pytest

from governance.actions.policies import put_policy
from governance.actions.trial_jobs import run_trial
from governance.models import Policy, PolicyTrial
from governance.portal.policy_drafts import EXAMPLE

DRAFT = "/policies/tiered/draft"
TEXT = "title: Tiered\nrule: service.tier == 1\nmessage: \"'of tier ' + string(service.tier)\"\n"


@pytest.fixture
def tiered(landscape):
    put_policy(landscape.admin, "tiered", {"title": "Tiered", "rule": "service.tier <= 3"})
    return landscape


@pytest.fixture
def governing(client, governor, tiered):
    client.force_login(governor)
    return client


def test_the_page_of_the_policy_leads_to_it_for_whoever_governs(governing, browse):
    assert DRAFT in governing.get("/policies/tiered").content.decode()
    assert DRAFT not in browse("/policies/tiered").text
    assert browse(DRAFT).status_code == 403
    assert browse.client.post(DRAFT, {"text": TEXT, "days": 30, "say": 1}).status_code == 403


def test_it_begins_with_what_the_policy_says(governing):
    page = governing.get(DRAFT).content.decode()
    assert "rule: service.tier &lt;= 3" in page


def test_a_trial_shows_its_progress_and_then_whom_it_would_hit(governing):
    page = governing.post(DRAFT, {"text": TEXT, "days": 30}, follow=True).content.decode()
    assert "The trial is under way." in page
    trial = PolicyTrial.objects.get()
    run_trial(trial.pk)
    page = governing.get(trial.get_absolute_url()).content.decode()
    assert "of tier 3" in page
    assert 'href="/services/scoring"' in page
    assert Policy.objects.get().current.number == 1


def test_from_its_trial_one_goes_on_with_what_was_tried(governing):
    governing.post(DRAFT, {"text": TEXT, "days": 30})
    trial = PolicyTrial.objects.get()
    goes_on = f"{DRAFT}?trial={trial.pk}"
    assert goes_on in governing.get(trial.get_absolute_url()).content.decode()
    assert "rule: service.tier == 1" in governing.get(goes_on).content.decode()


def test_a_policy_that_nobody_wrote_yet_is_written_tried_and_said(governing):
    named = governing.get("/policy-draft", {"policy": "No tier 3"}, follow=True)
    assert named.redirect_chain[-1][0] == "/policies/no-tier-3/draft"
    assert "Write the policy no-tier-3" in named.content.decode()
    tried = governing.post("/policies/no-tier-3/draft", {"text": TEXT, "days": 30}, follow=True)
    assert tried.status_code == 200
    assert 'href="/policies/no-tier-3"' not in tried.content.decode()
    governing.post("/policies/no-tier-3/draft", {"text": TEXT, "days": 30, "say": 1})
    assert Policy.objects.get(slug="no-tier-3").current.rule == "service.tier == 1"


def test_what_a_new_policy_begins_with_can_be_said_as_it_stands(governing):
    governing.post("/policies/an-example/draft", {"text": EXAMPLE, "days": 30, "say": 1})
    assert Policy.objects.get(slug="an-example").current.title in EXAMPLE


def test_only_whoever_governs_is_offered_to_write_one(governing, browse):
    assert 'action="/policy-draft"' in governing.get("/policies").content.decode()
    assert 'action="/policy-draft"' not in browse("/policies").text
    assert browse("/policies/no-tier-3/draft").status_code == 403


def test_what_is_said_is_a_new_version(governing):
    governing.post(DRAFT, {"text": TEXT, "days": 30, "say": 1})
    current = Policy.objects.get().current
    assert (current.number, current.rule) == (2, "service.tier == 1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: Tiered\nrul: x\n", "Line 1, column 1"),
        ("title: Tiered\nrule: service.teir == 1\n", "rule, line 1, column 9"),
        ("title: [", "Line"),
        ("", "required"),
    ],
)
def test_a_mistake_is_shown_with_its_place_and_what_was_written_stays(governing, text, said):
    answer = governing.post(DRAFT, {"text": text, "days": 30})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert not PolicyTrial.objects.exists()
