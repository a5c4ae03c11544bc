"""The rules for receipt rules and rule sets, and the operations on them, that moto lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from moto.ses.exceptions import AlreadyExists, InvalidParameterValue, RuleDoesNotExist, RuleSetDoesNotExist
from moto.ses.models import ReceiptRuleSet

from ..errors import LimitExceeded

MAX_RULE_SETS = 40
MAX_RULES = 200
MAX_ACTIONS = 10
MAX_RECIPIENTS = 500
"""[AWS: SES quotas, "Email receiving quotas"]. The console guide says 100 recipients; the quota is used here."""

Rule = dict[str, Any]


def named_set(rule_sets: Mapping[str, ReceiptRuleSet], name: str) -> ReceiptRuleSet:
    """The rule set with this name. Raises RuleSetDoesNotExist."""
    rule_set = rule_sets.get(name)
    if rule_set is None:
        raise RuleSetDoesNotExist(f"Rule set does not exist: {name}")
    return rule_set


def check_new_set(rule_sets: Mapping[str, ReceiptRuleSet]) -> None:
    """Raise LimitExceeded if the account has the maximum of rule sets."""
    if len(rule_sets) >= MAX_RULE_SETS:
        raise LimitExceeded(f"This account has reached its limit of {MAX_RULE_SETS} receipt rule sets in this Region.")


def check_new_rule(rule_set: ReceiptRuleSet, rule: Rule) -> None:
    """Raise AlreadyExists or LimitExceeded if the rule cannot be added to the set."""
    check_rule(rule)
    if any(other["Name"] == rule["Name"] for other in rule_set.rules):
        raise AlreadyExists(f"Rule already exists: {rule['Name']}")
    if len(rule_set.rules) >= MAX_RULES:
        raise LimitExceeded(f"Rule set {rule_set.name} has {MAX_RULES} rules, the most that it can have.")


def check_rule(rule: Rule) -> None:
    """Raise LimitExceeded for too many actions or recipients, InvalidParameterValue for an invalid action."""
    actions, recipients = rule.get("Actions", []), rule.get("Recipients", [])
    if len(actions) > MAX_ACTIONS:
        raise LimitExceeded(f"A rule has at most {MAX_ACTIONS} actions: {len(actions)} were given.")
    if len(recipients) > MAX_RECIPIENTS:
        raise LimitExceeded(f"A rule has at most {MAX_RECIPIENTS} recipients: {len(recipients)} were given.")
    if any(len(action) != 1 for action in actions):
        raise InvalidParameterValue("Each action must be of exactly one kind.")


def remove(rule_set: ReceiptRuleSet, name: str) -> None:
    """Delete a rule. A missing rule is not an error [AWS: DeleteReceiptRule declares none for it]."""
    rule_set.rules = [rule for rule in rule_set.rules if rule["Name"] != name]


def reorder(rule_set: ReceiptRuleSet, names: Sequence[str]) -> None:
    """Reorder the rules. ``names`` must have each rule once. Raises RuleDoesNotExist or InvalidParameterValue."""
    rules = {rule["Name"]: rule for rule in rule_set.rules}
    for name in names:
        if name not in rules:
            raise RuleDoesNotExist(f"Rule does not exist: {name}")
    if sorted(names) != sorted(rules):
        raise InvalidParameterValue(
            f"The order must name all {len(rules)} rules of {rule_set.name}, each once: {', '.join(sorted(rules))}."
        )
    rule_set.rules = [rules[name] for name in names]


def move(rule_set: ReceiptRuleSet, name: str, after: str | None) -> None:
    """Move a rule after another rule, or to the start if ``after`` is None.

    Raises RuleDoesNotExist, or InvalidParameterValue if both are the same rule.
    """
    moved = _named(rule_set, name)
    others = [rule for rule in rule_set.rules if rule is not moved]
    place = 0
    if after is not None:
        anchor = _named(rule_set, after)
        if anchor is moved:
            raise InvalidParameterValue(f"Rule {name} can't be placed after itself.")
        place = others.index(anchor) + 1
    rule_set.rules = [*others[:place], moved, *others[place:]]


def _named(rule_set: ReceiptRuleSet, name: str) -> Rule:
    for rule in rule_set.rules:
        if rule["Name"] == name:
            return rule
    raise RuleDoesNotExist(f"Rule does not exist: {name}")
