"""Read the demo landscape's files."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "landscape"
RELATIVE = re.compile(r"([+-]\d+)d\Z")


@dataclass(frozen=True)
class Part:
    """One worked example: its landscape.yaml and governance.yaml, and where its documents lie."""

    folder: Path
    content: dict[str, Any]
    governance: dict[str, Any]

    def document(self, service: str, contract: str, file: str) -> Path:
        return self.folder / "contracts" / service / contract / Path(file).name

    @property
    def services(self) -> list[dict[str, Any]]:
        """The services, providers before those who consume them."""
        by_slug = {service["slug"]: service for service in self.content["services"]}
        return [by_slug[slug] for slug in self.content["order"]]


def common() -> dict[str, Any]:
    return _read(FOLDER / "common.yaml")


def parts() -> list[Part]:
    return [
        Part(file.parent, _read(file), _read(file.with_name("governance.yaml")))
        for file in sorted(FOLDER.glob("*/landscape.yaml"))
    ]


def moves(part: Part) -> list[dict[str, Any]]:
    """What services release after it was announced what ends: each as a service with those releases alone."""
    return [
        {"slug": service["slug"], "owner": service["owner"]} | service["moves"]
        for service in part.services
        if "moves" in service
    ]


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text())
    return content


def day(text: str, today: date) -> str:
    """A date of the landscape: as it stands, or so many days from today (`+45d`, `-10d`)."""
    relative = RELATIVE.match(text)
    return (today + timedelta(days=int(relative[1]))).isoformat() if relative else text
