"""What a call over HTTP means where it leaves something out is what the method of Python's means."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

from docs_reference.control_api import described
from moto_ses_managed import SesManaged

CALLS = {
    "advance": ("advance", "Advance"),
    "traffic": ("send_traffic", "Traffic"),
    "warm-up": ("warm_up", "WarmUp"),
    "standard-ips": ("lease_standard_ips", "Lease"),
    "recipients": ("recipient", "Recipient"),
    "blocklist": ("blocklist", "Blocklist"),
    "delist": ("delist", "Delist"),
    "verify": ("verify", "Verify"),
    "fail": ("fail", "Failure"),
}
"""By path, the method."""


def body(path: str) -> dict[str, Any]:
    """The schema of what is sent to a path; the first one where there are several."""
    schema: dict[str, Any] = described()["paths"][f"/moto-api/ses-managed/{path}"]["post"]["requestBody"]["content"][
        "application/json"
    ]["schema"]
    schema = schema.get("anyOf", [schema])[0]
    if "$ref" in schema:
        schema = described()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


@pytest.mark.parametrize("path", CALLS)
def test_a_call_over_http_has_the_defaults_of_the_method(path: str) -> None:
    schema = body(path)
    parameters = list(inspect.signature(getattr(SesManaged, CALLS[path][0])).parameters.values())[1:]
    # In the same order: "pool" is "PoolName" over HTTP.
    members = list(schema["properties"].items())
    assert len(members) == len(parameters)
    for parameter, (name, member) in zip(parameters, members, strict=True):
        must_be_there = parameter.default is inspect.Parameter.empty
        assert (name in schema.get("required", [])) == must_be_there, name
        if not must_be_there and parameter.default is not None:
            assert member["default"] == parameter.default, name
        assert re.fullmatch(r"[A-Z][A-Za-z]+", name)
