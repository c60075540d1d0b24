"""A policy as it is being written: tried against every service and the past, and then said."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from catalog import access
from catalog.errors import InvalidInputError
from catalog.models import Role
from catalog.portal.forms import PlainForm
from catalog.portal.people import signed_in
from governance.actions.policies import put_policy
from governance.actions.policy_files import fields_of
from governance.actions.trial_jobs import begin_trial
from governance.models import OPEN, Policy
from governance.models.policies import engine_policy
from governance.policy.files import PolicyFileError, read_policy, write_policy
from governance.queries.policies import policies, policy_trial

# What a policy that nobody has written yet begins with.
EXAMPLE = """\
title: Services in production say what they are for
severity: medium
scope: service.lifecycle == 'production'
rule: service.purpose != ''
message: "'It says nothing of its purpose.'"
remediation: Write the purpose of the service in a sentence or two.
enforcement:
  production: audit
"""


class DraftForm(PlainForm):
    """What the policy is to say, as in a file."""

    text = forms.CharField(
        label="The policy, as YAML",
        strip=False,
        widget=forms.Textarea({"rows": 24, "spellcheck": "false"}),
        help_text="As in the files that apply_policies takes. Expressions are in CEL, over the facts document.",
    )
    days = forms.IntegerField(
        label="How many days of promotions it is tried against", min_value=1, max_value=366, initial=30
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["class"] += " mono"


@login_required
def policy_new(request: HttpRequest) -> HttpResponse:
    """Lead to the draft of a policy that is named in a form."""
    return redirect("policy-draft", slugify(request.GET.get("policy", "")) or "a-policy")


@login_required
def policy_draft(request: HttpRequest, policy: str) -> HttpResponse:
    """Write a policy or change it: try what is written, or say it from now on.

    It begins with what a trial of it tried, where the address names one, or with what the policy says now.
    """
    found, person = policies().filter(slug=policy).first(), signed_in(request)
    access.require_role(person, Role.GOVERNANCE)
    form = DraftForm(
        request.POST or None, initial={"text": _written(policy, found, request.GET.get("trial"))}
    )
    if request.method == "POST" and form.is_valid():
        try:
            fields = fields_of(read_policy(form.cleaned_data["text"], policy))
            if "say" in request.POST:
                put_policy(person, policy, fields)
                return redirect("policy", policy)
            trial = begin_trial(person, policy, fields, form.cleaned_data["days"])
            return redirect(trial.get_absolute_url())
        except PolicyFileError as error:
            for mistake in error.mistakes:
                place = f"Line {mistake.line}, column {mistake.column}"
                form.add_error("text", f"{place}: {mistake.message}")
        except InvalidInputError as error:
            for field in error.fields:
                place = f", line {field.line}, column {field.column}" if field.line else ""
                form.add_error("text", f"{field.pointer.removeprefix('/')}{place}: {field.message}")
    context = {"slug": policy, "policy": found, "form": form}
    return render(request, "governance/policy_draft.html", context, status=422 if form.errors else 200)


def _written(slug: str, policy: Policy | None, trial: str | None) -> str:
    if trial and trial.isdecimal():
        return write_policy(engine_policy(slug, policy_trial(slug, int(trial)).draft()))
    return write_policy(policy.current.as_policy()) if policy and policy.current else EXAMPLE


@login_required
def policy_trial_detail(request: HttpRequest, policy: str, trial: int) -> HttpResponse:
    """How far a trial is; when it is done, whom the draft would hit."""
    found = policy_trial(policy, trial)
    context: dict[str, Any] = {
        "registered": policies().filter(slug=policy).exists(),
        "may_write": access.has_role(signed_in(request), Role.GOVERNANCE),
        "trial": found,
        "told": found.told,
        "open": found.state in OPEN,
        "title": found.content["title"],
        "percent": found.done * 100 // found.total if found.total else 0,
    }
    return render(request, "governance/policy_trial.html", context)
