"""The operations of SES v1 for receiving mail: receipt filters, and what moto lacks of receipt rules."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult
from moto.ses.models import ReceiptRuleSet

from moto_ses_managed.wire.pagination import PageRules

from ..receiving import filters, rules
from ..receiving.filters import FilterPolicy, ReceiptFilter
from .request import ResponsesBase

_RULE_SETS = PageRules(position_message="Invalid NextToken <{token}>.")
"""[AWS: ListReceiptRuleSets returns up to 100 rule sets at a time; an account has at most 40.]"""


class ReceivingResponses(ResponsesBase):
    """Operations on receipt rules and filters. moto handles the other operations, with the same rule sets."""

    def create_receipt_rule_set(self) -> ActionResult:
        rules.check_new_set(self.managed_backend.receipt_rule_set)
        return super().create_receipt_rule_set()

    def clone_receipt_rule_set(self) -> ActionResult:
        rules.check_new_set(self.managed_backend.receipt_rule_set)
        return super().clone_receipt_rule_set()

    def create_receipt_rule(self) -> ActionResult:
        rule_set = self.managed_backend.receipt_rule_set.get(self._get_param("RuleSetName"))
        if rule_set is not None:
            rules.check_new_rule(rule_set, self._get_param("Rule"))
        return super().create_receipt_rule()

    def update_receipt_rule(self) -> ActionResult:
        rule = self._get_param("Rule")
        rules.check_rule(rule)
        self.managed_backend.describe_receipt_rule(self._get_param("RuleSetName"), rule["Name"])
        self.managed_backend._validate_receipt_rule_actions(rule)
        return super().update_receipt_rule()

    def delete_receipt_rule(self) -> ActionResult:
        rules.remove(self._rule_set(), self._get_param("RuleName"))
        return EmptyResult()

    def reorder_receipt_rule_set(self) -> ActionResult:
        rules.reorder(self._rule_set(), self._get_param("RuleNames"))
        return EmptyResult()

    def set_receipt_rule_position(self) -> ActionResult:
        rules.move(self._rule_set(), self._get_param("RuleName"), self._get_param("After") or None)
        return EmptyResult()

    def list_receipt_rule_sets(self) -> ActionResult:
        rule_sets = self.managed_backend.receipt_rule_set
        names = sorted(rule_sets)
        return self._page("RuleSets", names, key=str, show=lambda name: rule_sets[name].metadata, rules=_RULE_SETS)

    def create_receipt_filter(self) -> ActionResult:
        receipt_filter = self._get_param("Filter")
        source = receipt_filter["IpFilter"]
        new = ReceiptFilter(receipt_filter["Name"], FilterPolicy(source["Policy"]), source["Cidr"])
        filters.add(self.managed_backend.receipt_filters, new)
        return EmptyResult()

    def delete_receipt_filter(self) -> ActionResult:
        """Delete a filter. A missing filter is not an error [AWS: DeleteReceiptFilter declares none]."""
        self.managed_backend.receipt_filters.pop(self._get_param("FilterName"), None)
        return EmptyResult()

    def list_receipt_filters(self) -> ActionResult:
        filters = [
            {"Name": each.name, "IpFilter": {"Policy": each.policy.value, "Cidr": each.cidr}}
            for each in self.managed_backend.receipt_filters.values()
        ]
        return ActionResult({"Filters": filters})

    def _rule_set(self) -> ReceiptRuleSet:
        return rules.named_set(self.managed_backend.receipt_rule_set, self._get_param("RuleSetName"))
