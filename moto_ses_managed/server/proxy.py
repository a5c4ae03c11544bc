"""moto's proxy with managed pools: clients use AWS's own addresses and set only their proxy."""

from __future__ import annotations

from ..simulation.errors import SesManagedError


class ProxyExtraMissingError(SesManagedError):
    """The libraries of the proxy are not installed."""


def serve(host: str, port: int) -> None:
    """Run moto's proxy until SIGTERM or SIGINT.

    Raises ProxyExtraMissingError, or OSError if it cannot listen on the address.
    """
    try:
        from moto.proxy import main
    except ImportError as error:
        raise ProxyExtraMissingError("The proxy needs its extra: pip install 'moto-ses-managed[proxy]'.") from error

    from ..extension import activate

    activate()
    main(["--host", host, "--port", str(port)])
