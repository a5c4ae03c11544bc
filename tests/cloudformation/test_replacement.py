"""A resource that is replaced: the new one first, the old one when all else of the update is done."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from moto_ses_managed import SesManaged
from tests.cloudformation.driver import Stacks, resource
from tests.support.clients import REGION


@pytest.fixture
def v1() -> Any:
    return boto3.client("ses", REGION)


def pool(name: str, **policies: str) -> dict[str, Any]:
    return {"Pool": {**resource("DedicatedIpPool", PoolName=name, ScalingMode="MANAGED"), **policies}}


def pools(ses: Any) -> list[str]:
    return list(ses.list_dedicated_ip_pools()["DedicatedIpPools"])


def rule_sets(v1: Any) -> list[str]:
    return [rule_set["Name"] for rule_set in v1.list_receipt_rule_sets()["RuleSets"]]


def test_a_refused_update_keeps_the_pool_that_it_would_have_replaced_warm(stacks: Stacks, ses: Any) -> None:
    stacks.create(pool("warm"))
    before = SesManaged().send_traffic("warm", {"Gmail": 2_000}, days=5)
    assert before.ips
    refused = {**pool("cold"), "Refused": resource("ConfigurationSet", Name="no good")}
    assert stacks.update(refused) == "UPDATE_ROLLBACK_COMPLETE"
    assert pools(ses) == ["warm"]
    assert SesManaged().pool("warm") == before
    # The stack's pool is that one still.
    assert stacks.physical_id("Pool") == "warm"
    assert stacks.update(pool("cold")) == "UPDATE_COMPLETE"
    assert pools(ses) == ["cold"]


def test_a_policy_retains_what_is_replaced_or_leaves_the_template(stacks: Stacks, ses: Any) -> None:
    stacks.create(pool("first"))
    assert stacks.update(pool("second", UpdateReplacePolicy="Retain")) == "UPDATE_COMPLETE"
    assert pools(ses) == ["first", "second"]
    other = {"Set": resource("ConfigurationSet", Name="news")}
    stacks.update({**pool("second", DeletionPolicy="Retain"), **other})
    assert stacks.update(other) == "UPDATE_COMPLETE"
    assert pools(ses) == ["first", "second"]


def test_what_ses_does_not_let_go_leaves_the_stack_and_stays(stacks: Stacks, v1: Any) -> None:
    rules = {"Rules": resource("ReceiptRuleSet", RuleSetName="inbound")}
    stacks.create(rules)
    v1.set_active_receipt_rule_set(RuleSetName="inbound")
    assert stacks.update({"Rules": resource("ReceiptRuleSet", RuleSetName="other")}) == "UPDATE_COMPLETE"
    status, logical_id, reason = stacks.failure()
    assert (status, logical_id) == ("DELETE_FAILED", "Rules")
    assert "Cannot delete active rule set: inbound" in reason
    assert rule_sets(v1) == ["inbound", "other"]
    v1.set_active_receipt_rule_set(RuleSetName="other")
    assert stacks.update({"Filter": filter_of("203.0.113.1")}) == "UPDATE_COMPLETE"
    assert "Cannot delete active rule set: other" in stacks.failure()[2]
    assert rule_sets(v1) == ["inbound", "other"]
    stacks.delete()


def filter_of(cidr: str) -> dict[str, Any]:
    return resource("ReceiptFilter", Filter={"Name": "ours", "IpFilter": {"Policy": "Block", "Cidr": cidr}})


@pytest.mark.parametrize("kind", ["UPDATE", "change set"])
def test_what_leaves_the_template_is_removed(stacks: Stacks, ses: Any, kind: str) -> None:
    kept = {"Set": resource("ConfigurationSet", Name="news")}
    stacks.create({**pool("marketing"), **kept})
    done = stacks.update(kept) if kind == "UPDATE" else stacks.carry_out_change_set(kept, "UPDATE")
    assert done == "UPDATE_COMPLETE"
    assert pools(ses) == []
    assert ses.list_configuration_sets()["ConfigurationSets"] == ["news"]


def test_an_event_destination_moves_to_another_set_or_stays_where_it_is(stacks: Stacks, ses: Any) -> None:
    topic = boto3.client("sns", REGION).create_topic(Name="events")["TopicArn"]

    def template(name: str) -> dict[str, Any]:
        destination = {"Name": "events", "MatchingEventTypes": ["send"], "SnsDestination": {"TopicARN": topic}}
        return {
            "Events": resource(
                "ConfigurationSetEventDestination", ConfigurationSetName=name, EventDestination=destination
            )
        }

    def destinations(name: str) -> list[str]:
        listed = ses.get_configuration_set_event_destinations(ConfigurationSetName=name)["EventDestinations"]
        return [each_destination["Name"] for each_destination in listed]

    for name in ("news", "sales"):
        ses.create_configuration_set(ConfigurationSetName=name)
    stacks.create(template("news"))
    assert stacks.update(template("nowhere")) == "UPDATE_ROLLBACK_COMPLETE"
    assert "nowhere" in stacks.failure()[2]
    assert destinations("news") == ["events"]
    assert stacks.update(template("sales")) == "UPDATE_COMPLETE"
    assert (destinations("news"), destinations("sales")) == ([], ["events"])


def test_what_left_a_stack_is_made_anew_when_it_comes_back(stacks: Stacks, ses: Any) -> None:
    kept = {"Set": resource("ConfigurationSet", Name="news")}
    both = {**pool("marketing"), **kept}
    stacks.create(kept)
    assert (
        stacks.update({**both, "Refused": resource("ConfigurationSet", Name="no good")}) == "UPDATE_ROLLBACK_COMPLETE"
    )
    assert pools(ses) == []
    for _ in range(2):
        assert stacks.update(both) == "UPDATE_COMPLETE"
        assert pools(ses) == ["marketing"]
        assert stacks.update(kept) == "UPDATE_COMPLETE"
        assert pools(ses) == []
