"""v1's receipt rules, rule sets and filters."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.refusals import refusal


@pytest.fixture(autouse=True)
def rule_set(v1: Any) -> None:
    v1.create_receipt_rule_set(RuleSetName="rules")
    for name in ("c", "b", "a"):  # each new rule goes to the front
        v1.create_receipt_rule(RuleSetName="rules", Rule={"Name": name})


def order(v1: Any, name: str = "rules") -> list[str]:
    return [rule["Name"] for rule in v1.describe_receipt_rule_set(RuleSetName=name)["Rules"]]


def test_a_rule_goes_to_the_front_or_after_another_one(v1: Any) -> None:
    v1.create_receipt_rule(RuleSetName="rules", After="b", Rule={"Name": "new"})
    assert order(v1) == ["a", "b", "new", "c"]
    v1.set_receipt_rule_position(RuleSetName="rules", RuleName="a", After="c")
    assert order(v1) == ["b", "new", "c", "a"]
    v1.set_receipt_rule_position(RuleSetName="rules", RuleName="c")
    assert order(v1) == ["c", "b", "new", "a"]


def test_rules_are_reordered_all_at_once(v1: Any) -> None:
    v1.reorder_receipt_rule_set(RuleSetName="rules", RuleNames=["b", "c", "a"])
    assert order(v1) == ["b", "c", "a"]
    for names, code in (
        (["a", "b"], "InvalidParameterValue"),
        (["a", "b", "c", "c"], "InvalidParameterValue"),
        (["a", "b", "c", "x"], "RuleDoesNotExist"),
    ):
        assert refusal(v1.reorder_receipt_rule_set, RuleSetName="rules", RuleNames=names).code == code
    assert order(v1) == ["b", "c", "a"]


def test_a_rule_is_updated_in_its_place_and_deleted(v1: Any) -> None:
    changed = {
        "Name": "b",
        "Enabled": True,
        "Recipients": ["example.com"],
        "Actions": [{"StopAction": {"Scope": "RuleSet"}}],
    }
    v1.update_receipt_rule(RuleSetName="rules", Rule=changed)
    assert order(v1) == ["a", "b", "c"]
    rule = v1.describe_receipt_rule(RuleSetName="rules", RuleName="b")["Rule"]
    assert changed.items() <= rule.items()
    for _ in range(2):  # a rule that is not there is no error
        v1.delete_receipt_rule(RuleSetName="rules", RuleName="b")
    assert order(v1) == ["a", "c"]


def test_a_name_is_taken_once(v1: Any) -> None:
    taken = {"Name": "a", "Enabled": True}
    assert refusal(v1.create_receipt_rule, RuleSetName="rules", Rule=taken).code == "AlreadyExists"
    assert refusal(v1.create_receipt_rule_set, RuleSetName="rules").code == "AlreadyExists"
    assert order(v1) == ["a", "b", "c"]


def test_a_set_is_cloned_activated_and_deleted(v1: Any) -> None:
    v1.clone_receipt_rule_set(OriginalRuleSetName="rules", RuleSetName="clone")
    v1.delete_receipt_rule(RuleSetName="clone", RuleName="a")
    assert (order(v1, "clone"), order(v1)) == (["b", "c"], ["a", "b", "c"])
    assert "Metadata" not in v1.describe_active_receipt_rule_set()
    v1.set_active_receipt_rule_set(RuleSetName="clone")
    assert v1.describe_active_receipt_rule_set()["Metadata"]["Name"] == "clone"
    assert refusal(v1.delete_receipt_rule_set, RuleSetName="clone").code == "CannotDelete"
    v1.set_active_receipt_rule_set()
    v1.delete_receipt_rule_set(RuleSetName="clone")
    assert [each_set["Name"] for each_set in v1.list_receipt_rule_sets()["RuleSets"]] == ["rules"]


@pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        ("delete_receipt_rule", {"RuleName": "a"}),
        ("reorder_receipt_rule_set", {"RuleNames": ["a"]}),
        ("set_receipt_rule_position", {"RuleName": "a"}),
        ("create_receipt_rule", {"Rule": {"Name": "a"}}),
        ("update_receipt_rule", {"Rule": {"Name": "a"}}),
    ],
)
def test_an_unknown_set_does_not_exist(v1: Any, operation: str, parameters: dict[str, Any]) -> None:
    assert refusal(getattr(v1, operation), RuleSetName="nowhere", **parameters).code == "RuleSetDoesNotExist"


def test_an_unknown_rule_does_not_exist(v1: Any) -> None:
    for parameters in ({"RuleName": "x"}, {"RuleName": "a", "After": "x"}):
        answer = refusal(v1.set_receipt_rule_position, RuleSetName="rules", **parameters)
        assert answer.code == "RuleDoesNotExist"
    assert refusal(v1.update_receipt_rule, RuleSetName="rules", Rule={"Name": "x"}).code == "RuleDoesNotExist"


@pytest.mark.fidelity(
    operation="v1 CreateReceiptRule",
    case="over 500 recipients of a rule",
    answer="400 LimitExceeded",
    kind="documented",
    source="SES quotas, email receiving",
)
@pytest.mark.fidelity(
    operation="v1 CreateReceiptRule",
    case="over 200 rules of a set, 10 actions of a rule, 40 rule sets",
    answer="400 LimitExceeded",
    kind="documented",
    source="SES quotas, email receiving",
)
def test_rules_actions_and_sets_have_their_limits(v1: Any) -> None:
    for number in range(197):
        v1.create_receipt_rule(RuleSetName="rules", Rule={"Name": f"r{number}"})
    assert refusal(v1.create_receipt_rule, RuleSetName="rules", Rule={"Name": "last"}).code == "LimitExceeded"
    actions = [{"StopAction": {"Scope": "RuleSet"}}] * 11
    answer = refusal(v1.update_receipt_rule, RuleSetName="rules", Rule={"Name": "a", "Actions": actions})
    assert answer.code == "LimitExceeded"
    for number in range(39):
        v1.create_receipt_rule_set(RuleSetName=f"set{number}")
    assert refusal(v1.create_receipt_rule_set, RuleSetName="last").code == "LimitExceeded"


def filters(v1: Any) -> list[str]:
    return [each_filter["Name"] for each_filter in v1.list_receipt_filters()["Filters"]]


def test_a_filter_is_created_listed_and_deleted(v1: Any) -> None:
    block = {"Name": "block", "IpFilter": {"Policy": "Block", "Cidr": "10.0.0.0/24"}}
    v1.create_receipt_filter(Filter=block)
    v1.create_receipt_filter(Filter={"Name": "allow", "IpFilter": {"Policy": "Allow", "Cidr": "10.0.0.1"}})
    assert v1.list_receipt_filters()["Filters"][0] == block
    assert refusal(v1.create_receipt_filter, Filter=block).code == "AlreadyExists"
    for _ in range(2):
        v1.delete_receipt_filter(FilterName="block")
    assert filters(v1) == ["allow"]


@pytest.mark.parametrize(
    ("name", "policy", "cidr", "code"),
    [
        ("a b", "Block", "10.0.0.1", "ValidationError"),
        ("-a", "Block", "10.0.0.1", "ValidationError"),
        ("a" * 65, "Block", "10.0.0.1", "ValidationError"),
        ("a", "Perhaps", "10.0.0.1", "ValidationError"),
        ("a", "Block", "10.0.0.0/33", "InvalidParameterValue"),
        ("a", "Block", "somewhere", "InvalidParameterValue"),
    ],
)
def test_a_filter_that_is_none_is_refused(v1: Any, name: str, policy: str, cidr: str, code: str) -> None:
    new = {"Name": name, "IpFilter": {"Policy": policy, "Cidr": cidr}}
    assert refusal(v1.create_receipt_filter, Filter=new).code == code
    assert filters(v1) == []


def test_an_account_has_100_filters_at_most(v1: Any) -> None:
    for number in range(100):
        v1.create_receipt_filter(Filter={"Name": f"f{number}", "IpFilter": {"Policy": "Block", "Cidr": "10.0.0.1"}})
    last = {"Name": "last", "IpFilter": {"Policy": "Block", "Cidr": "10.0.0.1"}}
    assert refusal(v1.create_receipt_filter, Filter=last).code == "LimitExceeded"
