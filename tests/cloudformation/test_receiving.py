"""Receipt rule sets, rules and filters, which are SES v1's."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from tests.cloudformation.driver import Stacks, attribute, ref, resource
from tests.support.clients import REGION

RULES = resource("ReceiptRuleSet", RuleSetName="inbound")


@pytest.fixture
def v1() -> Any:
    return boto3.client("ses", REGION)


def rule(name: str | None, *, rules: Any = None, after: Any = None, **settings: Any) -> dict[str, Any]:
    """A rule of a template, in the set of the template's ``Rules`` where ``rules`` names no other."""
    named = {"Name": name} if name else {}
    place = {"After": after} if after else {}
    return resource("ReceiptRule", RuleSetName=rules or ref("Rules"), Rule={**named, **settings}, **place)


def ip_filter(name: str | None, cidr: str, policy: str = "Block") -> dict[str, Any]:
    named = {"Name": name} if name else {}
    return resource("ReceiptFilter", Filter={**named, "IpFilter": {"Policy": policy, "Cidr": cidr}})


def rules_of(v1: Any, rule_set: str = "inbound") -> list[str]:
    return [each_rule["Name"] for each_rule in v1.describe_receipt_rule_set(RuleSetName=rule_set)["Rules"]]


def rule_sets(v1: Any) -> list[str]:
    return [rule_set["Name"] for rule_set in v1.list_receipt_rule_sets()["RuleSets"]]


def filters(v1: Any) -> dict[str, dict[str, str]]:
    return {each_filter["Name"]: each_filter["IpFilter"] for each_filter in v1.list_receipt_filters()["Filters"]}


def test_rules_are_made_in_their_order_changed_and_deleted(stacks: Stacks, v1: Any) -> None:
    def template(*, enabled: bool) -> dict[str, Any]:
        stop = [{"StopAction": {"Scope": "RuleSet"}}]
        return {
            "Rules": RULES,
            # Which comes after the first, of which the template tells later.
            "Second": rule("second", after=ref("First"), Enabled=str(enabled).lower(), Actions=stop),
            "First": rule("first", Recipients=["shop.example"]),
        }

    outputs = {"Set": {"Value": ref("Rules")}, "Rule": {"Value": attribute("RuleName", of="Second")}}
    assert stacks.create(template(enabled=False), Outputs=outputs) == "CREATE_COMPLETE"
    assert rules_of(v1) == ["first", "second"]
    assert stacks.outputs() == {"Set": "inbound", "Rule": "second"}
    assert stacks.physical_id("Second") == "second"
    assert stacks.update(template(enabled=True), Outputs=outputs) == "UPDATE_COMPLETE"
    second_rule = v1.describe_receipt_rule(RuleSetName="inbound", RuleName="second")["Rule"]
    assert (second_rule["Enabled"], second_rule["Actions"]) == (True, [{"StopAction": {"Scope": "RuleSet"}}])
    stacks.delete()
    assert rule_sets(v1) == []


def test_a_rule_moves_in_its_set(stacks: Stacks, v1: Any) -> None:
    first = {"Rules": RULES, "A": rule("a"), "B": rule("b", after=ref("A")), "C": rule("c", after=ref("B"))}
    stacks.create(first)
    assert rules_of(v1) == ["a", "b", "c"]
    assert stacks.update({**first, "C": rule("c", after=ref("A"))}) == "UPDATE_COMPLETE"
    assert rules_of(v1) == ["a", "c", "b"]
    assert stacks.update({**first, "C": rule("c")}) == "UPDATE_COMPLETE"
    assert rules_of(v1) == ["c", "a", "b"]


def test_a_rule_of_another_name_or_set_replaces_the_old_one(stacks: Stacks, v1: Any) -> None:
    v1.create_receipt_rule_set(RuleSetName="elsewhere")
    stacks.create({"Rules": RULES, "Rule": rule("old")})
    assert stacks.update({"Rules": RULES, "Rule": rule("new")}) == "UPDATE_COMPLETE"
    assert (stacks.physical_id("Rule"), rules_of(v1)) == ("new", ["new"])
    assert stacks.update({"Rules": RULES, "Rule": rule("new", rules="elsewhere")}) == "UPDATE_COMPLETE"
    assert (rules_of(v1), rules_of(v1, "elsewhere")) == ([], ["new"])


def test_what_has_no_name_gets_one(stacks: Stacks, v1: Any) -> None:
    template = {
        "Rules": resource("ReceiptRuleSet"),
        "Rule": rule(None),
        "Filter": ip_filter(None, "203.0.113.0/24"),
    }
    assert stacks.create(template) == "CREATE_COMPLETE"
    made = stacks.physical_id("Rules")
    assert made.startswith("stack-Rules-")
    assert rule_sets(v1) == [made]
    assert rules_of(v1, made) == [stacks.physical_id("Rule")]
    assert list(filters(v1)) == [stacks.physical_id("Filter")]


def test_a_rule_set_of_another_name_replaces_the_old_one_and_its_rules_follow(stacks: Stacks, v1: Any) -> None:
    stacks.create({"Rules": RULES, "Rule": rule("it")})
    renamed = {"Rules": resource("ReceiptRuleSet", RuleSetName="renamed"), "Rule": rule("it", Enabled=True)}
    assert stacks.update(renamed) == "UPDATE_COMPLETE"
    assert rule_sets(v1) == ["renamed"]
    assert rules_of(v1, "renamed") == ["it"]


def test_a_filter_is_made_replaced_and_deleted(stacks: Stacks, v1: Any) -> None:
    outputs = {"Id": {"Value": attribute("Id", of="Filter")}}
    stacks.create({"Filter": ip_filter("ours", "203.0.113.0/24")}, Outputs=outputs)
    assert filters(v1) == {"ours": {"Policy": "Block", "Cidr": "203.0.113.0/24"}}
    assert (stacks.physical_id("Filter"), stacks.outputs()) == ("ours", {"Id": "ours"})
    assert stacks.update({"Filter": ip_filter("theirs", "198.51.100.0/24", "Allow")}) == "UPDATE_COMPLETE"
    assert filters(v1) == {"theirs": {"Policy": "Allow", "Cidr": "198.51.100.0/24"}}
    stacks.delete()
    assert filters(v1) == {}


def test_a_filter_with_a_name_is_not_changed(stacks: Stacks, v1: Any) -> None:
    stacks.create({"Filter": ip_filter("ours", "203.0.113.0/24")})
    assert stacks.update({"Filter": ip_filter("ours", "203.0.113.0/25")}) == "UPDATE_ROLLBACK_COMPLETE"
    reason = stacks.failure()[2]
    assert reason.endswith("Rename ours and update the stack again.")
    assert filters(v1)["ours"]["Cidr"] == "203.0.113.0/24"


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (
            resource("ReceiptRuleSet", RuleSetName="taken"),
            "Rule set already exists: taken (Service: Ses, Status Code: 400",
        ),
        (rule("it", rules="nowhere"), "Rule set does not exist: nowhere"),
        (rule("it", after="nobody"), "Rule does not exist: nobody"),
        (resource("ReceiptRule", RuleSetName="taken"), "required key [Rule] not found"),
        (ip_filter("ours", "no address"), "Invalid CIDR block: no address"),
        (resource("ReceiptFilter"), "required key [Filter] not found"),
    ],
)
def test_what_ses_refuses_fails_the_stack_and_leaves_nothing(
    stacks: Stacks, v1: Any, refused: dict[str, Any], reason: str
) -> None:
    v1.create_receipt_rule_set(RuleSetName="taken")
    template = {
        "Rules": RULES,
        "Filter": ip_filter("first", "203.0.113.1"),
        "Refused": {**refused, "DependsOn": ["Rules", "Filter"]},
    }
    assert stacks.create(template) == "ROLLBACK_COMPLETE"
    status, logical_id, why = stacks.failure()
    assert (status, logical_id) == ("CREATE_FAILED", "Refused")
    assert reason in why
    assert (rule_sets(v1), filters(v1)) == (["taken"], {})


def test_a_change_of_a_rule_that_ses_refuses_goes_back(stacks: Stacks, v1: Any) -> None:
    template = {"Rules": RULES, "A": rule("a"), "B": rule("b", after=ref("A"))}
    stacks.create(template)
    refused = {**template, "B": rule("b", after="nobody", Enabled=True)}
    assert stacks.update(refused) == "UPDATE_ROLLBACK_COMPLETE"
    assert "Rule does not exist: nobody" in stacks.failure()[2]
    assert rules_of(v1) == ["a", "b"]
    assert v1.describe_receipt_rule(RuleSetName="inbound", RuleName="b")["Rule"].get("Enabled") is not True


def test_a_set_that_is_active_stops_its_stack_from_being_deleted(stacks: Stacks, v1: Any) -> None:
    stacks.create({"Rules": RULES})
    v1.set_active_receipt_rule_set(RuleSetName="inbound")
    stacks.delete()
    assert stacks.status() == "DELETE_FAILED"
    assert "Cannot delete active rule set: inbound" in stacks.failure()[2]
    v1.set_active_receipt_rule_set()
    stacks.delete()
    assert rule_sets(v1) == []
