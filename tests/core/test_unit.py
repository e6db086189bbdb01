"""The systemd unit: hardened as far as the README says, measured by systemd itself; and what it starts is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.__main__ import CANNOT_START
from bot.client import GRACE, LEAVE

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "deploy" / "unsigned.service"


def setting(name: str) -> str:
    """What the unit says last of this."""
    return re.findall(rf"^{name}=(.*)$", UNIT.read_text("utf-8"), re.MULTILINE)[-1]


def test_the_unit_is_as_hardened_as_the_readme_says() -> None:
    if shutil.which("systemd-analyze") is None:
        if os.environ.get("UNSIGNED_CONTAINER") == "required":
            pytest.fail("systemd-analyze is missing, and UNSIGNED_CONTAINER=required")
        pytest.skip("systemd-analyze is missing")
    asked = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(UNIT)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    measured = re.search(r"exposure level for unsigned\.service: (\d+\.\d)", said)
    told = re.search(r"deploy/unsigned\.service` says \*\*(\d+\.\d)\*\*", (ROOT / "README.md").read_text("utf-8"))
    assert measured and told and measured[1] == told[1], said


def test_the_unit_waits_for_a_clean_stop_and_tries_nothing_again_that_cannot_start() -> None:
    assert int(setting("TimeoutStopSec")) > GRACE + LEAVE
    assert setting("RestartPreventExitStatus") == str(CANNOT_START)
    assert setting("ExecStart").endswith("python -m bot")
    assert f"/var/lib/{setting('StateDirectory')}" == setting("WorkingDirectory")
