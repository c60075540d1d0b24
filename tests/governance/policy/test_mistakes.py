"""What is wrong with a policy's expressions is refused, with the place and a sentence that helps."""

import pytest

from governance.policy.model import Mistake, Policy


@pytest.fixture
def mistakes(pool):
    def check(rule="true", **parts) -> list[Mistake]:
        return pool.check(Policy(slug="draft", title="A draft", rule=rule, **parts))

    return check


def places(found: list[Mistake]) -> list[tuple[str, int, int]]:
    return [(mistake.part, mistake.line, mistake.column) for mistake in found]


@pytest.mark.parametrize(
    ("rule", "line", "column", "sentence"),
    [
        ("service.tier <", 1, 15, "ends too early"),
        ("service.tier == (1", 1, 19, "ends before its `)`"),
        ("service.tier\n  == 1 2", 2, 8, "`2` does not belong here"),
        ("service.tier @ 1", 1, 14, "`@` cannot be read"),
        ("service.title == 'Orders", 1, 18, "`'Orders` cannot be read"),
        ("contracts.all(1, true)", 1, 15, "the name of a variable"),
        ("service.?tier", 1, 8, "`.?` is not supported"),
        ("let x = 1", 1, 1, "`let` is a reserved word"),
        ("service.tier ? 1", 1, 17, "ends too early"),
    ],
)
def test_syntax(mistakes, rule, line, column, sentence) -> None:
    (found,) = mistakes(rule)
    assert (found.part, found.line, found.column) == ("rule", line, column)
    assert sentence in found.message


def test_a_name_that_nobody_declared(mistakes) -> None:
    (found,) = mistakes("true &&\n servce.tier < 3")
    assert found == Mistake("rule", "`servce` is not declared. Did you mean `service`?", 2, 2)


def test_a_variable_of_a_macro_is_declared_inside_of_it_only(mistakes) -> None:
    assert mistakes("contracts.all(c, c.slug != '')") == []
    assert places(mistakes("contracts.all(c, c.slug != '') && c.slug == ''")) == [("rule", 1, 35)]


def test_a_function_that_there_is_not(mistakes) -> None:
    (found,) = mistakes("service.title.reverse() == ''")
    assert found == Mistake("rule", "There is no function `reverse`.", 1, 15)


def test_a_member_that_the_document_does_not_have(mistakes) -> None:
    (found,) = mistakes("contracts.all(c, c.versions.all(v, v.reviews.verdict == 'pass'))")
    assert found == Mistake("rule", "There is no member `reviews` here. Did you mean `review`?", 1, 38)


def test_a_member_behind_a_variable(mistakes) -> None:
    found = mistakes(
        "open.all(c, c.slugs != '')", variables={"open": "contracts.filter(c, c.latest != null)"}
    )
    assert places(found) == [("rule", 1, 15)]


def test_a_member_of_a_text(mistakes) -> None:
    assert places(mistakes("service.slug.length == 3")) == [("rule", 1, 14)]


def test_what_others_name_is_free(mistakes) -> None:
    assert mistakes("service.labels['team.cost-centre'] == '7' && facts['mesh'].whatever.it.says") == []


@pytest.mark.parametrize(
    "rule",
    [
        "facts == {}",
        "size(facts) > 0",
        "facts.all(f, true)",
        "facts.size() > 0",
        "'mesh' in facts",
        "facts[service.slug].mtls",
        "facts['me' + 'sh'].mtls",
        "facts['me\\x73h'].mtls",
        "facts[b'mesh'].mtls",
        "contracts.all(facts, facts.mesh)",
        "[facts][0].mesh.mtls",
        ".facts['mesh'].mtls",
        "r'\\' == '' || facts == {}",
    ],
)
def test_facts_are_used_by_the_name_of_their_source_only(mistakes, rule) -> None:
    (found, *_) = mistakes(rule)
    assert "cannot be used" in found.message
    assert found.part == "rule"


def test_a_variable_that_is_made_from_itself(mistakes) -> None:
    found = mistakes("a", variables={"a": "b", "b": "a && true", "c": "true"})
    assert [mistake.part for mistake in found] == ["variables/a", "variables/b"]
    assert found[0].message == "`a` is made from itself, through `b`."


@pytest.mark.parametrize("name", ["service", "now", "facts", "int", "if", "2x", "a-b", ""])
def test_a_variable_that_cannot_be_called_so(mistakes, name) -> None:
    assert [mistake.part for mistake in mistakes(variables={name: "1"})] == [f"variables/{name}"]


@pytest.mark.parametrize("part", ["scope", "rule", "message"])
def test_every_part_is_looked_at(mistakes, part) -> None:
    assert places(mistakes(**{part: "1 +"})) == [(part, 1, 4)]


def test_every_part_is_told_at_once(mistakes) -> None:
    found = mistakes("1 +", scope="&", message="'", variables={"a": "]"})
    assert [mistake.part for mistake in found] == ["scope", "variables/a", "rule", "message"]


def test_a_policy_without_a_rule(mistakes) -> None:
    assert mistakes("  \n") == [Mistake("rule", "A policy needs a rule.", 1, 1)]


def test_an_expression_that_is_too_long(mistakes) -> None:
    (found,) = mistakes(" && ".join(["true"] * 600))
    assert found.message == "An expression has at most 4000 characters."


@pytest.mark.parametrize(
    "rule", ["(" * 25 + "1" + ")" * 25, "\n[" * 1300 + "]" * 1300, "[1].all(a, " * 30 + "true" + ")" * 30]
)
def test_an_expression_that_is_nested_too_deeply(mistakes, rule) -> None:
    (found,) = mistakes(rule)
    assert "nested more than 24 deep" in found.message


def test_many_conditions_in_a_row_are_nested_too_deeply_for_the_parser(mistakes) -> None:
    (found,) = mistakes("true ? true : " * 200 + "true")
    assert "nested too deeply" in found.message


def test_variables_that_grow_beyond_all_bounds(mistakes) -> None:
    doubling = {f"v{n + 1}": f"v{n} + v{n}" for n in range(30)}
    (found,) = mistakes("v30 > 0", variables={"v0": "service.tier", **doubling})
    assert found.part == "variables/v10"
    assert "With its variables written out" in found.message


def test_variables_that_nest_too_deeply_together(mistakes) -> None:
    nesting = {f"v{n + 1}": f"[[[[[[[[[[v{n}]]]]]]]]]]" for n in range(20)}
    (found,) = mistakes("v20 == []", variables={"v0": "1", **nesting})
    assert found.message == "With its variables written out, it is nested too deeply."
