"""Policies kept as files are applied by a command: all of a folder, or nothing where one has a mistake."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog.models import FactSource
from governance.actions.policies import put_policy
from governance.models import Policy

pytestmark = pytest.mark.usefixtures("world")

SOUND = "title: Named\nrule: service.title != ''\nseverity: high\nenforcement: {production: warn}\n"


def apply(*arguments):
    out = StringIO()
    call_command("apply_policies", *map(str, arguments), stdout=out)
    return dict(line.split(": ") for line in out.getvalue().splitlines())


@pytest.mark.django_db
def test_a_folder_is_applied_and_applied_again(tmp_path):
    (tmp_path / "named.yaml").write_text(SOUND)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "mesh.yaml").write_text("title: Mesh\nschema: {type: object}\n")
    assert apply(tmp_path) == {"sources/mesh": "registered", "named": "registered"}
    assert FactSource.objects.get().schema == {"type": "object"}
    content = Policy.objects.get().current.content()
    assert (content["severity"], content["enforcement"]) == ("high", {"production": "warn"})
    assert apply(tmp_path) == {"sources/mesh": "known", "named": "unchanged"}
    (tmp_path / "named.yaml").write_text(SOUND.replace("high", "low"))
    assert apply(tmp_path)["named"] == "version 2"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: Bad\nrule: service.teir == 1\n", "bad.yaml /rule:1:9"),
        ("title: Bad\nrul: 'true'\n", "bad.yaml:"),
        ("title: [\n", "bad.yaml:"),
    ],
)
def test_one_mistake_keeps_the_whole_folder_out(tmp_path, text, said):
    (tmp_path / "a-sound-one.yaml").write_text(SOUND)
    (tmp_path / "bad.yaml").write_text(text)
    with pytest.raises(CommandError, match=said):
        apply(tmp_path)
    assert not Policy.objects.exists()


@pytest.mark.django_db
def test_what_is_no_folder_is_refused(tmp_path):
    with pytest.raises(CommandError, match="Not a folder"):
        apply(tmp_path / "nothing")
    with pytest.raises(CommandError, match="--builtin"):
        apply()


@pytest.mark.django_db
def test_the_library_is_at_audit_and_keeps_what_somebody_raised(administrator):
    applied = apply("--builtin")
    policies = [name for name in applied if not name.startswith("sources/")]
    assert len(policies) >= 30
    assert not Policy.objects.exclude(current__enforcement={}).exists()
    raised = {"enforcement": {"production": "enforce"}, "max_waiver": "P7D"}
    put_policy(administrator, policies[0], raised)
    assert set(apply("--builtin").values()) == {"known", "unchanged"}
    content = Policy.objects.get(slug=policies[0]).current.content()
    assert {name: content[name] for name in raised} == raised


@pytest.mark.django_db
def test_the_library_keeps_for_whom_somebody_raised_a_policy(administrator):
    apply("--builtin")
    slug = "purpose-is-written"
    narrowed = {"scope": "service.domain == 'lending'", "rule": "false"}
    put_policy(administrator, slug, narrowed)
    assert apply("--builtin")[slug] == "version 3"
    put_policy(administrator, slug, narrowed | {"enforcement": {"production": "enforce"}})
    assert apply("--builtin")[slug] == "version 5"
    current = Policy.objects.get(slug=slug).current
    assert (current.scope, current.rule) == (
        narrowed["scope"],
        "service.purpose.size() >= 40 && service.purpose != service.title",
    )
