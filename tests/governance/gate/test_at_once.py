"""Two promotions that are safe alone and break together, asked for in the same instant."""

from governance.models import Promotion


def test_only_one_of_the_two_is_allowed(at_once, world, contract, using):
    world.service("provider")
    world.service("consumer")
    world.submit("provider", "1.0.0", contract("a", operations=("kept", "gone")))
    world.submit("provider", "1.1.0", contract("a", operations=("kept",)))
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    withdrawing = world.release("provider", "1.1.0", provides=("1.1.0",))
    used = using("provider", "1.0.0", operations=["GET /gone/{id}"])
    beginning = world.release("consumer", "1.0.0", consumes=(used,))
    answers = at_once(lambda: world.promote(withdrawing), lambda: world.promote(beginning))
    assert sorted(answer.decision for answer in answers) == ["allow", "deny"]
    assert Promotion.objects.count() == 2
