"""The control API under schemathesis: what its openapi.json allows, and what it forbids, with every check but one.

SES_SCHEMATHESIS_EXAMPLES says how many examples each call gets (`make fuzz`: 300).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import TIMEOUT
from tests.support.serving import server

EXAMPLES = os.environ.get("SES_SCHEMATHESIS_EXAMPLES", "12")


@pytest.mark.slow
def test_the_control_api_answers_as_its_document_says(tmp_path: Path) -> None:
    # A server of its own: what it is asked makes a state that other tests would have to bear with.
    with server() as url:
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{url}/moto-api/ses-managed/openapi.json"),
            *("--url", url, "--max-examples", EXAMPLES, "--seed", "1", "--generation-deterministic"),
            *("--request-timeout", str(TIMEOUT), "--no-color"),
            # It wants all taken that fits the document; some rules span several members: a sum of times, say.
            *("--exclude-checks", "positive_data_acceptance"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Tested: [1-9][0-9]", done.stdout)
    assert "generated, " in done.stdout
