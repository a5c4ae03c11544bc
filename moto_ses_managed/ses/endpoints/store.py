"""The multi-region endpoints that were created in a Region."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from moto_ses_managed.simulation.errors import AlreadyExistsError, Kind, NotFoundError

from ..sorted_dict import SortedDict


@dataclass(frozen=True)
class MultiRegionEndpoint:
    """An endpoint. Its primary Region is the Region in which it was created."""

    name: str
    endpoint_id: str
    secondary_region: str
    created_at: datetime


@dataclass
class MultiRegionEndpoints:
    """The endpoints by name."""

    by_name: SortedDict[str, MultiRegionEndpoint] = field(default_factory=SortedDict)

    def named(self, name: str) -> MultiRegionEndpoint:
        """The endpoint with this name. Raises NotFoundError."""
        endpoint = self.by_name.get(name)
        if endpoint is None:
            raise NotFoundError(Kind.ENDPOINT, name, f"Multi-region endpoint <{name}> does not exist.")
        return endpoint

    def of_id(self, endpoint_id: str) -> MultiRegionEndpoint | None:
        """The endpoint with this ID, or None. Other Regions can call this while the endpoints change."""
        known = dict.copy(self.by_name).values()
        return next((endpoint for endpoint in known if endpoint.endpoint_id == endpoint_id), None)

    def add(self, endpoint: MultiRegionEndpoint) -> None:
        """Add an endpoint. Raises AlreadyExistsError."""
        if endpoint.name in self.by_name:
            words = f"Multi-region endpoint <{endpoint.name}> already exists."
            raise AlreadyExistsError(Kind.ENDPOINT, endpoint.name, words)
        self.by_name[endpoint.name] = endpoint
