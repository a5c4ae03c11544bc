"""Mail that is sent through a multi-region endpoint."""

from __future__ import annotations

from moto_ses_managed.simulation.errors import Kind, NotFoundError

from ..models import ManagedSESBackend
from ..siblings import others, regions_of

DEFAULT_REGION = "us-east-1"
"""moto's Region for requests that name none."""


def check_endpoint(backend: ManagedSESBackend, endpoint_id: str) -> None:
    """Raise NotFoundError if the account has no endpoint with this ID that includes this Region.

    The wording is our choice.
    """
    if backend.endpoints.of_id(endpoint_id) is not None or _is_secondary(backend, endpoint_id):
        return
    raise NotFoundError(Kind.ENDPOINT, endpoint_id, f"Multi-region endpoint <{endpoint_id}> does not exist.")


def region_of_endpoint(account: str, endpoint_id: str) -> str:
    """The primary Region of an endpoint of the account, for requests that name no Region.

    For an unknown endpoint, it is the Region that then refuses the request.
    """
    for name, backend in regions_of(account).items():
        if isinstance(backend, ManagedSESBackend) and backend.endpoints.of_id(endpoint_id) is not None:
            return name
    return DEFAULT_REGION


def _is_secondary(backend: ManagedSESBackend, endpoint_id: str) -> bool:
    """Whether this is the secondary Region of an endpoint that was created in another Region."""
    managed = (other for other in others(backend) if isinstance(other, ManagedSESBackend))
    endpoint = next(filter(None, (other.endpoints.of_id(endpoint_id) for other in managed)), None)
    return endpoint is not None and endpoint.secondary_region == backend.region_name
