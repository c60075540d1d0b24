"""A stored decision never changes, whoever asks the database."""

import pytest
from django.db import IntegrityError, transaction

from governance.models import Promotion


@pytest.mark.parametrize("change", [lambda rows: rows.update(decision="deny"), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_a_promotion(world, contract, change):
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a"))
    world.promote(world.release("provider", "1.0.0", provides=("1.0.0",)))
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        change(Promotion.objects.all())
    assert Promotion.objects.get().decision == "allow"
