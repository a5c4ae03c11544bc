"""The operations of SES v2 on the tags of its resources."""

from __future__ import annotations

from moto_ses_managed.ses import tags

from ..wire.errors import BadRequest
from ..wire.parsing import Parameters
from .base import OperationsBase, operation


class TagOperations(OperationsBase):
    """Operations on tags by ARN. The replies for a resource in another Region were seen live."""

    @operation
    def tag_resource(self) -> None:
        try:
            resource = self._resource()
        except tags.OtherRegionError as error:
            raise BadRequest("Failed to tag resource") from error
        tags.add_tags(self._ses_backend, resource, self._parameters["Tags"])

    @operation
    def untag_resource(self) -> None:
        try:
            resource = self._resource()
        except tags.OtherRegionError as error:
            raise BadRequest("Failed to untag resource") from error
        tags.remove_tags(self._ses_backend, resource, self._parameters["TagKeys"])

    @operation
    def list_tags_for_resource(self) -> Parameters:
        try:
            return {"Tags": tags.tags_of(self._ses_backend, self._resource())}
        except tags.OtherRegionError:
            return {"Tags": []}

    def _resource(self) -> tags.Resource:
        return tags.find_resource(self._ses_backend, self._parameters["ResourceArn"])
