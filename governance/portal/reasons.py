"""The gate's reasons: what each means, what clears it, and who acts."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from governance.promotion.reasons import Effect
from governance.queries.reasons import documented_reason, documented_reasons

EFFECTS = [(str(effect), str(effect)) for effect in Effect]


@login_required
def reasons(request: HttpRequest) -> HttpResponse:
    """What the address asks for and is no choice is as if it were not there."""
    asked = request.GET.get("effect", "")
    effect = asked if asked in set(Effect) else ""
    context = {"reasons": documented_reasons(effect), "effect": effect, "effects": EFFECTS}
    return render(request, "governance/reason_list.html", context)


@login_required
def reason(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "governance/reason.html", {"reason": documented_reason(reason)})
