"""nodemailer 6, whose verify() sends a message that SES must refuse for its header."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.npm import packages
from tests.support.processes import TIMEOUT

FOLDER = Path(__file__).parent / "nodemailer"


@pytest.mark.needs_node
def test_nodemailer_verifies_and_sends(server_url: str, tmp_path: Path) -> None:
    modules = packages(FOLDER / "package.json", "nodemailer's verify() is NOT tested")
    (tmp_path / "node_modules").symlink_to(modules)
    program = tmp_path / "verify.mjs"
    program.write_bytes((FOLDER / "verify.mjs").read_bytes())
    done = subprocess.run(
        ["node", program.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
        env=os.environ | {"SES_ENDPOINT": server_url, "AWS_ACCESS_KEY_ID": "test"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout) == {"verified": True, "accepted": ["x@y.example"]}
