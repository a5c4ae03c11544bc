"""SES v2's operations on the tags of its resources."""

from __future__ import annotations

from moto_ses_managed.ses import tags

from ..wire.parsing import Parameters
from .base import OperationsBase, operation


class TagOperations(OperationsBase):
    """Tags by ARN."""

    @operation
    def tag_resource(self) -> None:
        resource = tags.find_resource(self._core, self._parameters["ResourceArn"])
        tags.add_tags(self._core, resource, self._parameters["Tags"])

    @operation
    def untag_resource(self) -> None:
        resource = tags.find_resource(self._core, self._parameters["ResourceArn"])
        tags.remove_tags(self._core, resource, self._parameters["TagKeys"])

    @operation
    def list_tags_for_resource(self) -> Parameters:
        resource = tags.find_resource(self._core, self._parameters["ResourceArn"])
        return {"Tags": tags.tags_of(self._core, resource)}
