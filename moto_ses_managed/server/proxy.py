"""moto's proxy with managed pools: clients keep AWS's own addresses, and only their proxy is set."""

from __future__ import annotations

from ..simulation.errors import SesManagedError


class ProxyExtraMissingError(SesManagedError):
    """The proxy's libraries are not installed."""


def serve(host: str, port: int) -> None:
    """Serve as moto's proxy does, until SIGTERM or SIGINT.

    Raises ProxyExtraMissingError, or OSError where the address cannot be had.
    """
    try:
        from moto.proxy import main
    except ImportError as error:
        raise ProxyExtraMissingError("The proxy needs its extra: pip install 'moto-ses-managed[proxy]'.") from error

    from ..extension import activate

    activate()
    main(["--host", host, "--port", str(port)])
