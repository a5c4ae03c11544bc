"""What makes a stack fail."""

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
        """The same, knowing what (``CREATE``, ``UPDATE``, ``DELETE``) of which resource was refused."""
        self.action, self.logical_id, self.resource_type = action, logical_id, resource_type
        return self
