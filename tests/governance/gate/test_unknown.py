"""What is not known is neither allowed nor denied, and the answer says who clears it."""

from governance.actions.promotions import ask


def answer(world, service, release, environment="production"):
    _, decision = ask(service, release, world.environments[environment])
    return decision.decision, [(reason.code, reason.responsible) for reason in decision.reasons]


def test_a_review_that_has_not_finished(world, contract):
    world.service("provider")
    world.submit_only("provider", "1.0.0", contract("a"))
    world.release("provider", "1.0.0", provides=("1.0.0",))
    assert answer(world, "provider", "1.0.0") == ("unknown", [("review-unfinished", "provider-team")])


def test_a_provider_that_nobody_registered(world, using):
    world.service("consumer")
    world.release("consumer", "1.0.0", consumes=(using("nobody", "1.0.0"),))
    assert answer(world, "consumer", "1.0.0") == ("unknown", [("provider-unregistered", "consumer-team")])


def test_a_provider_registered_later_resolves_what_was_declared(world, contract, using):
    world.service("consumer")
    world.release("consumer", "1.0.0", consumes=(using("provider", "1.0.0"),))
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a"))
    assert answer(world, "consumer", "1.0.0") == ("deny", [("provider-missing", "provider-team")])
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    assert answer(world, "consumer", "1.0.0")[0] == "allow"


def test_a_service_or_release_that_nobody_registered_is_denied(world):
    assert answer(world, "nothing", "1.0.0") == ("deny", [("service-not-registered", None)])
    world.service("provider")
    assert answer(world, "provider", "1.0.0") == ("deny", [("release-not-registered", "provider-team")])
