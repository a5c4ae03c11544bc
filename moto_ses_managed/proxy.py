"""moto's proxy with managed pools: clients keep AWS's own addresses, and only their proxy is set."""

from __future__ import annotations


def serve(host: str, port: int) -> None:
    """Serve as moto's proxy does, until SIGTERM or SIGINT. Raises OSError where the address cannot be had."""
    from moto.proxy import main

    from .extension import activate

    activate()
    main(["--host", host, "--port", str(port)])
