"""Policies and fact sources as YAML files, read strictly: what is not understood is a mistake, with its place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import jsonschema_rs
import yaml

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.yaml_text import YamlPlaces, parse_yaml
from catalog.contracts.limits import Deadline, Limits
from governance.policy.model import MAX_WAIVER, Enforcement, Policy, waiver_length

T = TypeVar("T")

LIBRARY = Path(__file__).with_name("library")
SEVERITIES = ("low", "medium", "high", "critical")

_SLUG = r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
_TEXT = {"type": "string", "maxLength": 20_000}
_TITLE = {"type": "string", "minLength": 1, "maxLength": 200}
_POLICY = jsonschema_rs.validator_for(
    {
        "type": "object",
        "required": ["title", "rule"],
        "additionalProperties": False,
        "properties": {
            "title": _TITLE,
            **dict.fromkeys(("scope", "rule", "message", "rationale", "remediation"), _TEXT),
            "variables": {"type": "object", "additionalProperties": _TEXT},
            "severity": {"enum": [*SEVERITIES]},
            "categories": {
                "type": "array",
                "uniqueItems": True,
                "items": {"type": "string", "pattern": _SLUG},
            },
            "enforcement": {
                "type": "object",
                "propertyNames": {"pattern": _SLUG},
                "additionalProperties": {"enum": [*Enforcement]},
            },
            "effective_at": {"type": ["string", "null"]},
            "max_waiver": {"type": "string"},
        },
    }
)
_SOURCE = jsonschema_rs.validator_for(
    {
        "type": "object",
        "required": ["title", "schema"],
        "additionalProperties": False,
        "properties": {"title": _TITLE, "schema": {"type": ["object", "boolean"]}},
    }
)
_NAMED = jsonschema_rs.validator_for({"pattern": _SLUG})
_LIMITS = Limits(max_bytes=200_000, max_depth=60, max_nodes=10_000, max_alias_nodes=10_000, seconds=20)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read best."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _Dumper.represent_text)
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where attested facts come from, and what they look like."""

    slug: str
    title: str
    schema: Any


@dataclass(frozen=True, slots=True)
class FileMistake:
    """What is wrong in a file."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class PolicyFileError(ValueError):
    """A file is no policy, or no fact source; says everything that is wrong with it."""

    def __init__(self, mistakes: list[FileMistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


def policies_in(folder: Path) -> list[Policy]:
    """The policies of a folder, each in `SLUG.yaml`. Raises PolicyFileError with the mistakes of all files."""
    return _all(folder, read_policy)


def sources_in(folder: Path) -> list[FactSource]:
    """The fact sources of a folder's `sources/`, likewise; none where there is no such folder."""
    return _all(folder / "sources", read_source)


def read_policy(text: str, slug: str) -> Policy:
    """The policy in a file. What its expressions mean is not looked at here. Raises PolicyFileError."""
    fields, places = _read(text, slug, _POLICY)
    strengths = fields.get("enforcement", {}).items()
    converted: dict[str, Any] = {
        "categories": tuple(fields.get("categories", ())),
        "enforcement": {environment: Enforcement(strength) for environment, strength in strengths},
        "effective_at": None,
    }
    if effective_at := fields.get("effective_at"):
        try:
            moment = datetime.fromisoformat(effective_at)
            converted["effective_at"] = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except ValueError as error:
            message = "This is no instant, as in 2026-03-01T00:00:00Z."
            raise PolicyFileError([_mistake(slug, places, ["effective_at"], message)]) from error
    try:
        waiver_length(fields.get("max_waiver", MAX_WAIVER))
    except ValueError as error:
        raise PolicyFileError([_mistake(slug, places, ["max_waiver"], str(error))]) from error
    return Policy(slug=slug, **{**fields, **converted})


def write_policy(policy: Policy) -> str:
    """The file that `read_policy` reads the policy from. What a policy says by default is left out."""
    fields: dict[str, Any] = {
        "title": policy.title,
        "severity": policy.severity,
        "categories": [*policy.categories],
        "scope": policy.scope,
        "variables": {**policy.variables},
        "rule": policy.rule,
        "message": policy.message,
        "rationale": policy.rationale,
        "remediation": policy.remediation,
        "enforcement": {name: strength.value for name, strength in policy.enforcement.items()},
        "effective_at": policy.effective_at and policy.effective_at.isoformat(),
        "max_waiver": policy.max_waiver,
    }
    said = {name: value for name, value in fields.items() if value}
    return yaml.dump(said, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def read_source(text: str, slug: str) -> FactSource:
    """The fact source in a file. Raises PolicyFileError."""
    fields, _ = _read(text, slug, _SOURCE)
    return FactSource(slug, fields["title"], fields["schema"])


def _all(folder: Path, read: Callable[[str, str], T]) -> list[T]:
    found, mistakes = list[T](), list[FileMistake]()
    for file in sorted(folder.glob("*.yaml")):
        try:
            found.append(read(file.read_text(encoding="utf-8"), file.stem))
        except PolicyFileError as error:
            mistakes += error.mistakes
        except UnicodeDecodeError:
            mistakes.append(FileMistake(file.name, 1, 1, "This is no text in UTF-8."))
    if mistakes:
        raise PolicyFileError(mistakes)
    return found


def _read(text: str, slug: str, shape: jsonschema_rs.Validator) -> tuple[dict[str, Any], YamlPlaces]:
    """The fields of a file that has the shape."""
    places = YamlPlaces(text, _LIMITS)
    if not _NAMED.is_valid(slug):
        message = "A file is called by its slug: lower-case letters, digits and hyphens."
        raise PolicyFileError([FileMistake(f"{slug}.yaml", 1, 1, message)])
    try:
        fields = parse_yaml(text, _LIMITS, Deadline.of(_LIMITS))
    except DocumentError as error:
        mistake = FileMistake(f"{slug}.yaml", error.line or 1, error.column or 1, f"{error.reason}.")
        raise PolicyFileError([mistake]) from error
    if mistakes := [
        _mistake(slug, places, [str(step) for step in error.instance_path], f"{error.message}.")
        for error in shape.iter_errors(fields)
    ]:
        raise PolicyFileError(mistakes)
    return fields, places


def _mistake(slug: str, places: YamlPlaces, steps: list[str], message: str) -> FileMistake:
    return FileMistake(f"{slug}.yaml", *places.locate(steps, Deadline.of(_LIMITS)), message)
