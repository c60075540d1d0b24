"""What a consumer declared still joins after the provider renamed a path parameter."""


def test_a_renamed_path_parameter_is_no_change_and_the_operation_still_joins(world, contract, using):
    world.service("provider")
    world.service("consumer")
    world.submit("provider", "1.0.0", contract("a", parameter="id"))
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    consumes = using("provider", "1.0.0", operations=["GET /reports/{id}"])
    world.deploy(world.release("consumer", "1.0.0", consumes=(consumes,)))
    renamed = world.submit("provider", "1.1.0", contract("a", parameter="report_id"))
    assert (renamed.verdict, renamed.findings.count()) == ("pass", 0)
    broken = world.submit("provider", "1.2.0", contract("b", parameter="report_id"))
    assert [consumer["service"] for consumer in broken.impacted] == ["consumer"]
    assert world.promote(world.release("provider", "1.2.0", provides=("1.2.0",))).decision == "deny"
