"""The error that makes a stack fail."""

from __future__ import annotations


class ResourceRefusedError(Exception):
    """A resource could not be created, updated or deleted.

    ``code`` is SES's error code, or one of CloudFormation's handlers; ``reason`` is the resource's status reason.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.action = ""
        self.logical_id = ""
        self.resource_type = ""

    def about(self, action: str, logical_id: str, resource_type: str) -> ResourceRefusedError:
        """Add the action (``CREATE``, ``UPDATE``, ``DELETE``) and the resource that failed, and return the error."""
        self.action, self.logical_id, self.resource_type = action, logical_id, resource_type
        return self
