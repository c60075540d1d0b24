"""The command that explains a rule: the whole documentation, the list, and help with a name that is nearly right."""

from typing import Any

import pytest
from django.core.management import ManagementUtility

from catalog.contracts.rules import RULES


def explain(*arguments: str) -> int:
    try:
        ManagementUtility(["manage.py", "explain_rule", *arguments]).execute()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_a_rule_is_explained_whole(capsys: Any) -> None:
    assert explain("response-body-removed") == 0

    told = " ".join(capsys.readouterr().out.split())
    rule = RULES["response-body-removed"]
    assert rule.title in told
    assert "breaking" in told
    for heading, text in rule.sections:
        assert f"{heading} {text}" in told


def test_without_an_id_every_rule_is_listed(capsys: Any) -> None:
    assert explain() == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(RULES)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("response-body-remove", "Did you mean response-body-removed"),
        ("zzzzz", "There is no rule zzzzz."),
    ],
)
def test_an_unknown_rule_is_bad_input_and_close_ones_are_named(
    asked: str, sentence: str, capsys: Any
) -> None:
    assert explain(asked) == 2

    assert sentence in capsys.readouterr().err
