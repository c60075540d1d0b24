"""Put the scene into the plain facts that the gate decides from: every use judged against every offer."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import datetime

from catalog.contracts import versions
from catalog.contracts.changes import Change
from catalog.models import ContractVersion, Dependency, Environment, GateMode, Release, Service
from catalog.queries.consumers import Consumer
from governance.models import Deprecation
from governance.promotion.facts import Break, Ending, Facts, Fit, Offer, Provided, Use
from governance.queries.impact import Compare, breaking_for, usage_of
from governance.queries.promotion_scene import Scene
from governance.queries.reviews import counted_reviews
from governance.queries.waivers import Granted


class Fits:
    """How an offered version serves a use: made once for uses that are alike, as those of many consumers are."""

    def __init__(self, compare: Compare, waivers: Granted) -> None:
        self._compare = compare
        self._waivers = waivers
        self._made: dict[tuple[Hashable, ...], Fit] = {}

    def of(self, dependency: Dependency, version: ContractVersion) -> Fit:
        used = (tuple(dependency.operations), tuple(dependency.fields))
        alike = (version.pk, dependency.built_against_id, dependency.range, *used)
        if alike not in self._made:
            self._made[alike] = self._make(dependency, version)
        return self._made[alike]

    def _make(self, dependency: Dependency, version: ContractVersion) -> Fit:
        in_range = _in_range(dependency, version)
        if dependency.built_against is None:
            return Fit(version.version, in_range, sunset_at=version.sunset_at)
        comparison = self._compare(dependency.built_against.document_id, version.document_id)
        usage = usage_of(dependency)
        return Fit(
            version=version.version,
            in_range=in_range,
            breaks=tuple(self._break(version, change) for change in breaking_for(dependency, comparison)),
            undecided=tuple(u.reason for u in comparison.undecided if usage.reaches(u.operations)),
            sunset_at=version.sunset_at,
        )

    def _break(self, version: ContractVersion, change: Change) -> Break:
        waiver = self._waivers.covering(version.contract.service_id, change)
        return Break(
            change.message,
            change.rule_id,
            change.fingerprint,
            change.operations,
            waiver.pk if waiver else None,
            waiver.expires_at if waiver else None,
        )


def facts_of_nothing(service_slug: str, version: str, environment: Environment, now: datetime) -> Facts:
    """The facts about a release that nobody registered."""
    service = Service.objects.filter(slug=service_slug).select_related("owner").first()
    owner = service.owner.slug if service else None
    return Facts(service_slug, version, environment.slug, now.date(), owner, registered=False)


def facts_of(scene: Scene, compare: Compare) -> Facts:
    """Judge every use in the scene; `compare` takes two document digests."""
    release, environment, fits = scene.release, scene.environment, Fits(compare, scene.waivers)
    placed = sorted(_consumers(scene, fits), key=_by_consumer)
    return Facts(
        service=release.service.slug,
        release=release.version,
        environment=environment.slug,
        today=scene.now.date(),
        owner=release.service.owner.slug,
        registered=True,
        gate_off=environment.gate_mode == GateMode.OFF,
        unknown_passes=environment.unknown_passes,
        provides=tuple(_provided(scene.provisions.get(release.pk, []), scene.now)),
        consumers=tuple(use for where, use in placed if where == environment.slug),
        elsewhere=tuple((where, use) for where, use in placed if where != environment.slug),
        uses=tuple(_own_use(scene, dependency, fits) for dependency in scene.uses),
    )


def _consumers(scene: Scene, fits: Fits) -> Iterator[tuple[str, Use]]:
    """Each use of what the release provides or takes away, with the environment that its consumer runs in."""
    for dependency, consumers in scene.consumptions:
        offered = scene.offered_by(scene.release, dependency)
        if not offered and scene.providers_of(dependency):
            continue  # another producer of a shared contract keeps providing it
        offers = [_offer(scene.release, offered, dependency, fits)] if offered else []
        alike = _use(dependency, offers)
        for consumer in consumers:
            for environment, pending in scene.places_of(consumer):
                yield environment, _by(consumer, alike, pending=pending)


def _own_use(scene: Scene, dependency: Dependency, fits: Fits) -> Use:
    offers = [
        _offer(provider, scene.offered_by(provider, dependency), dependency, fits, pending=pending)
        for provider, pending in scene.providers_of(dependency)
    ]
    release, service = scene.release, scene.release.service
    return replace(
        _use(dependency, offers),
        consumer=service.slug,
        release=release.version,
        consumer_owner=service.owner.slug,
        endings=tuple(_endings(scene.around.uses.endings.get(dependency.pk, []))),
    )


def _endings(deprecations: list[Deprecation]) -> Iterator[Ending]:
    for one in deprecations:
        if one.sunset_on:
            yield Ending(str(one), one.sunset_on, one.successor)


def _by_consumer(placed: tuple[str, Use]) -> tuple[str, str, str, str, str]:
    where, use = placed
    return use.consumer, use.release, use.provider, use.contract, where


def _use(dependency: Dependency, offers: list[Offer]) -> Use:
    """A use by nobody in particular: many may use the same in the same way."""
    contract, built = dependency.contract, dependency.built_against
    return Use(
        consumer="",
        release="",
        consumer_owner="",
        provider=dependency.service_slug,
        provider_owner=contract.service.owner.slug if contract else None,
        contract=dependency.contract_slug,
        range=dependency.range,
        built_against=built.version if built else None,
        built_against_sunset_at=built.sunset_at if built else None,
        operations=tuple(dependency.operations),
        offers=tuple(offers),
    )


def _by(consumer: Consumer, use: Use, *, pending: bool) -> Use:
    """What `replace` makes, in a tenth of its time: consumers may be many."""
    made = Use.__new__(Use)
    vars(made).update(
        vars(use),
        consumer=consumer.service,
        release=consumer.release,
        consumer_owner=consumer.owner,
        pending=pending,
    )
    return made


def _offer(
    provider: Release,
    offered: list[ContractVersion],
    dependency: Dependency,
    fits: Fits,
    *,
    pending: bool = False,
) -> Offer:
    found = tuple(fits.of(dependency, version) for version in offered)
    return Offer(provider.service.slug, provider.version, provider.service.owner.slug, found, pending)


def _in_range(dependency: Dependency, version: ContractVersion) -> bool:
    try:
        return versions.satisfies(version.version, dependency.range, version.contract.version_scheme)
    except ValueError:
        # Declared before the contract was registered, in the words of another scheme than it has now.
        return False


def _provided(provided: list[ContractVersion], now: datetime) -> Iterator[Provided]:
    reviews = counted_reviews(version.pk for version in provided)
    for version in provided:
        review = reviews.get(version.pk)
        yield Provided(
            service=version.contract.service.slug,
            contract=version.contract.slug,
            version=version.version,
            owner=version.contract.service.owner.slug,
            review=review.pk if review else None,
            review_state=review.state if review else None,
            verdict=review.standing(now) if review else None,
            breaking=review.breaking if review else 0,
        )
