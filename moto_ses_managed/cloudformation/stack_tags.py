"""The tags of a stack. CloudFormation adds them to each of its resources that can have tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.cloudformation.models import cloudformation_backends


def tags_of_stack(account_id: str, region_name: str, stack_id: str) -> dict[str, str]:
    """The stack's own tags, by key."""
    stack = cloudformation_backends[account_id][region_name].stacks.get(stack_id)
    return dict(stack.tags) if stack is not None else {}


def with_stack_tags(settings: Mapping[str, Any], stack_tags: Mapping[str, str]) -> Mapping[str, Any]:
    """A resource's settings, with its stack's tags added to its own. The resource's own tags take precedence."""
    own = settings.get("Tags", [])
    keys = {tag["Key"] for tag in own}
    added = [{"Key": key, "Value": value} for key, value in stack_tags.items() if key not in keys]
    return {**settings, "Tags": [*own, *added]} if added else settings
