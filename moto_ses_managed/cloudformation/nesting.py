"""Nested stacks: if SES refuses a resource of an inner stack, the outer stack fails too, as in CloudFormation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from moto.cloudformation.models import Stack

from .errors import ResourceRefusedError

_TYPE = "AWS::CloudFormation::Stack"

_at_work: ContextVar[bool] = ContextVar("moto_ses_managed_stack_at_work", default=False)


@contextmanager
def stack_at_work() -> Iterator[bool]:
    """The context in which a stack creates its resources. Yields whether the stack is nested in another."""
    is_nested = _at_work.get()
    token = _at_work.set(True)
    try:
        yield is_nested
    finally:
        _at_work.reset(token)


class NestedStackError(ResourceRefusedError):
    """An inner stack could not be created."""

    def __init__(self, stack: Stack, reason: str) -> None:
        super().__init__("NestedStackFailed", reason)
        self.stack_name = stack.name


def refusal_of(stack: Stack, error: ResourceRefusedError) -> NestedStackError:
    """The error for the outer stack if an inner stack is rolled back."""
    failed = error.logical_id or logical_id_of(error, stack)
    refused = NestedStackError(
        stack,
        f"Embedded stack {stack.stack_id} was not successfully created: "
        f"The following resource(s) failed to create: [{failed}]. ",
    )
    refused.about("CREATE", "", _TYPE)
    return refused


def logical_id_of(error: ResourceRefusedError, outer: Stack) -> str:
    """The logical ID of an inner stack. moto does not pass it on, but the inner stack's name contains it."""
    if not isinstance(error, NestedStackError):
        return ""
    declared = outer.resource_map._resource_json_map.items()
    inner = [name for name, resource in declared if resource.get("Type") == _TYPE]
    return next((name for name in inner if error.stack_name.startswith(f"{outer.name}-{name}-")), "")
