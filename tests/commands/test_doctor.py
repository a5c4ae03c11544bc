"""The command ``doctor``, and the error outside the supported versions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import boto3
import botocore
import moto
import pytest
from botocore.exceptions import ClientError

from moto_ses_managed import activate, deactivate, mock_aws
from moto_ses_managed.cli import main
from moto_ses_managed.commands.doctor import Answerer, answerers_of
from moto_ses_managed.extension import IncompatibleMotoError, is_active
from moto_ses_managed.moto_compat.versions import BOTO3, BOTOCORE, MOTO
from tests.support.processes import ROOT


@pytest.fixture(autouse=True)
def active_afterwards() -> Iterator[None]:
    yield
    activate()


def test_it_names_versions_hooks_and_operations(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    printed = capsys.readouterr().out
    assert re.search(rf"^moto: +{re.escape(moto.__version__)}$", printed, re.MULTILINE)
    assert re.search(rf"^botocore: +{re.escape(botocore.__version__)}$", printed, re.MULTILINE)
    assert "moto_ses_managed.sesv2.models.ManagedSESV2Backend" in printed
    assert re.search(r"^operations of sesv2: +\d+ simulated here, \d+ moto's own, \d+ not implemented", printed, re.M)


def test_it_names_each_operation_where_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--operations"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  CreateDedicatedIpPool: simulated here" in lines
    kinds = Counter(answerers_of("sesv2").values()) + Counter(answerers_of("ses").values())
    assert sum(line.startswith("  ") for line in lines) == kinds.total()


def test_it_leaves_moto_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    deactivate()
    assert main(["doctor"]) == 0
    assert not is_active()
    activate()
    assert main(["doctor"]) == 0
    assert is_active()


def test_what_it_calls_not_implemented_is_answered_so() -> None:
    kinds = answerers_of("sesv2")
    nobody = [name for name, kind in kinds.items() if kind is Answerer.NOBODY]
    with mock_aws():
        client = boto3.client("sesv2", "us-east-1")
        without_parameters = {
            name: method
            for method, name in client.meta.method_to_api_mapping.items()
            if name in nobody and not client.meta.service_model.operation_model(name).input_shape.required_members
        }
        for name, method in without_parameters.items():
            with pytest.raises(ClientError) as refused:
                getattr(client, method)()
            assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501, name


@pytest.mark.parametrize(
    ("module", "version"), [(moto, "5.1.18"), (moto, "4.2.14"), (moto, "5.3.0"), (moto, "6.0.0"), (botocore, "1.40.60")]
)
def test_a_version_that_is_not_supported_is_named_by_activate(
    module: Any, version: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deactivate()
    monkeypatch.setattr(module, "__version__", version)
    with pytest.raises(IncompatibleMotoError, match=re.escape(f"{module.__name__} {version} ({module.__name__}>=")):
        activate()
    assert not is_active()
    assert main(["doctor"]) == 1
    assert version in capsys.readouterr().err


@pytest.mark.parametrize("version", ["5.1.19", "5.1.19.dev7", "5.2.99", "5.2.0rc1"])
def test_a_version_within_the_bounds_is_supported(version: str) -> None:
    assert MOTO.has(version)


def test_the_bounds_are_those_of_the_distribution_and_of_the_oldest_session() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    for known in (MOTO, BOTO3, BOTOCORE):
        assert f'    "{known}",\n' in project
    sessions = (ROOT / "noxfile.py").read_text()
    [oldest_python] = re.findall(r'PYTHONS = \["([\d.]+)"', sessions)
    assert f'requires-python = ">={oldest_python}"' in project
    assert f'"moto[server]=={".".join(map(str, MOTO.oldest))}"' in sessions
    assert f'"boto3=={".".join(map(str, BOTO3.oldest))}"' in sessions
