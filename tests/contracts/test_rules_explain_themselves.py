"""Every rule says what it finds, why it matters, and how to ship such a change safely."""

import pytest

from catalog.contracts.changes import SEVERITIES
from catalog.contracts.pairs import Event
from catalog.contracts.rules import RULES
from catalog.contracts.ruling import Rule, RuleBook


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_documented(rule: Rule) -> None:
    assert rule.title.endswith(".")
    assert rule.severity in SEVERITIES
    assert rule.formats
    for section in (rule.what_it_finds, rule.why_it_matters, rule.example, rule.how_to_ship_it_safely):
        assert section.endswith("."), section


def test_a_rule_without_documentation_is_refused() -> None:
    def undocumented_rule(event: Event) -> str:
        """Only a title."""
        return event.name

    with pytest.raises(ValueError, match="What it finds"):
        RuleBook().rule(on="operation", action="removed", severity="breaking")(undocumented_rule)


def test_an_id_is_used_once() -> None:
    book = RuleBook()
    rule = RULES["operation-removed"]
    book.add(rule)

    with pytest.raises(ValueError, match="two rules"):
        book.add(rule)
