"""Stacks as a test makes them."""

from __future__ import annotations

import json
from typing import Any

import boto3

from tests.support.clients import REGION


class Stacks:
    """A CloudFormation client's calls on templates that are dictionaries."""

    def __init__(self, region: str = REGION, **options: Any) -> None:
        self._client: Any = boto3.client("cloudformation", region, **options)

    def create(
        self, resources: dict[str, Any], name: str = "stack", *, tags: dict[str, str] | None = None, **template: Any
    ) -> str:
        """The status that the stack has then."""
        body = json.dumps({"Resources": resources, **template})
        self._client.create_stack(StackName=name, TemplateBody=body, Tags=listed(tags))
        return self.status(name)

    def update(
        self, resources: dict[str, Any], name: str = "stack", *, tags: dict[str, str] | None = None, **template: Any
    ) -> str:
        body = json.dumps({"Resources": resources, **template})
        self._client.update_stack(StackName=name, TemplateBody=body, Tags=listed(tags))
        return self.status(name)

    def carry_out_change_set(
        self, resources: dict[str, Any], kind: str, name: str = "stack", *, tags: dict[str, str] | None = None
    ) -> str:
        made = self._client.create_change_set(
            StackName=name,
            ChangeSetName="change",
            ChangeSetType=kind,
            TemplateBody=json.dumps({"Resources": resources}),
            Tags=listed(tags),
        )
        self._client.execute_change_set(ChangeSetName=made["Id"])
        return self.status(name)

    def delete(self, name: str = "stack") -> None:
        self._client.delete_stack(StackName=name)

    def status(self, name: str = "stack") -> str:
        return str(self.described(name)["StackStatus"])

    def described(self, name: str = "stack") -> dict[str, Any]:
        [stack] = self._client.describe_stacks(StackName=name)["Stacks"]
        return dict(stack)

    def outputs(self, name: str = "stack") -> dict[str, str]:
        return {output["OutputKey"]: output["OutputValue"] for output in self.described(name)["Outputs"]}

    def physical_id(self, resource: str, name: str = "stack") -> str:
        description = self._client.describe_stack_resource(StackName=name, LogicalResourceId=resource)
        return str(description["StackResourceDetail"]["PhysicalResourceId"])

    def failure(self, name: str = "stack") -> tuple[str, str, str]:
        """Status, resource and reason of the last event about a resource that failed."""
        events = self._client.describe_stack_events(StackName=name)["StackEvents"]
        event = next(
            event
            for event in events
            if event["ResourceStatus"].endswith("_FAILED") and event["LogicalResourceId"] != name
        )
        return event["ResourceStatus"], event["LogicalResourceId"], event["ResourceStatusReason"]


def listed(tags: dict[str, str] | None) -> list[dict[str, str]]:
    """Tags as the API has them."""
    return [{"Key": key, "Value": value} for key, value in (tags or {}).items()]


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    """A resource of a template; ``kind`` is its type without ``AWS::SES::``."""
    return {"Type": f"AWS::SES::{kind}", "Properties": properties}


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def attribute(name: str, of: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [of, name]}
