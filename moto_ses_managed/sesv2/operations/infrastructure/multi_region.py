"""The operations of SES v2 on multi-region endpoints (global endpoints)."""

from __future__ import annotations

from moto.ses.models import ses_backends

from moto_ses_managed.ses.arns import ENDPOINT_ARN_KIND, arn
from moto_ses_managed.ses.endpoints.store import MultiRegionEndpoint
from moto_ses_managed.ses.ids import new_endpoint_id
from moto_ses_managed.ses.tags import check_tags

from ...wire.errors import BadRequest
from ...wire.parsing import Parameters
from ..base import OperationsBase, operation


class MultiRegionOperations(OperationsBase):
    """Operations on multi-region endpoints.

    An endpoint is ready when CreateMultiRegionEndpoint returns, and gone when DeleteMultiRegionEndpoint returns. Mail
    through an endpoint is sent from the Region of the request.
    """

    @operation
    def create_multi_region_endpoint(self) -> Parameters:
        name, tags = self._parameters["EndpointName"], self._parameters.get("Tags", [])
        routes = [route["Region"] for route in self._parameters["Details"]["RoutesDetails"]]
        self._check_routes(routes)
        check_tags(tags)
        endpoint = MultiRegionEndpoint(name, new_endpoint_id(), routes[0], self._now)
        self._ses_backend.endpoints.add(endpoint)
        self._ses_backend.tagger.tag_resource(arn(self._ses_backend, ENDPOINT_ARN_KIND, name), tags)
        return {"Status": "CREATING", "EndpointId": endpoint.endpoint_id}

    @operation
    def get_multi_region_endpoint(self) -> Parameters:
        endpoint = self._ses_backend.endpoints.named(self._parameters["EndpointName"])
        return _summary(endpoint) | {"Routes": [{"Region": region} for region in self._regions(endpoint)]}

    @operation
    def list_multi_region_endpoints(self) -> Parameters:
        endpoints = self._ses_backend.endpoints.by_name
        return self._page(
            "MultiRegionEndpoints",
            endpoints.names(),
            key=str,
            show=lambda name: _summary(endpoints[name]) | {"Regions": self._regions(endpoints[name])},
        )

    @operation
    def delete_multi_region_endpoint(self) -> Parameters:
        endpoint = self._ses_backend.endpoints.named(self._parameters["EndpointName"])
        del self._ses_backend.endpoints.by_name[endpoint.name]
        self._ses_backend.tagger.delete_all_tags_for_resource(arn(self._ses_backend, ENDPOINT_ARN_KIND, endpoint.name))
        return {"Status": "DELETING"}

    def _check_routes(self, routes: list[str]) -> None:
        if len(routes) != 1:
            raise BadRequest(f"RoutesDetails must contain exactly one route configuration: {len(routes)} were given.")
        if routes[0] == self._ses_backend.region_name:
            raise BadRequest(f"The secondary Region must be another one than {routes[0]}.")
        if routes[0] not in ses_backends[self._ses_backend.account_id]:
            raise BadRequest(f"There is no Amazon SES in the Region {routes[0]!r}.")

    def _regions(self, endpoint: MultiRegionEndpoint) -> list[str]:
        """The primary Region, then the secondary one."""
        return [self._ses_backend.region_name, endpoint.secondary_region]


def _summary(endpoint: MultiRegionEndpoint) -> Parameters:
    return {
        "EndpointName": endpoint.name,
        "EndpointId": endpoint.endpoint_id,
        "Status": "READY",
        "CreatedTimestamp": endpoint.created_at,
        "LastUpdatedTimestamp": endpoint.created_at,
    }
