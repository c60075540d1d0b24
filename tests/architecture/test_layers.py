"""Who may import whom, and what may stand at the root."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = {"catalog", "observability", "governance", "templates", "tests", "deploy"}


def git(*arguments: str) -> list[str]:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def test_imports_go_downwards_only() -> None:
    lint = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(lint, cwd=ROOT, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_no_other_folder_stands_at_the_root() -> None:
    tracked = {Path(name).parts[0] for name in git("ls-files") if "/" in name}
    assert {name for name in tracked if not name.startswith(".")} <= FOLDERS


def test_nothing_is_left_for_later() -> None:
    # Assembled here, so that this file does not find itself.
    marks = "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error"))
    found = subprocess.run(
        ["git", "-C", str(ROOT), "grep", "-nwE", marks, "--", "*.py", "*.html", "*.js", "*.css"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert found.stdout == ""
