"""Make stacks fail as in CloudFormation: with the resource's reason in the events, and rolled back.

moto returns a resource's error from the call itself, and keeps an incomplete stack.
"""

from __future__ import annotations

import copy
from typing import Any

from moto.cloudformation.models import ChangeSet, CloudFormationBackend, Event, Stack
from moto.cloudformation.parsing import OutputMap

from . import nesting
from .errors import ResourceRefusedError
from .resource import SesResource

_RETAINING = frozenset({"Retain", "RetainExceptOnCreate"})
"""Policies that keep a resource when it is removed from its stack."""


class ManagedCloudFormationBackend(CloudFormationBackend):
    """moto's backend, for stacks with SES resources that may be refused."""

    def create_stack(self, name: str, *args: Any, **kwargs: Any) -> Stack:
        """Create a stack. If it fails, it ends in ROLLBACK_COMPLETE; if it is nested, its parent stack fails too."""
        try:
            with nesting.stack_at_work() as is_nested:
                return super().create_stack(name, *args, **kwargs)
        except ResourceRefusedError as error:
            stack = self.get_stack(name)
            self._roll_back_creation(stack, error)
            if is_nested:
                super().delete_stack(stack.stack_id)
                raise nesting.refusal_of(stack, error) from error
            return stack

    def update_stack(
        self,
        name: str,
        template: str,
        role_arn: str | None,
        parameters: list[dict[str, Any]],
        tags: dict[str, str] | None,
    ) -> Stack:
        """Update a stack. If that fails, the stack is rolled back and ends in UPDATE_ROLLBACK_COMPLETE."""
        stack = self.get_stack(name)
        before = _Before(stack)
        new_parameters = self._resolve_update_parameters(instance=stack, incoming_params=parameters)
        try:
            with nesting.stack_at_work():
                _change_all_but_what_goes(stack, stack.parse_template(template), new_parameters, tags)
        except ResourceRefusedError as error:
            stack._add_stack_event("UPDATE_IN_PROGRESS", resource_status_reason="User Initiated")
            _fail(stack, error)
            before.restore()
            return stack
        _clean_up(stack, stack.parse_template(template))
        return super().update_stack(name, template, role_arn, parameters, tags)

    def execute_change_set(self, change_set_name: str, stack_name: str | None = None) -> None:
        """Execute a change set. If that fails, the stack is rolled back."""
        change_set = self._change_set(change_set_name, stack_name)
        if change_set is None:
            super().execute_change_set(change_set_name, stack_name)
            return
        stack = self.stacks[change_set.stack_id]
        before = _Before(stack)
        is_creation = change_set.change_set_type == "CREATE"
        try:
            with nesting.stack_at_work():
                if is_creation:
                    stack.tags = change_set.tags or {}
                else:
                    _change_all_but_what_goes(
                        stack, change_set.template_dict, change_set.parameters, change_set.tags or None
                    )
                    _clean_up(stack, change_set.template_dict)
                super().execute_change_set(change_set.change_set_id)
        except ResourceRefusedError as error:
            change_set.execution_status = "EXECUTE_FAILED"
            if is_creation:
                self._roll_back_creation(stack, error)
            else:
                _fail(stack, error)
                before.restore()

    def delete_stack(self, name_or_stack_id: str) -> None:
        """Delete a stack. If that fails, the stack remains, in DELETE_FAILED."""
        stack = self.stacks.get(name_or_stack_id)
        try:
            super().delete_stack(name_or_stack_id)
        except ResourceRefusedError as error:
            if stack is None:
                raise
            _fail(stack, error)
            stack.status = "DELETE_FAILED"
            stack._add_stack_event("DELETE_FAILED", resource_status_reason=error.reason)
            self.stacks[stack.stack_id] = stack
            return
        if stack is not None:
            _forget_resources(stack)

    def _roll_back_creation(self, stack: Stack, error: ResourceRefusedError) -> None:
        _fail(stack, error)
        stack._add_stack_event("ROLLBACK_IN_PROGRESS")
        stack.resource_map.delete()
        _forget_resources(stack)
        for name in [name for name, export in self.exports.items() if export.exporting_stack_id == stack.stack_id]:
            del self.exports[name]
        stack._add_stack_event("ROLLBACK_COMPLETE")
        stack.status = "ROLLBACK_COMPLETE"

    def _change_set(self, change_set_name: str, stack_name: str | None) -> ChangeSet | None:
        if change_set_name in self.change_sets:
            return self.change_sets[change_set_name]
        for change_set in self.change_sets.values():
            of_stack = stack_name in {None, change_set.stack_name, change_set.stack_id}
            if of_stack and change_set.change_set_name == change_set_name:
                return change_set
        return None


class _Before:
    """A stack as it was before an update."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self.template: Any = stack.template
        self._parameters = dict(stack.resource_map.input_parameters)
        self._tags = stack.tags

    def restore(self) -> None:
        """Restore the stack and its resources."""
        stack = self._stack
        stack._add_stack_event("UPDATE_ROLLBACK_IN_PROGRESS")
        stack.tags = self._tags
        stack.template = self.template
        stack._parse_template()
        resources = stack.resource_map
        # Resources that the update did not reach do not exist, and must not be removed.
        resources._resource_json_map = {
            name: resource
            for name, resource in resources._resource_json_map.items()
            if name in resources._parsed_resources
        }
        added = resources._resource_json_map.keys() - stack.template_dict["Resources"].keys()
        resources.update(stack.template_dict, self._parameters)
        for name in added:
            # If a later template has the name again, moto would treat the resource as existing.
            resources._parsed_resources.pop(name, None)
        _follow_tags(stack)
        stack.output_map = stack._create_output_map()
        stack._add_stack_event("UPDATE_ROLLBACK_COMPLETE")
        stack.status = "UPDATE_ROLLBACK_COMPLETE"


def _forget_resources(stack: Stack) -> None:
    """Empty the maps of a deleted stack: on access, moto's maps create the resources that they do not have."""
    stack.resource_map._resource_json_map = {}
    stack.output_map = OutputMap(stack.resource_map, {}, stack.stack_id)


def _change_all_but_what_goes(
    stack: Stack, template: dict[str, Any], parameters: dict[str, Any] | None, tags: dict[str, str] | None
) -> None:
    """Update the stack to ``template``, but keep the resources that ``template`` does not have.

    CloudFormation removes those last, so that nothing is lost if the update fails. If ``tags`` is None, the stack keeps
    its tags.
    """
    if tags is not None:
        stack.tags = tags
    kept = copy.deepcopy(template)
    for name, resource in stack.resource_map._resource_json_map.items():
        kept["Resources"].setdefault(name, resource)
    stack.resource_map.update(kept, parameters)
    _follow_tags(stack)


def _clean_up(stack: Stack, template: dict[str, Any]) -> None:
    """Remove the resources that the update replaced, and those that the new template does not have.

    As in CloudFormation, a resource that SES refuses to delete remains, outside the stack; an event gives the reason.
    """
    resources = stack.resource_map
    goes = []
    for name, resource in _resources_of(stack).items():
        declared = resources._resource_json_map[name]
        if resource.replaces is not None and declared.get("UpdateReplacePolicy") not in _RETAINING:
            goes.append(resource.replaces)
        resource.replaces = None
        if name in template["Resources"]:
            continue
        if declared.get("DeletionPolicy") not in _RETAINING:
            goes.append(resource)
        del resources._resource_json_map[name], resources._parsed_resources[name]
    for error in _remove_all(goes):
        _fail(stack, error)


def _remove_all(resources: list[SesResource]) -> list[ResourceRefusedError]:
    """Remove resources, in any order that SES accepts. Return the errors of those that SES refuses to delete."""
    while True:
        kept, refusals = [], []
        for resource in resources:
            try:
                resource.delete(resource.ses.account_id, resource.ses.region_name)
            except ResourceRefusedError as error:
                kept.append(resource)
                refusals.append(error)
        if len(kept) in {0, len(resources)}:
            return refusals
        resources = kept


def _follow_tags(stack: Stack) -> None:
    """Apply the stack's current tags to all its resources, including those that the template did not change."""
    for resource in _resources_of(stack).values():
        resource.follow_stack_tags()


def _resources_of(stack: Stack) -> dict[str, SesResource]:
    """The stack's SES resources, by logical ID."""
    made = stack.resource_map._parsed_resources
    return {
        name: made[name] for name in stack.resource_map._resource_json_map if isinstance(made.get(name), SesResource)
    }


def _fail(stack: Stack, error: ResourceRefusedError) -> None:
    stack.events.append(
        Event(
            stack_id=stack.stack_id,
            stack_name=stack.name,
            logical_resource_id=error.logical_id or nesting.logical_id_of(error, stack),
            physical_resource_id="",
            resource_type=error.resource_type,
            resource_status=f"{error.action}_FAILED",
            resource_status_reason=error.reason,
            resource_properties=None,
        )
    )
