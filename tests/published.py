"""Published contracts: `PORTOLAN_CORPUS` names a folder whose `FORMAT/NAME/` has the versions of one."""

import os
from pathlib import Path

CORPUS = Path(os.environ.get("PORTOLAN_CORPUS") or "nowhere")
MISSING = "PORTOLAN_CORPUS names no folder with such contracts"
