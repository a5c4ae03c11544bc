"""moto's server with managed pools, behind a production WSGI server with persistent connections."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ..simulation.errors import SesManagedError
from .collector import look_at_new_objects_only
from .stopping import StopRequests

if TYPE_CHECKING:
    from ..state.keeper import StateKeeper
    from .connections import Server
    from .relay import Relay, RelayAddress
    from .smtp import SmtpServer

FINISH_SECONDS: Final = 2.0
"""How long running requests may take to finish when the server is stopped (our choice)."""

SAVE_SECONDS: Final = 4.0
"""How long saving the state may take after that (our choice: container engines kill after ten seconds)."""

SWITCH_SECONDS: Final = 0.001
"""Python's thread switch interval: how long a computing thread, such as one that simulates years, may block all others
(our choice: a fifth of the default, as a new connection costs the server's thread several such waits)."""

_MAIN: Final = threading.main_thread()

EXTRA_MISSING: Final = "The server needs its extra: pip install 'moto-ses-managed[server]'."


SMTP_EXTRA_MISSING: Final = "The SMTP interface needs its extra: pip install 'moto-ses-managed[smtp]'."


class ServerExtraMissingError(SesManagedError):
    """The libraries of the server are not installed."""


class StateNotSavedError(SesManagedError):
    """The server ended before its state could be saved."""


def serve(  # noqa: PLR0913  (what the command takes)
    host: str,
    port: int,
    announce: Callable[[str, str | None], None],
    *,
    smtp_port: int | None = None,
    relay: RelayAddress | None = None,
    access_log: bool = False,
    state: Path | None = None,
    allowed_origins: Sequence[str] = (),
    allowed_hosts: Sequence[str] = (),
) -> None:
    """Serve until SIGTERM or SIGINT, which end the process.

    ``announce`` is called with the URL, and the URL of SMTP or None, when both are ready. Port 0 picks a free port.
    ``smtp_port`` is the port for mail by SMTP; delivered mail is relayed to ``relay``. ``access_log`` writes a line to
    stderr for each request. ``state`` is the state file. Pages of ``allowed_origins`` may use the server, and browsers
    may call it by ``allowed_hosts``.

    Raises ServerExtraMissingError, StateError, or OSError if it cannot listen on an address.
    """
    look_at_new_objects_only()
    sys.setswitchinterval(SWITCH_SECONDS)
    keeper = _keeper(state) if state is not None else None
    application = _application(keeper.note_change if keeper else None)
    listening = _listen(host, port)
    bound_port = listening.getsockname()[1]
    smtp_listening = _listen(host, smtp_port) if smtp_port is not None else None
    name = f"[{host}]" if ":" in host else host
    url = f"http://{name}:{bound_port}"
    noted = keeper.note_change if keeper else _nothing
    smtp = _smtp(smtp_listening, noted, url) if smtp_listening is not None else None
    server = _server(
        listening, application, access_log=access_log, origins=allowed_origins, hosts=(host, *allowed_hosts)
    )
    stop = StopRequests(server.wake)
    # Bind the address before opening the state file, which may belong to the server that has the address.
    if keeper:
        keeper.start()
    # As moto's own server does, for parts of moto that call back, such as the container of a Lambda.
    os.environ.setdefault("MOTO_PORT", str(bound_port))
    handing_on = _relay(relay) if relay is not None else None
    if smtp:
        smtp.start()
    try:
        announce(
            url,
            f"smtp://{name}:{smtp_listening.getsockname()[1]}" if smtp_listening is not None else None,
        )
        while not stop.came:
            server.run_once()
    finally:
        # After any error, such as a closed stdout during the announcement.
        if smtp:
            smtp.stop()
        if handing_on:
            handing_on.stop()
        _end(server, keeper)
    # A normal exit would free all objects one by one, which takes seconds with much mail.
    _exit(0)


def _keeper(state: Path) -> StateKeeper:
    from ..extension import activate
    from ..state.keeper import StateKeeper

    activate()
    return StateKeeper(state, _complain)


def _complain(problem: str) -> None:
    print(f"moto-ses-managed: {problem}", file=sys.stderr, flush=True)


def _application(changed: Callable[[], None] | None) -> Any:
    try:
        from .application import moto_application
        from .connections import Server  # noqa: F401  (checks that waitress is installed)

        return moto_application(changed)
    except ImportError as error:
        raise ServerExtraMissingError(EXTRA_MISSING) from error


def _smtp(listening: socket.socket, changed: Callable[[], None], url: str) -> SmtpServer:
    try:
        from .smtp import SmtpServer
    except ImportError as error:
        listening.close()
        raise ServerExtraMissingError(SMTP_EXTRA_MISSING) from error
    return SmtpServer(listening, changed, url)


def _relay(address: RelayAddress) -> Relay:
    from ..events import prepare
    from ..ses.models import ManagedSESBackend
    from .relay import Relay

    relay = Relay(address, _complain)
    ManagedSESBackend.publisher = relay.beside(prepare)
    relay.start()
    return relay


def _nothing() -> None:
    """Ignore a change: there is no state file."""


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address. Raises OSError with a message that names the address."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        both = family == socket.AF_INET6 and host == "::" and socket.has_dualstack_ipv6()
        return socket.create_server(address[:2], family=family, dualstack_ipv6=both)
    except OSError as error:
        raise OSError(f"The server can't listen at {host}, port {port}: {error.strerror}.") from error


def _server(
    listening: socket.socket, application: Any, *, access_log: bool, origins: Sequence[str], hosts: Sequence[str]
) -> Server:
    from .access_log import AccessLog, log_refusal
    from .connections import Server
    from .origins import Origins

    application = Origins(application, origins, hosts)
    if access_log:
        return Server(listening, AccessLog(application), log_refusal)
    return Server(listening, application, lambda *_: None)


def _end(server: Server, keeper: StateKeeper | None) -> None:
    """Stop within FINISH_SECONDS + SAVE_SECONDS. Raises StateError or StateNotSavedError."""
    server.refuse_connections()
    until = time.monotonic() + FINISH_SECONDS
    while server.is_busy and time.monotonic() < until:
        server.run_once(0.05)
    try:
        if keeper is not None:
            _save(keeper)
    except SesManagedError as error:
        if _others_run(server):
            _complain(str(error))
            _exit(1)
        raise
    if _others_run(server):
        _exit(0)


def _others_run(server: Server) -> bool:
    """Whether there are running threads that would delay the exit of Python."""
    return server.is_busy or any(not thread.daemon for thread in threading.enumerate() if thread is not _MAIN)


def _exit(code: int) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _save(keeper: StateKeeper) -> None:
    problems: list[SesManagedError] = []

    def save() -> None:
        try:
            keeper.stop()
        except SesManagedError as error:
            problems.append(error)

    thread = threading.Thread(target=save, name="moto-ses-managed-save", daemon=True)
    thread.start()
    thread.join(SAVE_SECONDS)
    if thread.is_alive():
        raise StateNotSavedError(
            "A request is still running: what it changed, and its Region's last seconds, are not saved."
        )
    for problem in problems:
        raise problem
