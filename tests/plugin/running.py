"""pytest as a project runs it that has the plugin installed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.processes import ROOT, TIMEOUT

MANAGED = """
import boto3
from moto import mock_aws

def make_pool():
    ses = boto3.client("sesv2", region_name="us-east-1")
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    return ses
"""


def run(pytester: pytest.Pytester, *arguments: str, **environment: str) -> pytest.RunResult:
    """pytest in a process of its own, where nothing has imported moto yet."""
    command = [sys.executable, "-m", "pytest", "-p", "moto_ses_managed.pytest_plugin", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *arguments],
        capture_output=True,
        text=True,
        cwd=pytester.path,
        check=False,
        timeout=TIMEOUT,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", **environment},
    )
    return pytest.RunResult(done.returncode, done.stdout.splitlines(), done.stderr.splitlines(), 0.0)
