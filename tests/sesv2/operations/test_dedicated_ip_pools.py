"""Dedicated IP pools over the wire: each fact of the service as a test that bears it in its name."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import SesManaged
from tests.support.clients import ses_client
from tests.support.refusals import Refusal, refusal

DEFAULT_POOL = "ses-default-dedicated-pool"
UNKNOWN = "Pool name describes either a shared or default dedicated ip pool"


def mode_of(ses: Any, pool: str) -> str:
    return str(ses.get_dedicated_ip_pool(PoolName=pool)["DedicatedIpPool"]["ScalingMode"])


def pool_names(ses: Any) -> list[str]:
    return list(ses.list_dedicated_ip_pools(PageSize=1000)["DedicatedIpPools"])


@pytest.mark.fidelity(
    operation="CreateDedicatedIpPool",
    case="no ScalingMode",
    answer="the pool is STANDARD",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
def test_a_pool_created_without_a_scaling_mode_is_standard(ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="plain")
    assert mode_of(ses, "plain") == "STANDARD"


@pytest.mark.parametrize("mode", ["STANDARD", "MANAGED"])
def test_a_pool_keeps_the_scaling_mode_it_is_created_with(ses: Any, mode: str) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode=mode)
    assert mode_of(ses, "pool") == mode


@pytest.mark.fidelity(
    operation="CreateDedicatedIpPool",
    case="ScalingMode not STANDARD or MANAGED",
    answer="400 BadRequestException 'The ScalingMode parameter is invalid.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize("mode", ["", "managed", "AUTO"])
def test_an_unknown_scaling_mode_is_invalid_and_creates_nothing(ses: Any, mode: str) -> None:
    assert refusal(ses.create_dedicated_ip_pool, PoolName="pool", ScalingMode=mode) == Refusal(
        400, "BadRequestException", "The ScalingMode parameter is invalid."
    )
    assert pool_names(ses) == []


@pytest.mark.fidelity(
    operation="CreateDedicatedIpPool",
    case="a name that a standard or managed pool has",
    answer="400 AlreadyExistsException 'The pool <NAME> already exists.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize("first", ["STANDARD", "MANAGED"])
@pytest.mark.parametrize("second", ["STANDARD", "MANAGED"])
def test_standard_and_managed_pools_share_one_name_space(ses: Any, first: str, second: str) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode=first)
    assert refusal(ses.create_dedicated_ip_pool, PoolName="pool", ScalingMode=second) == Refusal(
        400, "AlreadyExistsException", "The pool <pool> already exists."
    )
    assert mode_of(ses, "pool") == first


@pytest.mark.parametrize("name", ["a", "a" * 64, "0.-_z"])
def test_a_pool_name_has_1_to_64_characters_of_a_to_z_digits_dot_dash_underscore(ses: Any, name: str) -> None:
    ses.create_dedicated_ip_pool(PoolName=name)
    assert pool_names(ses) == [name]


@pytest.mark.fidelity(
    operation="CreateDedicatedIpPool",
    case="a name not 1 to 64 of a-z 0-9 . - _: the rule",
    answer="400 BadRequestException",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.fidelity(
    operation="CreateDedicatedIpPool",
    case="a name not 1 to 64 of a-z 0-9 . - _: the words",
    answer="the name, and what was expected",
    kind="our choice",
)
@pytest.mark.parametrize("name", ["", "a" * 65, "Upper", "with space", "ünlaut", "a/b", "a\n", "<b>"])
def test_another_pool_name_is_a_bad_request_that_names_it(ses: Any, name: str) -> None:
    answer = refusal(ses.create_dedicated_ip_pool, PoolName=name)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert repr(name) in answer.message
    assert "1 to 64 characters" in answer.message
    assert pool_names(ses) == []


@pytest.mark.fidelity(
    operation="CreateDedicatedIpPool",
    case="a 51st pool of the Region",
    answer="400 LimitExceededException, in words of our own",
    kind="documented",
    source="SES quotas",
)
def test_the_50th_pool_of_both_kinds_is_created_and_the_51st_refused(ses: Any) -> None:
    for number in range(50):
        ses.create_dedicated_ip_pool(PoolName=f"pool-{number}", ScalingMode=["STANDARD", "MANAGED"][number % 2])
    for mode in ("STANDARD", "MANAGED"):
        answer = refusal(ses.create_dedicated_ip_pool, PoolName="more", ScalingMode=mode)
        assert (answer.status, answer.code) == (400, "LimitExceededException")
        assert "50" in answer.message
    assert len(pool_names(ses)) == 50
    ses.delete_dedicated_ip_pool(PoolName="pool-7")
    ses.create_dedicated_ip_pool(PoolName="more")
    assert len(pool_names(ses)) == 50


def test_at_the_limit_a_taken_name_is_still_what_is_wrong(ses: Any) -> None:
    for number in range(50):
        ses.create_dedicated_ip_pool(PoolName=f"pool-{number}")
    assert refusal(ses.create_dedicated_ip_pool, PoolName="pool-0").code == "AlreadyExistsException"


def test_regions_and_accounts_are_separate_worlds(ses: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    elsewhere = ses_client("eu-west-1")
    assert pool_names(elsewhere) == []
    elsewhere.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    assert mode_of(ses, "pool") == "STANDARD"
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")
    assert pool_names(ses) == []
    assert SesManaged().pools() == SesManaged(account_id="111122223333").pools() == []
    assert [pool.name for pool in SesManaged("eu-west-1", "123456789012").pools()] == ["pool"]


@pytest.mark.fidelity(
    operation="GetDedicatedIpPool, DeleteDedicatedIpPool",
    case="an unknown pool",
    answer="404 NotFoundException 'The requested pool <NAME> does not exist.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize("operation", ["get_dedicated_ip_pool", "delete_dedicated_ip_pool"])
def test_an_unknown_pool_does_not_exist(ses: Any, operation: str) -> None:
    assert refusal(getattr(ses, operation), PoolName="nowhere") == Refusal(
        404, "NotFoundException", "The requested pool <nowhere> does not exist."
    )


@pytest.mark.fidelity(
    operation="GetDedicatedIpPool, DeleteDedicatedIpPool, CreateDedicatedIpPool",
    case="ses-default-dedicated-pool, ses-shared-pool",
    answer="400 'Pool name describes either a shared or default dedicated ip pool'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize("name", ["ses-default-dedicated-pool", "ses-shared-pool"])
@pytest.mark.parametrize("operation", ["get_dedicated_ip_pool", "delete_dedicated_ip_pool", "create_dedicated_ip_pool"])
def test_the_pools_that_ses_keeps_can_not_be_got_deleted_or_created(ses: Any, operation: str, name: str) -> None:
    assert refusal(getattr(ses, operation), PoolName=name) == Refusal(400, "BadRequestException", UNKNOWN)


@pytest.mark.fidelity(
    operation="ListDedicatedIpPools",
    case="PageSize, NextToken",
    answer="names, sorted, page by page",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
def test_pools_are_listed_by_name_in_pages_that_survive_deletions(ses: Any) -> None:
    names = [f"pool-{number:02}" for number in range(10)]
    for name in reversed(names):
        ses.create_dedicated_ip_pool(PoolName=name)
    first = ses.list_dedicated_ip_pools(PageSize=4)
    assert first["DedicatedIpPools"] == names[:4]
    ses.delete_dedicated_ip_pool(PoolName="pool-03")
    ses.delete_dedicated_ip_pool(PoolName="pool-04")
    second = ses.list_dedicated_ip_pools(PageSize=4, NextToken=first["NextToken"])
    assert second["DedicatedIpPools"] == names[5:9]
    last = ses.list_dedicated_ip_pools(PageSize=4, NextToken=second["NextToken"])
    assert last["DedicatedIpPools"] == names[9:]
    assert "NextToken" not in last


def test_a_page_that_ends_with_the_list_has_no_token(ses: Any) -> None:
    for name in ("a", "b"):
        ses.create_dedicated_ip_pool(PoolName=name)
    assert "NextToken" not in ses.list_dedicated_ip_pools(PageSize=2)


@pytest.mark.parametrize("size", [-1, 0, 1001])
def test_a_page_size_has_bounds(ses: Any, size: int) -> None:
    answer = refusal(ses.list_dedicated_ip_pools, PageSize=size)
    assert answer == Refusal(400, "BadRequestException", "The page size must be in [1, 1000] range.")


@pytest.mark.parametrize(
    "token", ["nonsense", "W10=", "e30=", "ü", "WyJvdGhlciIsICJhIl0=", "WyJMaXN0RGVkaWNhdGVkSXBQb29scyIsIDFd"]
)
def test_a_token_from_elsewhere_is_a_bad_request(ses: Any, token: str) -> None:
    ses.create_dedicated_ip_pool(PoolName="a")
    answer = refusal(ses.list_dedicated_ip_pools, NextToken=token)
    assert answer == Refusal(400, "BadRequestException", "Invalid next token.")


@pytest.mark.fidelity(
    operation="ListDedicatedIpPools",
    case="IPs that are in no pool",
    answer="lists ses-default-dedicated-pool too",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
def test_the_default_pool_is_listed_while_ips_are_in_no_pool(ses: Any, hooks: SesManaged) -> None:
    ses.create_dedicated_ip_pool(PoolName="zz")
    assert pool_names(ses) == ["zz"]
    [address] = hooks.lease_standard_ips(1)
    assert pool_names(ses) == [DEFAULT_POOL, "zz"]
    ses.put_dedicated_ip_in_pool(Ip=address, DestinationPoolName="zz")
    assert pool_names(ses) == ["zz"]


@pytest.mark.fidelity(
    operation="PutDedicatedIpPoolScalingAttributes",
    case="a mode that is missing or invalid, whatever the pool",
    answer="400 BadRequestException 'The ScalingMode parameter is invalid.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize("mode", ["", "managed"])
@pytest.mark.parametrize("pool", ["pool", "unknown"])
def test_a_conversion_checks_the_mode_before_the_pool(ses: Any, pool: str, mode: str) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    assert refusal(ses.put_dedicated_ip_pool_scaling_attributes, PoolName=pool, ScalingMode=mode) == Refusal(
        400, "BadRequestException", "The ScalingMode parameter is invalid."
    )


@pytest.mark.fidelity(
    operation="PutDedicatedIpPoolScalingAttributes",
    case="an unknown pool",
    answer="404 NotFoundException 'The requested pool <NAME> does not exist.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
def test_an_unknown_pool_is_not_converted(ses: Any) -> None:
    assert refusal(ses.put_dedicated_ip_pool_scaling_attributes, PoolName="nowhere", ScalingMode="MANAGED") == Refusal(
        404, "NotFoundException", "The requested pool <nowhere> does not exist."
    )


@pytest.mark.fidelity(
    operation="PutDedicatedIpPoolScalingAttributes",
    case="MANAGED to STANDARD",
    answer="400 BadRequestException 'The ScalingMode parameter is invalid.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
def test_a_managed_pool_never_becomes_standard(ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    assert refusal(ses.put_dedicated_ip_pool_scaling_attributes, PoolName="pool", ScalingMode="STANDARD") == Refusal(
        400, "BadRequestException", "The ScalingMode parameter is invalid."
    )
    assert mode_of(ses, "pool") == "MANAGED"


@pytest.mark.fidelity(
    operation="PutDedicatedIpPoolScalingAttributes",
    case="the mode that the pool has",
    answer="200, nothing changes",
    kind="our choice",
)
@pytest.mark.parametrize("mode", ["STANDARD", "MANAGED"])
def test_converting_to_the_mode_a_pool_has_changes_nothing(ses: Any, mode: str) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode=mode)
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="pool", ScalingMode=mode)
    assert mode_of(ses, "pool") == mode


@pytest.mark.fidelity(
    operation="Managed pools (8)",
    case="STANDARD to MANAGED",
    answer="IPs, configuration sets and tags stay",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_a_conversion_keeps_ips_configuration_sets_and_tags(ses: Any, hooks: SesManaged) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool", Tags=[{"Key": "team", "Value": "growth"}])
    addresses = hooks.lease_standard_ips(3, pool="pool")
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="pool", ScalingMode="MANAGED")
    pool = hooks.pool("pool")
    assert [ip.address for ip in pool.ips] == addresses
    assert pool.configuration_sets == ("set",)
    assert pool.tags == {"team": "growth"}


@pytest.mark.fidelity(
    operation="Managed pools (1)",
    case="a new pool",
    answer="has no IP",
    kind="documented",
    source="Dedicated IPs (managed)",
)
def test_a_managed_pool_starts_with_no_ip(ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    assert ses.get_dedicated_ips(PoolName="pool")["DedicatedIps"] == []


@pytest.mark.fidelity(
    operation="DeleteDedicatedIpPool",
    case="a MANAGED pool with IPs",
    answer="is deleted, and its IPs are relinquished at once",
    kind="documented",
    source="FAQs on dedicated IPs (managed)",
)
def test_deleting_a_pool_relinquishes_its_ips_at_once(ses: Any, hooks: SesManaged) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    [address] = hooks.lease_standard_ips(1, pool="pool")
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="pool", ScalingMode="MANAGED")
    ses.delete_dedicated_ip_pool(PoolName="pool")
    assert ses.get_dedicated_ips()["DedicatedIps"] == []
    assert refusal(ses.get_dedicated_ip, Ip=address).status == 404
    ses.create_dedicated_ip_pool(PoolName="pool")
    assert address not in hooks.lease_standard_ips(3, pool="pool")


def test_a_pool_made_again_has_neither_tags_nor_configuration_sets_of_the_old_one(ses: Any, hooks: SesManaged) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool", Tags=[{"Key": "k", "Value": "v"}])
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    ses.delete_dedicated_ip_pool(PoolName="pool")
    assert "SendingPoolName" not in ses.get_configuration_set(ConfigurationSetName="set")["DeliveryOptions"]
    ses.create_dedicated_ip_pool(PoolName="pool")
    assert hooks.pool("pool").tags == {}
    assert hooks.pool("pool").configuration_sets == ()
