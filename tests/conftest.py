"""What every test has."""

import pytest

pytest_plugins = ["tests.plugins.api_contract", "tests.plugins.cast"]


@pytest.fixture(autouse=True)
def no_collected_assets(settings):
    """Assets are found where they lie; tests collect none."""
    settings.WHITENOISE_AUTOREFRESH = True
