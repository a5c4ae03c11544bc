"""What this package takes of moto's internals: declared in one place, checked at activate(), and looked for."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

import moto_ses_managed
from moto_ses_managed import moto_compat
from moto_ses_managed.extension import IncompatibleMotoError, check_moto

PACKAGE = Path(moto_ses_managed.__file__).parent
PUBLIC = {"moto:mock_aws"}
DECLARED = {
    *moto_compat.NEEDED,
    *moto_compat.FOR_SHORTCUTS,
    *moto_compat.FOR_SERVER,
    *moto_compat.FOR_CLOUDFORMATION,
    *moto_compat.ON_FIRST_USE,
}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="names are removed in forks of one process")


def imports() -> Iterator[tuple[Path, str]]:
    """Each name that a module imports of moto, as ``module:name``."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "moto" and not node.level:
                yield from ((path, f"{node.module}:{alias.name}") for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from ((path, f"{alias.name}:") for alias in node.names if alias.name.split(".")[0] == "moto")


def tried(how: str, names: Sequence[str]) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.support.removing_names", how, *names]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300, cwd=PACKAGE.parent)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_every_name_that_is_imported_of_moto_is_declared() -> None:
    declared = {f"{module}:{path.split('.')[0]}" for module, _, path in (name.partition(":") for name in DECLARED)}
    # A package of moto's may be imported whole, which brings it in before what builds on it; so may a module.
    packages = [name.partition(":")[0].rpartition(".") for name in DECLARED]
    declared |= {f"{package}:" for package, _, _ in packages} | {f"{package}:{last}" for package, _, last in packages}
    undeclared = sorted(
        f"{path.relative_to(PACKAGE)}: {name}"
        for path, name in imports()
        if path.parent.name != "moto_compat" and name not in declared | PUBLIC
    )
    assert undeclared == []


def test_every_name_that_is_declared_is_in_the_installed_moto() -> None:
    assert moto_compat.missing(DECLARED - {"moto.proxy:main"}) == []


@pytest.mark.slow
def test_each_needed_name_that_is_missing_is_named_by_activate_with_the_version_of_moto() -> None:
    tries = tried("removed", moto_compat.NEEDED)
    assert [attempt["name"] for attempt in tries] == list(moto_compat.NEEDED)
    for attempt in tries:
        assert attempt["active"] is False, attempt
        assert attempt["error"].startswith(f"moto {version('moto')} has no "), attempt
        assert attempt["name"].replace(":", ".") in attempt["error"], attempt


@pytest.mark.slow
def test_without_a_name_that_only_a_shortcut_needs_each_request_takes_the_slower_way() -> None:
    tries = tried("renamed", moto_compat.FOR_SHORTCUTS)
    assert [attempt["name"] for attempt in tries] == list(moto_compat.FOR_SHORTCUTS)
    for attempt in tries:
        assert attempt["mode"] == "MANAGED", attempt
        assert attempt["shortcut"] is False, attempt
        assert attempt["served"] == {"DedicatedIpPool": {"PoolName": "pool", "ScalingMode": "MANAGED"}}, attempt


WITHOUT_CHANGE_SETS = """
import json
import boto3
import moto.cloudformation.models
del moto.cloudformation.models.ChangeSet
from moto_ses_managed import mock_aws
template = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "topic"}}}}
with mock_aws():
    boto3.client("cloudformation", "us-east-1").create_stack(StackName="stack", TemplateBody=json.dumps(template))
    print(len(boto3.client("sns", "us-east-1").list_topics()["Topics"]))
    boto3.client("sesv2", "us-east-1").create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
"""


@pytest.mark.slow
def test_a_moto_whose_cloudformation_lacks_something_keeps_it_without_sess_types_and_says_so() -> None:
    ran = subprocess.run([sys.executable, "-c", WITHOUT_CHANGE_SETS], capture_output=True, text=True, check=True)
    assert ran.stdout == "1\n"
    assert "stays without SES's types: moto " in ran.stderr
    assert "moto.cloudformation.models.ChangeSet" in ran.stderr


def test_a_moto_server_that_lacks_something_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("moto.moto_server.werkzeug_app.create_backend_app")
    with pytest.raises(IncompatibleMotoError, match=r"has no moto.moto_server.werkzeug_app.create_backend_app"):
        check_moto(moto_compat.FOR_SERVER)


def test_a_moto_without_a_whole_module_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("moto_ses_managed.moto_compat")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(moto_ses_managed, "moto_compat")
    monkeypatch.setitem(sys.modules, "moto.iam.models", None)
    monkeypatch.delattr("moto.iam.models")
    with pytest.raises(IncompatibleMotoError, match=r"has no moto.iam"):
        check_moto()
