"""The benchmarks are not run with the tests; that what they measure can still be built is tested here."""

import pytest

from governance.actions.promotions import can_promote
from tests.benchmarks.landscape import grow
