"""openapi.json: valid, of the routes that there are, and enough to make a client of."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
import requests
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from moto_ses_managed import Pool as RealPool
from moto_ses_managed import SesManaged, mock_aws
from moto_ses_managed.control.prefix import PREFIX
from moto_ses_managed.control.wire.schemas import Schemas
from moto_ses_managed.simulation.policy import LIMITS, SendingPolicy
from tests.support.clients import ses_client
from tests.support.processes import TIMEOUT
from tests.support.server_clients import closed_later

CONTROL = "http://motoapi.amazonaws.com/moto-api/ses-managed/"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    with mock_aws():
        response = requests.get(f"{CONTROL}openapi.json", timeout=TIMEOUT)
        assert response.headers["content-type"] == "application/json"
        document: dict[str, Any] = response.json()
        return document


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_it_names_every_route_and_method_and_no_other(document: dict[str, Any]) -> None:
    # Late: imported first of all, it would be imported from within moto's own import.
    from moto_ses_managed.control.handlers import CALLS

    described = {
        (path.removeprefix(PREFIX), method.upper()) for path, methods in document["paths"].items() for method in methods
    }
    assert described == {(call.path, call.method) for call in CALLS.values()}


def test_each_call_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names))


def test_the_members_of_a_policy_have_the_limits_that_are_checked(document: dict[str, Any]) -> None:
    members = document["components"]["schemas"]["SendingPolicy"]["properties"]
    assert len(members) == len(fields(SendingPolicy))
    assert {name for name, schema in members.items() if "minimum" in schema} == {
        "".join(part.capitalize() for part in name.split("_")) for name in LIMITS
    }


def test_two_classes_of_one_name_and_types_without_json_are_refused() -> None:
    @dataclass
    class Pool:
        name: str

    schemas = Schemas()
    schemas.of(Pool)
    with pytest.raises(TypeError, match="Two classes are named Pool"):
        schemas.of(RealPool)
    with pytest.raises(TypeError, match="no JSON form"):
        schemas.of(object)


def test_the_replies_fit_the_document(document: dict[str, Any]) -> None:
    def check(operation: str, method: str, path: str, body: Any = None) -> Any:
        response = requests.request(method, CONTROL + path, json=body, timeout=TIMEOUT)
        assert response.status_code == 200, response.text
        described = next(
            described_operation
            for methods in document["paths"].values()
            for described_operation in methods.values()
            if described_operation["operationId"] == operation
        )
        schema = described["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**schema, "components": document["components"]}).validate(response.json())
        return response.json()

    with mock_aws():
        ses = ses_client()
        ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        ses.create_dedicated_ip_pool(PoolName="standard")
        ses.create_email_identity(EmailIdentity="example.com")
        check("sendTraffic", "POST", "traffic", {"PoolName": "pool", "PerDay": {"Gmail": 5000}, "Days": 9.0})
        check("sendTraffic", "POST", "traffic", {"Plan": {"pool": {"Gmail": 5000}}, "Days": 1})
        check("leaseStandardIps", "POST", "standard-ips", {"Count": 2, "PoolName": "standard"})
        destination = {"ToAddresses": ["a@gmail.com", "bounce@simulator.amazonses.com"]}
        content = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}
        ses.send_email(FromEmailAddress="a@example.com", Destination=destination, Content=content)
        assert len(check("listMessages", "GET", "messages")["Messages"]) == 1
        check("listPools", "GET", "pools")
        check("getPool", "GET", "pools/pool")
        assert len(check("getLast7Days", "GET", "last-7-days/pool")["Hours"]) == 169
        check("getLast7Days", "GET", "last-7-days/standard")
        tags = [{"Key": "team", "Value": "growth"}, {"Key": "empty", "Value": ""}]
        assert check("putTags", "PUT", "tags/pool", {"Tags": tags})["Tags"] == {"team": "growth", "empty": ""}
        check("getBill", "GET", "bill")
        check("putPolicy", "PUT", "policy", check("getPolicy", "GET", "policy"))
        check("getHealth", "GET", "health")
        check("getOpenapi", "GET", "openapi.json")
        check("advance", "POST", "advance", {"Days": 1})
        check("getClock", "GET", "clock")
        check("reset", "POST", "reset")


def test_a_page_of_another_site_is_refused_as_the_document_says(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert ("403" in operation["responses"]) == (method != "get"), (method, path)
    refusal = document["paths"][f"{PREFIX}reset"]["post"]["responses"]["403"]
    schema = refusal["content"]["application/json"]["schema"]
    with mock_aws():
        response = requests.post(f"{CONTROL}reset", headers={"Sec-Fetch-Site": "cross-site"}, timeout=TIMEOUT)
        assert response.status_code == 403
        Draft202012Validator({**schema, "components": document["components"]}).validate(response.json())


@pytest.mark.parametrize("body", [b"null", b"[]", b'"x"', b"5"])
def test_a_body_that_is_no_object_is_refused_and_an_empty_one_is_not(body: bytes) -> None:
    with mock_aws():
        assert requests.post(f"{CONTROL}advance", data=body, timeout=TIMEOUT).status_code == 400
        assert requests.post(f"{CONTROL}advance", data=b"", timeout=TIMEOUT).status_code == 200


def test_a_whole_number_is_one_however_it_is_written() -> None:
    with mock_aws():
        for text, leased in (("2", 2), ("2.0", 2), ("2e0", 2), ("0.2e1", 2)):
            response = requests.post(f"{CONTROL}standard-ips", data=f'{{"Count": {text}}}', timeout=TIMEOUT)
            assert len(response.json()["Ips"]) == leased
        for text in ("2.5", "1e300", "1e400", "-1e0"):
            response = requests.post(f"{CONTROL}standard-ips", data=f'{{"Count": {text}}}', timeout=TIMEOUT)
            assert response.status_code == 400


def test_traffic_of_no_pool_lasts_at_least_a_day_too() -> None:
    with mock_aws():
        for days in (0, -1, 3651):
            response = requests.post(f"{CONTROL}traffic", json={"Plan": {}, "Days": days}, timeout=TIMEOUT)
            assert (response.status_code, str(days) in response.json()["message"]) == (400, True)


@pytest.fixture(scope="module")
def generated(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server, and a client made of its document on the path."""
    generator = Path(sys.executable).with_name("openapi-python-client")
    if not generator.exists() and not shutil.which("openapi-python-client"):
        pytest.skip("openapi-python-client is not installed: generated clients are NOT tested")
    folder = tmp_path_factory.mktemp("generated")
    (folder / "config.yml").write_text(
        "post_hooks: []\ncontent_type_overrides:\n  message/rfc822: application/octet-stream\n"
    )
    command = [
        str(generator if generator.exists() else "openapi-python-client"),
        *("generate", "--url", f"{server_url}/moto-api/ses-managed/openapi.json"),
        *("--meta", "none", "--output-path", str(folder / "generated_hooks"), "--config", str(folder / "config.yml")),
        "--fail-on-warning",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT, env=os.environ)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield server_url
    sys.path.remove(str(folder))


def test_a_generated_client_speaks_to_the_server(generated: str) -> None:
    account = "700000000001"
    module = importlib.import_module
    client = module("generated_hooks").Client(base_url=generated)
    closed_later(client.get_httpx_client())
    calls, models = "generated_hooks.api.default", module("generated_hooks.models")
    here = {"client": client, "account_id": account}

    policy = module(f"{calls}.get_policy").sync(**here)
    assert (policy.first_ip_days, policy.managed_price_tiers[-1].up_to) == (3, None)
    policy.first_ip_days = 1
    assert module(f"{calls}.put_policy").sync(body=policy, **here).first_ip_days == 1

    leased = module(f"{calls}.lease_standard_ips").sync(body=models.Lease(count=2), **here)
    assert len(leased.ips) == 2
    before = module(f"{calls}.get_clock").sync(**here).now
    after = module(f"{calls}.advance").sync(body=models.Advance(days=2), **here).now
    assert (after - before).days == 2

    hooks = SesManaged(account_id=account, server=generated)
    requests.post(
        f"{generated}/v2/email/dedicated-ip-pools",
        json={"PoolName": "pool", "ScalingMode": "MANAGED"},
        headers={"x-moto-account-id": account},
        timeout=TIMEOUT,
    ).raise_for_status()
    per_day = models.TrafficPerDay.from_dict({"Gmail": 3000})
    pool = module(f"{calls}.send_traffic").sync(body=models.Traffic(pool_name="pool", per_day=per_day, days=5), **here)
    assert len(pool.ips) == len(hooks.pool("pool").ips) == 1
    assert pool.sending_status.value == "Sending via Dedicated IPs"
    assert module(f"{calls}.get_pool").sync("pool", **here).history[-1].ips == 1
    assert [each_pool.name for each_pool in module(f"{calls}.list_pools").sync(**here).pools] == ["pool"]
    refused = module(f"{calls}.get_pool").sync("nowhere", **here)
    assert isinstance(refused, models.Error)
    assert "nowhere" in refused.message
    assert module(f"{calls}.get_bill").sync(**here).managed_messages > 0
    assert module(f"{calls}.list_messages").sync(**here).messages == []
    assert module(f"{calls}.get_health").sync(client=client).status == "OK"
    assert module(f"{calls}.reset").sync(body=models.Nothing(), **here).now < after
