"""The pages name hooks that there are, README is short, and the Compose file starts what its page says."""

from __future__ import annotations

import json
import re
import sys

import pytest
import yaml

from docs_reference.control_api import described
from moto_ses_managed.cli import _parser
from tests.documentation.blocks import PAGES
from tests.documentation.tables import rows_of
from tests.support.processes import ROOT

README = ROOT / "README.md"
BASE = "/moto-api/ses-managed/"

SCREEN_AND_A_HALF = 115
"""Lines that README may have."""


def test_each_hook_is_one_that_there_is() -> None:
    named = {name for page in PAGES for name in re.findall(rf"{BASE}([a-z.-]+)", page.read_text(encoding="utf-8"))}
    assert len(named) > 3
    assert named <= {path.removeprefix(BASE) for path in described()["paths"]}


def test_the_readme_is_one_screen_and_a_half() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= SCREEN_AND_A_HALF


def test_the_compose_file_starts_a_server_that_relays_to_the_mailpit_beside_it() -> None:
    services = yaml.safe_load((ROOT / "compose.yml").read_text())["services"]
    [entry_point] = re.findall(r"^ENTRYPOINT (.*)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    words: list[str] = [*json.loads(entry_point), *services["ses"]["command"]]
    arguments = words[1:]
    assert words[0] == "moto-ses-managed"
    options = _parser().parse_args(arguments)
    assert (options.port, options.smtp_port, options.host) == (5000, 2525, "0.0.0.0")
    assert "--relay smtp://mailpit:1025" in " ".join(arguments)
    assert services["ses"]["depends_on"] == ["mailpit"]
    assert all(port.startswith("127.0.0.1:") for service in services.values() for port in service["ports"])


@pytest.mark.skipif(sys.version_info < (3, 11), reason="tomllib is of Python 3.11")
def test_the_architecture_has_every_package_in_the_order_of_the_import_contract() -> None:
    import tomllib

    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    ranks = {
        name.strip().partition(".")[2]: rank for rank, layer in enumerate(reversed(layers)) for name in layer.split("|")
    }
    rows = [row[0] for row in rows_of(ROOT / "docs" / "architecture.md", "Packages")]
    named = [name.rstrip("/").removesuffix(".py") for row in rows for name in re.findall(r"[\w.]+/?", row)]
    assert sorted(named) == sorted(ranks)
    assert [ranks[name] for name in named] == sorted(ranks.values())
