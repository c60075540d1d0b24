"""Judge a contract version by what its contract promises, against every version that it has to be compatible with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from catalog.actions.comparisons import comparison_for
from catalog.contracts.changes import BREAKING, SAFE, Change, Comparison, Undecided, why_unfinished
from catalog.contracts.compatibility import MODES, OTHER, upgrade_order
from catalog.contracts.formats import format_named
from catalog.models import Compatibility, Contract, ContractVersion
from governance.models import Verdict
from governance.queries.reviews import baselines
from governance.queries.waivers import Granted, granted_findings


@dataclass
class Judgement:
    """What a review concludes, and from what: the comparisons with the versions that it was judged against."""

    verdict: Verdict
    summary: str
    against: dict[ContractVersion, Comparison] = field(default_factory=dict)
    findings: list[Change] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    upgrade_order: str = ""
    waived_until: datetime | None = None

    @property
    def baseline(self) -> ContractVersion | None:
        """The highest of the versions."""
        return next(iter(self.against), None)


def judge(version: ContractVersion, now: datetime) -> Judgement:
    """Compare and conclude; nothing is stored but the comparisons, which are facts."""
    contract = version.contract
    promised = Compatibility(contract.compatibility)
    if promised is Compatibility.NONE:
        return Judgement(Verdict.NOT_APPLICABLE, f"{contract} promises no compatibility.")
    lower = baselines(contract, now)[version.pk]
    if not lower:
        return Judgement(
            Verdict.NOT_APPLICABLE, "This is the first version: there is nothing to judge it against."
        )
    against = {below: comparison_for(contract, below.document_id, version.document_id) for below in lower}
    found = {below: list(_harmful(comparison, promised)) for below, comparison in against.items()}
    waivers = granted_findings([contract.service_id], now)
    harmful = {
        below: [change for change in changes if not waivers.covering(contract.service_id, change)]
        for below, changes in found.items()
    }
    undecided = [corner for one in against.values() for corner in one.undecided_for(promised.mode)]
    verdict, summary = _verdict(version, promised, against, harmful, undecided)
    kept = verdict is Verdict.PASS and not any(found.values())
    order = upgrade_order(format_named(contract.format).kind, promised.mode) if kept else ""
    until = _waived_until(waivers, contract, found) if verdict is Verdict.PASS else None
    if until:
        summary = f"{summary} What breaks is waived until {until:%Y-%m-%d %H:%M} UTC."
    return Judgement(verdict, summary, against, _findings(against, found), undecided, order, until)


def _waived_until(
    waivers: Granted, contract: Contract, found: dict[ContractVersion, list[Change]]
) -> datetime | None:
    """When the first of the waivers ends that the verdict rests on."""
    used = (waivers.covering(contract.service_id, change) for changes in found.values() for change in changes)
    return min((waiver.expires_at for waiver in used if waiver), default=None)


def _verdict(
    version: ContractVersion,
    promised: Compatibility,
    against: dict[ContractVersion, Comparison],
    harmful: dict[ContractVersion, list[Change]],
    undecided: list[Undecided],
) -> tuple[Verdict, str]:
    below = next((one for one, changes in harmful.items() if changes), next(iter(against)))
    changes = "1 breaking change" if len(harmful[below]) == 1 else f"{len(harmful[below])} breaking changes"
    named = f"against {below.version}"
    count = changes if promised.mode == "backward" else f"{changes} ({promised.mode} compatibility)"
    if harmful[below] and version.major_line == below.major_line:
        return Verdict.FAIL, f"{count} {named}, inside one major line."
    unfinished = why_unfinished(undecided)
    if unfinished:
        return Verdict.UNKNOWN, f"What breaks {named} is not known: {unfinished}."
    if harmful[below]:
        return Verdict.PASS, f"{count} {named}, announced by the new major version {version.major_line}."
    all_named = "against " + ", ".join(one.version for one in against)
    if undecided:
        what = "1 place" if len(undecided) == 1 else f"{len(undecided)} places"
        return Verdict.UNKNOWN, f"No breaking change {all_named} was found, but {what} could not be decided."
    return Verdict.PASS, _kept(promised, against, all_named)


def _kept(promised: Compatibility, against: dict[ContractVersion, Comparison], all_named: str) -> str:
    """What is said of a version that keeps the promise, also where it breaks what is not promised."""
    others = {
        change.fingerprint
        for comparison in against.values()
        for change in comparison.with_severity(BREAKING)
        if change.breaks and not change.violates(promised.mode)
    }
    if not others:
        return f"No breaking change {all_named}."
    count = "1 change violates" if len(others) == 1 else f"{len(others)} changes violate"
    other = f"{count} {OTHER[MODES[promised.mode][0]]} compatibility, which is not"
    return f"No change {all_named} violates the {promised.mode} compatibility that is promised; {other}."


def _harmful(comparison: Comparison, promised: Compatibility) -> Iterator[Change]:
    """What the contract promised not to do: what violates its mode, and what breaks without regard to a mode.

    A registry refuses under `forward` what nobody knows yet, as a new message; here consumers name what they read, and
    whoever does not name it is safe from it.
    """
    yield from (change for change in comparison.violations(promised.mode) if change.severity != SAFE)
    yield from (change for change in comparison.with_severity(BREAKING) if not change.breaks)


def _findings(
    against: dict[ContractVersion, Comparison], harmful: dict[ContractVersion, list[Change]]
) -> list[Change]:
    """What was found that is not safe, once however many versions tell it, most severe first."""
    found: dict[str, Change] = {}
    for below, comparison in against.items():
        for change in (*comparison.changes, *harmful[below]):
            if change.severity != "safe":
                found.setdefault(change.fingerprint, change)
    return sorted(found.values(), key=lambda change: change.sort_key)
