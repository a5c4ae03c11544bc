"""Mail that is sent through a multi-region endpoint."""

from __future__ import annotations

from moto_ses_managed.simulation.errors import Kind, NotFoundError

from ..models import ManagedSESBackend
from ..siblings import others


def check_endpoint(backend: ManagedSESBackend, endpoint_id: str) -> None:
    """Raise NotFoundError unless the account has an endpoint of that id with this Region among its two.

    SES's words are not known (our choice).
    """
    if backend.endpoints.of_id(endpoint_id) is not None or _is_secondary(backend, endpoint_id):
        return
    raise NotFoundError(Kind.ENDPOINT, endpoint_id, f"Multi-region endpoint <{endpoint_id}> does not exist.")


def _is_secondary(backend: ManagedSESBackend, endpoint_id: str) -> bool:
    """Whether this is the secondary Region of an endpoint that was made in another one."""
    managed = (other for other in others(backend) if isinstance(other, ManagedSESBackend))
    found = next(filter(None, (other.endpoints.of_id(endpoint_id) for other in managed)), None)
    return found is not None and found.secondary_region == backend.region_name
