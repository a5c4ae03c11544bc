"""AWS::SES::ReceiptRuleSet, AWS::SES::ReceiptRule and AWS::SES::ReceiptFilter, from SES v1."""

from __future__ import annotations

from typing import Any

from .resource import Properties, SesResource


class ReceiptRuleSet(SesResource):
    """A receipt rule set. It can't be changed, only replaced."""

    type_name = "AWS::SES::ReceiptRuleSet"
    properties = frozenset({"RuleSetName"})

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        return settings.get("RuleSetName")

    def create(self) -> None:
        self.ses.v1("CreateReceiptRuleSet", RuleSetName=self.name)

    def change(self, before: Properties) -> None:
        """Do nothing: the name is the only property."""

    def remove(self) -> None:
        self.ses.remove("ses", "DeleteReceiptRuleSet", RuleSetName=self.name)


class ReceiptRule(SesResource):
    """A receipt rule, at its position in the rule set."""

    type_name = "AWS::SES::ReceiptRule"
    properties = frozenset({"After", "Rule", "RuleSetName"})
    required = frozenset({"Rule", "RuleSetName"})
    read_only = ("RuleName",)

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        name: str | None = settings["Rule"].get("Name")
        return name

    @classmethod
    def parent(cls, settings: Properties) -> str | None:
        return str(settings["RuleSetName"])

    @property
    def _parameters(self) -> dict[str, Any]:
        return {"RuleSetName": self.settings["RuleSetName"], "Rule": {**self.settings["Rule"], "Name": self.name}}

    @property
    def _place(self) -> dict[str, Any]:
        return {"After": self.settings["After"]} if "After" in self.settings else {}

    def create(self) -> None:
        self.ses.v1("CreateReceiptRule", **self._parameters, **self._place)

    def change(self, before: Properties) -> None:
        self.ses.v1("UpdateReceiptRule", **self._parameters)
        if before.get("After") != self.settings.get("After"):
            names = {"RuleSetName": self.settings["RuleSetName"], "RuleName": self.name}
            self.ses.v1("SetReceiptRulePosition", **names, **self._place)

    def remove(self) -> None:
        self.ses.remove("ses", "DeleteReceiptRule", RuleSetName=self.settings["RuleSetName"], RuleName=self.name)

    def attribute(self, name: str) -> str:
        del name  # the type has only one attribute
        return self.name


class ReceiptFilter(SesResource):
    """An IP address filter. It can't be changed, only replaced."""

    type_name = "AWS::SES::ReceiptFilter"
    properties = frozenset({"Filter"})
    required = properties
    read_only = ("Id",)

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        name: str | None = settings["Filter"].get("Name")
        return name

    def create(self) -> None:
        self.ses.v1("CreateReceiptFilter", Filter={**self.settings["Filter"], "Name": self.name})

    def change(self, before: Properties) -> None:
        """Do nothing: every change replaces the filter."""

    def remove(self) -> None:
        self.ses.remove("ses", "DeleteReceiptFilter", FilterName=self.name)

    def is_replaced_from(self, before: Properties) -> bool:
        return bool(before["Filter"] != self.settings["Filter"])

    def attribute(self, name: str) -> str:
        del name  # the type has only one attribute
        return self.name
