"""Dedicated IPs over the wire."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import SesManaged
from tests.support.refusals import Refusal, refusal

DEFAULT_POOL = "ses-default-dedicated-pool"
NOWHERE = "192.0.2.1"
NOT_FOUND = Refusal(404, "NotFoundException", f"Could not find dedicated IP <{NOWHERE}> under this account.")


def ip_of(ses: Any, address: str) -> dict[str, Any]:
    dedicated_ip: dict[str, Any] = ses.get_dedicated_ip(Ip=address)["DedicatedIp"]
    return dedicated_ip


@pytest.mark.fidelity(
    operation="GetDedicatedIp, PutDedicatedIpInPool, PutDedicatedIpWarmupAttributes",
    case="an unknown IP",
    answer="404 NotFoundException 'Could not find dedicated IP <IP> under this account.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
def test_an_unknown_ip_is_not_found(ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    assert refusal(ses.get_dedicated_ip, Ip=NOWHERE) == NOT_FOUND
    assert refusal(ses.put_dedicated_ip_in_pool, Ip=NOWHERE, DestinationPoolName="pool") == NOT_FOUND
    assert refusal(ses.put_dedicated_ip_warmup_attributes, Ip=NOWHERE, WarmupPercentage=1) == NOT_FOUND


@pytest.mark.fidelity(
    operation="PutDedicatedIpInPool",
    case="a blank DestinationPoolName, whatever the IP",
    answer="400 BadRequestException 'Pool name can't be blank.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize("name", ["", "  "])
def test_a_blank_destination_pool_is_refused_before_the_ip_is_looked_for(ses: Any, name: str) -> None:
    assert refusal(ses.put_dedicated_ip_in_pool, Ip=NOWHERE, DestinationPoolName=name) == Refusal(
        400, "BadRequestException", "Pool name can't be blank."
    )


@pytest.mark.fidelity(
    operation="PutDedicatedIpWarmupAttributes",
    case="a WarmupPercentage outside 0 to 100, whatever the IP",
    answer="400 BadRequestException 'Warmup Percentage must be between 0 and 100.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize("percentage", [-1, 101])
def test_a_warmup_percentage_is_between_0_and_100_whatever_the_ip(ses: Any, percentage: int) -> None:
    assert refusal(ses.put_dedicated_ip_warmup_attributes, Ip=NOWHERE, WarmupPercentage=percentage) == Refusal(
        400, "BadRequestException", "Warmup Percentage must be between 0 and 100."
    )


@pytest.mark.parametrize(("percentage", "status"), [(0, "IN_PROGRESS"), (99, "IN_PROGRESS"), (100, "DONE")])
def test_a_warmup_percentage_can_be_set_by_hand(ses: Any, hooks: SesManaged, percentage: int, status: str) -> None:
    [address] = hooks.lease_standard_ips(1)
    ses.put_dedicated_ip_warmup_attributes(Ip=address, WarmupPercentage=percentage)
    assert ip_of(ses, address) == {
        "Ip": address,
        "WarmupStatus": status,
        "WarmupPercentage": percentage,
        "PoolName": DEFAULT_POOL,
    }


@pytest.mark.fidelity(
    operation="GetDedicatedIps, GetDedicatedIp",
    case="an IP of a managed pool",
    answer="WarmupStatus NOT_APPLICABLE, WarmupPercentage -1",
    kind="documented",
    source="DedicatedIp, WarmupStatus",
)
def test_the_ips_of_a_managed_pool_have_no_warmup_that_is_shown(ses: Any, hooks: SesManaged) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    [address] = hooks.lease_standard_ips(1, pool="pool")
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="pool", ScalingMode="MANAGED")
    converted_ip = {"Ip": address, "WarmupStatus": "NOT_APPLICABLE", "WarmupPercentage": -1, "PoolName": "pool"}
    assert ip_of(ses, address) == converted_ip
    assert ses.get_dedicated_ips(PoolName="pool")["DedicatedIps"] == [converted_ip]


def test_an_ip_moves_between_standard_pools_and_back_to_none(ses: Any, hooks: SesManaged) -> None:
    for name in ("one", "two"):
        ses.create_dedicated_ip_pool(PoolName=name)
    [address] = hooks.lease_standard_ips(1, pool="one")
    for name in ("two", DEFAULT_POOL, "one"):
        ses.put_dedicated_ip_in_pool(Ip=address, DestinationPoolName=name)
        assert ip_of(ses, address)["PoolName"] == name
        assert [ip["Ip"] for ip in ses.get_dedicated_ips(PoolName=name)["DedicatedIps"]] == [address]
    assert ses.get_dedicated_ips(PoolName="two")["DedicatedIps"] == []


@pytest.mark.fidelity(
    operation="PutDedicatedIpInPool",
    case="into or out of a managed pool",
    answer="400 BadRequestException, in words of our own",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_no_ip_goes_into_an_unknown_or_a_managed_pool_or_out_of_a_managed_one(ses: Any, hooks: SesManaged) -> None:
    ses.create_dedicated_ip_pool(PoolName="standard")
    ses.create_dedicated_ip_pool(PoolName="managed", ScalingMode="MANAGED")
    ses.create_dedicated_ip_pool(PoolName="converted")
    [mine] = hooks.lease_standard_ips(1, pool="standard")
    [theirs] = hooks.lease_standard_ips(1, pool="converted")
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="converted", ScalingMode="MANAGED")
    assert refusal(ses.put_dedicated_ip_in_pool, Ip=mine, DestinationPoolName="nowhere").status == 404
    for address, destination in ((mine, "managed"), (theirs, "standard"), (theirs, "managed")):
        answer = refusal(ses.put_dedicated_ip_in_pool, Ip=address, DestinationPoolName=destination)
        assert (answer.status, answer.code) == (400, "BadRequestException")
        assert "managed" in answer.message
    answer = refusal(ses.put_dedicated_ip_warmup_attributes, Ip=theirs, WarmupPercentage=50)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert ip_of(ses, mine)["PoolName"] == "standard"
    assert ip_of(ses, theirs)["PoolName"] == "converted"


def test_ips_are_listed_in_pages_over_all_pools_or_one(ses: Any, hooks: SesManaged) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    loose, pooled = hooks.lease_standard_ips(3), hooks.lease_standard_ips(2, pool="pool")
    seen: list[str] = []
    token: dict[str, str] = {}
    while True:
        reply = ses.get_dedicated_ips(PageSize=2, **token)
        seen += [ip["Ip"] for ip in reply["DedicatedIps"]]
        if "NextToken" not in reply:
            break
        token = {"NextToken": reply["NextToken"]}
    assert seen == loose + pooled
    assert [ip["Ip"] for ip in ses.get_dedicated_ips(PoolName="pool")["DedicatedIps"]] == pooled
    assert [ip["Ip"] for ip in ses.get_dedicated_ips(PoolName=DEFAULT_POOL)["DedicatedIps"]] == loose


def test_the_ips_of_an_unknown_pool_are_not_found(ses: Any) -> None:
    assert refusal(ses.get_dedicated_ips, PoolName="nowhere") == Refusal(
        404, "NotFoundException", "The requested pool <nowhere> does not exist."
    )


@pytest.mark.fidelity(
    operation="GetAccount",
    case="PutAccountDedicatedIpWarmupAttributes",
    answer="DedicatedIpAutoWarmupEnabled, true by default",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
def test_auto_warmup_is_on_until_it_is_switched_off(ses: Any, hooks: SesManaged) -> None:
    assert ses.get_account()["DedicatedIpAutoWarmupEnabled"] is True
    [warming] = hooks.lease_standard_ips(1)
    ses.put_account_dedicated_ip_warmup_attributes(AutoWarmupEnabled=False)
    assert ses.get_account()["DedicatedIpAutoWarmupEnabled"] is False
    [ready] = hooks.lease_standard_ips(1)
    assert ip_of(ses, warming)["WarmupStatus"] == "IN_PROGRESS"
    assert ip_of(ses, ready)["WarmupStatus"] == "DONE"
    ses.put_account_dedicated_ip_warmup_attributes(AutoWarmupEnabled=True)
    assert ses.get_account()["DedicatedIpAutoWarmupEnabled"] is True


def test_the_account_is_shown_whole(ses: Any) -> None:
    account = ses.get_account()
    assert account["EnforcementStatus"] == "HEALTHY"
    assert account["ProductionAccessEnabled"] is True
    assert account["SendingEnabled"] is True
    assert account["SendQuota"] == {"Max24HourSend": 50_000.0, "MaxSendRate": 14.0, "SentLast24Hours": 0.0}
    assert account["SuppressionAttributes"]["SuppressedReasons"] == ["BOUNCE", "COMPLAINT"]
    assert "VdmAttributes" not in account  # an untouched Region shows none
