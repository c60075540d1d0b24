"""The facts that the gate decides from: plain values, stored with every promotion."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from cattrs.preconf.json import make_converter

_json = make_converter()


@dataclass(frozen=True)
class Break:
    """A breaking change that hits something which the consumer uses."""

    message: str
    rule: str
    fingerprint: str
    operations: tuple[str, ...]
    waiver: int | None = None  # the number of the waiver that covers it at that instant
    waived_until: datetime | None = None


@dataclass(frozen=True)
class Fit:
    """How one offered contract version serves one use, judged from the version that it was built against."""

    version: str
    in_range: bool
    breaks: tuple[Break, ...] = ()
    undecided: tuple[str, ...] = ()
    sunset_at: date | None = None

    # Kept, as what is offered: it may be the same for very many consumers.
    @cached_property
    def unwaived(self) -> tuple[Break, ...]:
        return tuple(item for item in self.breaks if item.waiver is None)

    @cached_property
    def holds(self) -> bool:
        return self.in_range and not self.unwaived and not self.undecided


@dataclass(frozen=True)
class Offer:
    """What one release offers of the used contract; several versions side by side, of which one must fit."""

    service: str
    release: str
    owner: str
    fits: tuple[Fit, ...]
    pending: bool = False  # allowed, and not yet known to be deployed

    @cached_property
    def fitting(self) -> tuple[Fit, ...]:
        """The versions that serve the use; one must."""
        return tuple(fit for fit in self.fits if fit.holds)


@dataclass(frozen=True)
class Ending:
    """An operation or a whole service that a use rests on, and its last day."""

    what: str
    sunset_at: date
    successor: str | None = None


@dataclass(frozen=True)
class Observed:
    """Which of the operations that break the consumer was observed to call; measured from `since` to `until`.

    What was seen counts for 30 days. It is told beside a break and decides nothing: who declares a use may call again.
    """

    since: date
    until: date
    operations: tuple[str, ...] = ()
    last_seen: date | None = None  # None: it called none of them


@dataclass(frozen=True)
class Use:
    """A contract that a release consumes, and what is offered to it. Every offer must have a version that fits."""

    consumer: str
    release: str
    consumer_owner: str
    provider: str
    provider_owner: str | None  # None: the provider is not registered
    contract: str
    range: str
    built_against: str | None  # None: not registered, so that there is nothing to judge from
    built_against_sunset_at: date | None = None
    operations: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    pending: bool = False
    endings: tuple[Ending, ...] = ()
    observed: Observed | None = None  # None: nothing breaks, or the provider's traffic is not measured there

    @property
    def broken(self) -> tuple[Break, ...]:
        """What breaks where no version that is offered fits, of the versions that do not."""
        misfits = [offer.fits for offer in self.offers if not offer.fitting]
        return tuple(item for fits in misfits for fit in fits for item in fit.unwaived)


@dataclass(frozen=True)
class Provided:
    """A contract version that the release provides, with the state of its review."""

    service: str
    contract: str
    version: str
    owner: str
    review: int | None
    review_state: str | None
    verdict: str | None
    breaking: int = 0


@dataclass(frozen=True)
class Judged:
    """What a policy that is in effect in the environment says of the release's service."""

    policy: str
    title: str
    enforcement: str  # `warn` or `enforce`
    state: str
    message: str
    waived_by: str | None = None  # who approved a waiver that holds now
    waived_until: datetime | None = None


@dataclass(frozen=True)
class Need:
    """A service that has to move first, and how: as a provider that is lacking, or as a consumer that breaks."""

    service: str
    action: str
    provides: bool


@dataclass(frozen=True)
class Ahead:
    """The next release of a service that has to move first, and whom that one waits for itself."""

    service: str
    release: str
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Facts:
    """Everything that the decision is made from."""

    service: str
    release: str
    environment: str
    today: date
    owner: str | None  # None: the service is not registered
    registered: bool
    gate_off: bool = False
    unknown_passes: bool = False
    provides: tuple[Provided, ...] = ()
    consumers: tuple[Use, ...] = ()  # uses by what is deployed (or allowed) in the environment
    elsewhere: tuple[tuple[str, Use], ...] = ()  # the same in other environments: (environment, use)
    uses: tuple[Use, ...] = ()  # what the release itself consumes
    policies: tuple[Judged, ...] = ()
    ahead: tuple[Ahead, ...] = ()  # where the release waits for others: whom those wait for

    def to_json(self) -> dict[str, Any]:
        return dict(_json.unstructure(self))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Facts":
        """Read what `to_json` wrote; raises cattrs' errors for anything else."""
        return _json.structure(data, cls)
