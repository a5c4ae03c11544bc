"""What SES refuses fails the stack, with SES's own words, and leaves everything as it was."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cloudformation.driver import Stacks, ref, resource

POOL = resource("DedicatedIpPool", PoolName="marketing")


def everything(ses: Any) -> tuple[list[Any], ...]:
    return (
        ses.list_dedicated_ip_pools()["DedicatedIpPools"],
        ses.list_configuration_sets()["ConfigurationSets"],
        ses.list_email_identities()["EmailIdentities"],
        ses.list_email_templates()["TemplatesMetadata"],
    )


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (resource("DedicatedIpPool", PoolName="taken"), 'message: "The pool <taken> already exists. (Service: SesV2'),
        (resource("DedicatedIpPool", PoolName="x", ScalingMode="AUTO"), "The ScalingMode parameter is invalid."),
        (
            resource("ConfigurationSet", Name="news", DeliveryOptions={"SendingPoolName": "nowhere"}),
            "SendingPool <nowhere> doesn't exist",
        ),
        (resource("ConfigurationSet", Name="news", Color="red"), "extraneous key [Color] is not permitted"),
        (resource("EmailIdentity"), "required key [EmailIdentity] not found"),
        (resource("DedicatedIpPool", PoolName=7), "Invalid type for parameter PoolName"),
    ],
)
def test_a_stack_with_a_resource_that_is_refused_is_rolled_back(
    stacks: Stacks, ses: Any, refused: dict[str, Any], reason: str
) -> None:
    ses.create_dedicated_ip_pool(PoolName="taken")
    before = everything(ses)
    resources = {"First": resource("DedicatedIpPool", PoolName="first"), "Refused": {**refused, "DependsOn": "First"}}
    assert stacks.create(resources) == "ROLLBACK_COMPLETE"
    status, logical_id, why = stacks.failure()
    assert (status, logical_id) == ("CREATE_FAILED", "Refused")
    assert reason in why
    assert everything(ses) == before


def test_the_51st_pool_fails_its_stack(stacks: Stacks, ses: Any) -> None:
    pools = {f"Pool{number}": resource("DedicatedIpPool", PoolName=f"pool-{number}") for number in range(50)}
    assert stacks.create(pools) == "CREATE_COMPLETE"
    assert stacks.create({"One": resource("DedicatedIpPool", PoolName="more")}, "other") == "ROLLBACK_COMPLETE"
    assert "limit of 50" in stacks.failure("other")[2]
    assert len(ses.list_dedicated_ip_pools()["DedicatedIpPools"]) == 50


def test_an_output_of_a_refused_stack_makes_nothing_when_it_is_looked_at(stacks: Stacks, ses: Any) -> None:
    resources = {"Pool": POOL, "Refused": resource("ConfigurationSet", Name="no good")}
    outputs = {"Pool": {"Value": ref("Pool"), "Export": {"Name": "pool"}}}
    assert stacks.create(resources, Outputs=outputs) == "ROLLBACK_COMPLETE"
    assert "Outputs" not in stacks.described()
    assert everything(ses)[0] == []
    assert stacks.create({"Pool": POOL}, "second", Outputs=outputs) == "CREATE_COMPLETE"


def test_an_update_that_is_refused_loses_and_keeps_nothing(stacks: Stacks, ses: Any) -> None:
    stacks.create({"Pool": POOL, "Old": resource("ConfigurationSet", Name="old")})
    before = everything(ses)
    update = {
        "Pool": resource("DedicatedIpPool", PoolName="marketing", Tags=[{"Key": "team", "Value": "news"}]),
        "New": resource("ConfigurationSet", Name="new"),
        "Refused": resource("ConfigurationSet", Name="no good"),
    }
    assert stacks.update(update) == "UPDATE_ROLLBACK_COMPLETE"
    assert stacks.failure()[:2] == ("CREATE_FAILED", "Refused")
    assert everything(ses) == before
    # And the stack can be updated as before.
    assert stacks.update({"Pool": POOL}) == "UPDATE_COMPLETE"
    assert ses.list_configuration_sets()["ConfigurationSets"] == []


def test_a_change_that_is_refused_half_way_goes_back(stacks: Stacks, ses: Any) -> None:
    def identity(**attributes: Any) -> dict[str, Any]:
        return {"Id": resource("EmailIdentity", EmailIdentity="shop.example", **attributes)}

    stacks.create(identity())
    refused = identity(
        DkimAttributes={"SigningEnabled": False}, MailFromAttributes={"MailFromDomain": "bounce.elsewhere.example"}
    )
    assert stacks.update(refused) == "UPDATE_ROLLBACK_COMPLETE"
    assert "is not subdomain" in stacks.failure()[2]
    assert ses.get_email_identity(EmailIdentity="shop.example")["DkimAttributes"]["SigningEnabled"] is True


def test_a_change_set_that_is_refused_is_rolled_back(stacks: Stacks, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing")
    other = resource("DedicatedIpPool", PoolName="other")
    assert stacks.carry_out_change_set({"Other": other, "Pool": POOL}, "CREATE") == "ROLLBACK_COMPLETE"
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == ["marketing"]
    assert stacks.create({"Other": other}, "second") == "CREATE_COMPLETE"
    assert stacks.carry_out_change_set({"Pool": POOL}, "UPDATE", "second") == "UPDATE_ROLLBACK_COMPLETE"
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == ["marketing", "other"]


def test_a_change_set_is_carried_out(stacks: Stacks, ses: Any) -> None:
    assert stacks.carry_out_change_set({"Pool": POOL}, "CREATE") == "CREATE_COMPLETE"
    managed = resource("DedicatedIpPool", PoolName="marketing", ScalingMode="MANAGED")
    assert stacks.carry_out_change_set({"Pool": managed}, "UPDATE") == "UPDATE_COMPLETE"
    assert ses.get_dedicated_ip_pool(PoolName="marketing")["DedicatedIpPool"]["ScalingMode"] == "MANAGED"
