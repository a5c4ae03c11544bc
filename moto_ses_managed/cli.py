"""The command ``moto-ses-managed``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from .simulation.errors import SesManagedError
from .version import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0, 1 where it failed, 2 for wrong arguments."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except (SesManagedError, OSError) as error:
        print(f"moto-ses-managed: {error}", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="moto-ses-managed", description="moto with Amazon SES dedicated IPs (managed)."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    server = commands.add_parser("server", help="serve moto, managed pools included, to clients in any language")
    server.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    server.add_argument("--port", default=5000, type=_port, help="0 picks a free one (default: %(default)s)")
    server.set_defaults(run=_serve)

    demo = commands.add_parser("demo", help="walk through pools, limits, conversion and sending, and print each step")
    demo.set_defaults(run=_demo)
    return parser


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 to 65535 was expected")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    from .server import serve

    serve(options.host, options.port, lambda url: print(f"Listening at {url}", flush=True))
    return 0


def _demo(_options: argparse.Namespace) -> int:
    from .demo import run

    run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
