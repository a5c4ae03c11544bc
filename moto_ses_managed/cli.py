"""The command ``moto-ses-managed``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .simulation.errors import SesManagedError
from .version import __version__

if TYPE_CHECKING:
    from .server.relay import RelayAddress

_YEARS = range(1970, 3000)
"""The years in which a simulation can start (our choice)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0, 1 if it failed, 2 for wrong arguments, 130 if interrupted."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BrokenPipeError:
        # The reader of stdout has ended (`| head`). Print nothing more, not even when the interpreter flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (SesManagedError, OSError) as error:
        print(f"moto-ses-managed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="moto-ses-managed", description="moto with Amazon SES dedicated IPs (managed)."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    server = commands.add_parser("server", help="serve moto with managed pools to clients in any language")
    server.add_argument(
        "--host", default="127.0.0.1", type=_host, help="the address to listen on (default: %(default)s)"
    )
    server.add_argument("--port", default=5000, type=_port, help="0 picks a free one (default: %(default)s)")
    server.add_argument(
        "--smtp-port",
        type=_port,
        metavar="N",
        help="accept mail by SMTP at this port, as SES's SMTP interface does; 0 picks a free one",
    )
    server.add_argument(
        "--relay",
        type=_relay,
        metavar="smtp://HOST:PORT",
        help="relay each delivered message to this SMTP server, such as Mailpit",
    )
    server.add_argument("--access-log", action="store_true", help="write a line to stderr for each request")
    server.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="load SES's state from this file if it exists, and keep it there",
    )
    server.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        type=_origin,
        metavar="URL",
        help="let web pages of this origin use the server, like those of localhost; can be repeated",
    )
    server.add_argument(
        "--allow-host",
        action="append",
        default=[],
        type=_host,
        metavar="NAME",
        help="let browsers call the server by this host name; can be repeated",
    )
    server.set_defaults(run=_serve)

    proxy = commands.add_parser("proxy", help="serve moto as a proxy, for clients that keep AWS's own addresses")
    proxy.add_argument(
        "--host", default="127.0.0.1", type=_host, help="the address to listen on (default: %(default)s)"
    )
    proxy.add_argument("--port", default=5005, type=_port, help="the port to listen on (default: %(default)s)")
    proxy.set_defaults(run=_serve_as_proxy)

    _add_simulate(commands)

    demo = commands.add_parser("demo", help="show pools, limits, conversion and sending, step by step")
    demo.set_defaults(run=_demo)

    doctor = commands.add_parser("doctor", help="print what a bug report needs: versions, hooks, operations")
    doctor.add_argument("--operations", action="store_true", help="list each operation of SES and what answers it")
    doctor.set_defaults(run=_doctor)
    return parser


_PLAN_HELP = """\
The plan is a CSV file in UTF-8 with a header; the columns may be in any order:

  day       a day, counted from 1 (12), or a range of days, both included (1-30)
  pool      the pool's name; each pool is created on day 1, as a managed pool
  isp       {isps}
  messages  messages on that day, or on each day of the range

A row applies to its days only; rows for the same day, pool and ISP add up:

  day,pool,isp,messages
  1-30,newsletter,Gmail,2000
  15,newsletter,Gmail,8000

sends 2,000 messages a day, and 10,000 on day 15.

The same plan always gives the same output: nothing is random, and day 1 is {start} unless --start is given.
"""


def _add_simulate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from .rehearsal.plan import DEFAULT_START
    from .simulation.isp import ISPS

    simulate = commands.add_parser(
        "simulate",
        help="simulate a sending plan, and print each day",
        description="Simulate managed pools with a sending plan: IPs and routes day by day, and the bill.",
        epilog=_PLAN_HELP.format(isps=", ".join(ISPS), start=DEFAULT_START),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    simulate.add_argument("--traffic", required=True, type=Path, metavar="PLAN.CSV", help="the sending plan")
    simulate.add_argument(
        "--days", type=_days, metavar="N", help="days to simulate, 1 to 3650 (default: the plan's last day)"
    )
    simulate.add_argument(
        "--start", type=_date, default=DEFAULT_START, metavar="YYYY-MM-DD", help="day 1 (default: %(default)s)"
    )
    simulate.add_argument(
        "--policy",
        type=Path,
        metavar="POLICY.JSON",
        help="use the policy in this JSON file, in the form that GET .../policy returns",
    )
    simulate.add_argument("--plot", type=Path, metavar="OUT.HTML", help="write charts to this file")
    simulate.add_argument(
        "--every-day", action="store_true", help="print every day, also days that are like the one before"
    )
    simulate.set_defaults(run=_simulate)


def _days(text: str) -> int:
    from .rehearsal.plan import MOST_DAYS

    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days: 1 to {MOST_DAYS} was expected")
    return int(text)


def _date(text: str) -> date:
    try:
        made = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        made = None
    if made is None or made.year not in _YEARS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a date: YYYY-MM-DD in the years {_YEARS[0]} to {_YEARS[-1]} was expected"
        )
    return made


def _host(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError(
            "'' is not an address: 127.0.0.1 was expected, for instance, or 0.0.0.0 to listen on all addresses"
        )
    return text


def _origin(text: str) -> str:
    from .server.origins import normalized_origin

    try:
        return normalized_origin(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not an origin: scheme, host and port were expected, as in https://app.example.com:8443"
        ) from None


def _relay(text: str) -> RelayAddress:
    from .server.relay import RelayAddress
    from .simulation.errors import InvalidValueError

    try:
        return RelayAddress.of(text)
    except InvalidValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 0 to 65535 was expected")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    from .server.serve import serve

    def announce(url: str, smtp_url: str | None) -> None:
        print(f"Listening at {url}\nThe console is at {url}/moto-api/ses-managed/", flush=True)
        if smtp_url is not None:
            print(f"SMTP is at {smtp_url}", flush=True)

    serve(
        options.host,
        options.port,
        announce,
        smtp_port=options.smtp_port,
        relay=options.relay,
        access_log=options.access_log,
        state=options.state,
        allowed_origins=options.allow_origin,
        allowed_hosts=options.allow_host,
    )
    return 0


def _serve_as_proxy(options: argparse.Namespace) -> int:
    from .server.proxy import serve

    serve(options.host, options.port)
    return 0


def _simulate(options: argparse.Namespace) -> int:
    from .commands.simulate import run

    run(
        options.traffic,
        days=options.days,
        start=options.start,
        policy=options.policy,
        plot=options.plot,
        every_day=options.every_day,
    )
    return 0


def _demo(_options: argparse.Namespace) -> int:
    from .commands.demo import run

    run()
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from .commands.doctor import run

    return run(operations=options.operations)


if __name__ == "__main__":
    sys.exit(main())
