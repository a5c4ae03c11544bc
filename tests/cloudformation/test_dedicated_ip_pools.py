from __future__ import annotations

from typing import Any

from moto_ses_managed import SesManaged
from tests.cloudformation.driver import Stacks, ref, resource

WHY_NOT_REPLACED = "CloudFormation cannot update a stack when a custom-named resource requires replacing."


def mode(ses: Any, name: str) -> str:
    return str(ses.get_dedicated_ip_pool(PoolName=name)["DedicatedIpPool"]["ScalingMode"])


def tags(ses: Any, name: str) -> dict[str, str]:
    arn = f"arn:aws:ses:us-east-1:123456789012:dedicated-ip-pool/{name}"
    return {tag["Key"]: tag["Value"] for tag in ses.list_tags_for_resource(ResourceArn=arn)["Tags"]}


def test_a_stack_makes_a_managed_pool_that_warms_up(stacks: Stacks) -> None:
    pool = resource("DedicatedIpPool", PoolName="marketing", ScalingMode="MANAGED")
    assert stacks.create({"Pool": pool}) == "CREATE_COMPLETE"
    assert stacks.physical_id("Pool") == "marketing"
    hooks = SesManaged()
    hooks.send_traffic("marketing", {"Gmail": 2_000}, days=5)
    assert len(hooks.pool("marketing").ips) == 1


def test_a_pool_without_a_mode_is_standard(stacks: Stacks, ses: Any) -> None:
    stacks.create({"Pool": resource("DedicatedIpPool", PoolName="plain")})
    assert mode(ses, "plain") == "STANDARD"


def test_a_pool_without_a_name_gets_one_that_ses_takes(stacks: Stacks, ses: Any) -> None:
    name = "A-Stack-With-A-Name-That-Is-Longer-Than-Most"
    stacks.create({"PoolOfTheNewsletterOfTheShop": resource("DedicatedIpPool")}, name)
    made = stacks.physical_id("PoolOfTheNewsletterOfTheShop", name)
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == [made]
    assert made.startswith("a-stack-with-a-name")
    assert len(made) <= 64


def test_a_pool_has_its_tags_and_an_update_changes_them(stacks: Stacks, ses: Any) -> None:
    def pool(**values: str) -> dict[str, Any]:
        listed = [{"Key": key, "Value": value} for key, value in values.items()]
        return {"Pool": resource("DedicatedIpPool", PoolName="marketing", Tags=listed)}

    stacks.create(pool(team="news", stage="test"))
    assert tags(ses, "marketing") == {"team": "news", "stage": "test"}
    assert stacks.update(pool(team="shop", cost="7")) == "UPDATE_COMPLETE"
    assert tags(ses, "marketing") == {"team": "shop", "cost": "7"}


def test_a_standard_pool_becomes_managed_in_place(stacks: Stacks, ses: Any) -> None:
    stacks.create({"Pool": resource("DedicatedIpPool", PoolName="marketing", ScalingMode="STANDARD")})
    [ip] = SesManaged().lease_standard_ips(1, "marketing")
    managed = {"Pool": resource("DedicatedIpPool", PoolName="marketing", ScalingMode="MANAGED")}
    assert stacks.update(managed) == "UPDATE_COMPLETE"
    assert mode(ses, "marketing") == "MANAGED"
    assert [pool_ip.address for pool_ip in SesManaged().pool("marketing").ips] == [ip]


def test_a_managed_pool_with_a_name_does_not_become_standard(stacks: Stacks, ses: Any) -> None:
    stacks.create({"Pool": resource("DedicatedIpPool", PoolName="marketing", ScalingMode="MANAGED")})
    standard = {"Pool": resource("DedicatedIpPool", PoolName="marketing", ScalingMode="STANDARD")}
    assert stacks.update(standard) == "UPDATE_ROLLBACK_COMPLETE"
    status, logical_id, reason = stacks.failure()
    assert (status, logical_id) == ("UPDATE_FAILED", "Pool")
    assert reason.startswith(WHY_NOT_REPLACED)
    assert mode(ses, "marketing") == "MANAGED"


def test_a_managed_pool_without_a_name_is_replaced_by_a_standard_one(stacks: Stacks, ses: Any) -> None:
    stacks.create({"Pool": resource("DedicatedIpPool", ScalingMode="MANAGED")})
    before = stacks.physical_id("Pool")
    assert stacks.update({"Pool": resource("DedicatedIpPool", ScalingMode="STANDARD")}) == "UPDATE_COMPLETE"
    after = stacks.physical_id("Pool")
    assert after != before
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == [after]
    assert mode(ses, after) == "STANDARD"


def test_a_pool_of_another_name_replaces_the_old_one_and_its_set_follows(stacks: Stacks, ses: Any) -> None:
    def template(name: str) -> dict[str, Any]:
        return {
            "Pool": resource("DedicatedIpPool", PoolName=name),
            "Set": resource("ConfigurationSet", Name="news", DeliveryOptions={"SendingPoolName": ref("Pool")}),
        }

    stacks.create(template("old"))
    stacks.update(template("new"))
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == ["new"]


def test_a_stack_that_is_deleted_takes_its_pool_along(stacks: Stacks, ses: Any) -> None:
    stacks.create({"Pool": resource("DedicatedIpPool", PoolName="marketing")}, Outputs={"Pool": {"Value": ref("Pool")}})
    stack_id = stacks.described()["StackId"]
    stacks.delete()
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == []
    # A look at the stack that is gone makes nothing anew.
    assert stacks.status(stack_id) == "DELETE_COMPLETE"
    assert ses.list_dedicated_ip_pools()["DedicatedIpPools"] == []


def test_a_pool_that_is_gone_already_does_not_stop_a_stack_from_being_deleted(stacks: Stacks, ses: Any) -> None:
    stacks.create({"Pool": resource("DedicatedIpPool", PoolName="marketing")})
    stack_id = stacks.described()["StackId"]
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    stacks.delete()
    assert stacks.status(stack_id) == "DELETE_COMPLETE"
