"""Making the environment anew must not empty what somebody linked to."""

import shutil
import subprocess
import sys
from pathlib import Path

SCRIPT = Path("deploy/local/environment.py")


def test_what_a_link_leads_to_is_kept(tmp_path: Path) -> None:
    checkout, elsewhere = tmp_path / "checkout", tmp_path / "elsewhere"
    (checkout / SCRIPT.parent).mkdir(parents=True)
    shutil.copy(Path(__file__).parents[2] / SCRIPT, checkout / SCRIPT)
    elsewhere.mkdir()
    (elsewhere / "treasure").touch()
    (checkout / ".venv").symlink_to(elsewhere)

    outcome = subprocess.run(
        [sys.executable, checkout / SCRIPT, "requirements.txt"], capture_output=True, text=True, check=False
    )

    assert outcome.returncode == 1
    assert "Remove the link first" in outcome.stderr
    assert (elsewhere / "treasure").exists()
