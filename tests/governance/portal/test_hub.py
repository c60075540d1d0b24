"""The page of a service with very many consumers shows some at a time, and names all of them."""

import pytest

from catalog.models import Dependency, Release, Service

MANY = 120


@pytest.fixture
def hub(landscape):
    """Beside `lending`, 120 services whose latest release was built against version 1.0.0."""
    used = landscape.version("scoring", "1.0.0")
    owner = landscape.people["lending"]
    lending = Service.objects.get(slug="lending")
    services = Service.objects.bulk_create(
        Service(slug=f"zone-{n:03}", title=f"Zone {n}", owner=lending.owner) for n in range(MANY)
    )
    releases = Release.objects.bulk_create(
        Release(service=service, version="1.0.0", created_by=owner) for service in services
    )
    Dependency.objects.bulk_create(
        Dependency(
            release=release,
            service_slug="scoring",
            contract_slug="api",
            contract=used.contract,
            built_against=used,
            range="1.0.0",
        )
        for release in releases
    )


def consumers(page):
    return page.text.partition('id="consumers"')[2].partition("</section>")[0]


def test_its_consumers_stand_on_pages_in_their_order(hub, browse):
    first = consumers(browse("/services/scoring"))
    assert '<span class="end number">121</span>' in first
    assert first.index("/services/lending") < first.index("/services/zone-000")
    assert "/services/zone-048" in first
    assert "/services/zone-049" not in first
    assert 'href="?page=2#consumers"' in first
    last = consumers(browse("/services/scoring?page=3"))
    assert "/services/zone-119" in last
    assert "Page 3 of 3" in last


def test_a_page_that_is_none_is_the_nearest(hub, browse):
    assert "Page 3 of 3" in consumers(browse("/services/scoring?page=9"))
    assert "Page 1 of 3" in consumers(browse("/services/scoring?page=x"))


def test_who_was_built_against_a_version_is_folded_after_the_first_few(hub, browse):
    versions = browse("/services/scoring").text.partition('id="contract-api"')[2].partition("</section>")[0]
    shown, folded = versions.split("and 116 more")
    assert "/services/zone-003" in shown
    assert "/services/zone-119" in folded
