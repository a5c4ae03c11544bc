"""The resources have what AWS's published schemas of their types say: ``schemas.json`` is drawn from these."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from moto_ses_managed.cloudformation.types import TYPES

SCHEMAS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "schemas.json").read_text())
KNOWN = {kind.type_name: kind for kind in TYPES}


def test_every_type_is_there() -> None:
    assert KNOWN.keys() == SCHEMAS.keys()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_type_has_its_schemas_properties(name: str) -> None:
    assert sorted(KNOWN[name].properties) == SCHEMAS[name]["properties"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_type_requires_what_its_schema_requires(name: str) -> None:
    assert sorted(KNOWN[name].required) == SCHEMAS[name]["required"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_type_has_its_schemas_attributes(name: str) -> None:
    assert list(KNOWN[name].read_only) == SCHEMAS[name]["readOnly"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_type_takes_tags_where_its_schema_says_so(name: str) -> None:
    assert (KNOWN[name].tagged_as is not None) == SCHEMAS[name]["taggable"]
