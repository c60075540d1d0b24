"""A policy as it is being written: tried against every service and the past, and then said."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from catalog import access
from catalog.errors import InvalidInputError
from catalog.models import Role
from catalog.portal.people import signed_in
from governance.actions.policies import put_policy
from governance.actions.policy_files import fields_of
from governance.actions.trial_jobs import begin_trial
from governance.models import OPEN
from governance.policy.files import PolicyFileError, read_policy, write_policy
from governance.portal.forms import PlainForm
from governance.queries.policies import policy as find_policy
from governance.queries.policies import policy_trial


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
def policy_draft(request: HttpRequest, policy: str) -> HttpResponse:
    """Change a policy: try what is written, or say it from now on."""
    found, person = find_policy(policy), signed_in(request)
    access.require_role(person, Role.GOVERNANCE)
    written = write_policy(found.current.as_policy()) if found.current else ""
    form = DraftForm(request.POST or None, initial={"text": written})
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
    context = {"policy": found, "form": form}
    return render(request, "governance/policy_draft.html", context, status=422 if form.errors else 200)


@login_required
def policy_trial_detail(request: HttpRequest, policy: str, trial: int) -> HttpResponse:
    """How far a trial is; when it is done, whom the draft would hit."""
    found = policy_trial(policy, trial)
    context: dict[str, Any] = {
        "trial": found,
        "told": found.told,
        "open": found.state in OPEN,
        "title": found.content["title"],
        "percent": found.done * 100 // found.total if found.total else 0,
    }
    return render(request, "governance/policy_trial.html", context)
