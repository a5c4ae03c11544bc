"""Thousands of odd requests to all of SES v2: none is a server error, none that is refused changes anything.

SES_FUZZ_REQUESTS says how many (`make fuzz`: 50,000), SES_FUZZ_SEED where the row of them begins.
"""

from __future__ import annotations

import gc
import http.client
import io
import json
import os
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import boto3
import pytest
import time_machine
from moto.core.model_instances import model_data
from moto.ses.models import ses_backends

from moto_ses_managed import SesManaged, mock_aws
from tests.hostile.fuzzing import Fuzzer, Request
from tests.support.processes import TIMEOUT

REQUESTS = int(os.environ.get("SES_FUZZ_REQUESTS", "5000"))
SEED = int(os.environ.get("SES_FUZZ_SEED", "0"))
ROWS = 4
"""Rows of requests, each a test of its own."""

A_WHILE = 250
"""Requests until everything begins anew: what succeeded has made enough of a state by then."""


class Server:
    """The server's application, called in this process with whatever bytes a socket would bring."""

    def __init__(self) -> None:
        from moto_ses_managed.server.application import moto_application

        self._application = moto_application()

    def ask(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        path, _, query = request.uri.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": request.method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "RAW_URI": request.uri,
            "REQUEST_URI": request.uri,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "5000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:5000",
            "CONTENT_LENGTH": str(len(request.body)),
            "wsgi.input": io.BytesIO(request.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in request.headers:
            key = name.upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        answered: list[Any] = []
        body = b"".join(self._application(environ, lambda status, headers, _=None: answered.extend([status, headers])))
        return int(answered[0][:3]), {name.lower(): value for name, value in answered[1]}, body


@pytest.fixture
def frozen() -> Iterator[None]:
    # Time that passes would be a change, too.
    with time_machine.travel(datetime(2026, 3, 1, 12, 0, tzinfo=timezone.utc), tick=False), mock_aws():
        yield


def populate() -> None:
    """A little of everything, in the Region that the requests go to."""
    ses, hooks = boto3.client("sesv2", "us-east-1"), SesManaged()
    hooks.reset()
    ses.create_dedicated_ip_pool(PoolName="pool")
    ses.create_dedicated_ip_pool(PoolName="managed", ScalingMode="MANAGED")
    hooks.lease_standard_ips(2, "pool")
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "managed"})
    ses.create_email_identity(EmailIdentity="example.com", ConfigurationSetName="set")
    ses.create_email_identity_policy(EmailIdentity="example.com", PolicyName="policy", Policy="{}")
    ses.create_email_template(TemplateName="template", TemplateContent={"Subject": "Hi {{name}}", "Text": "t"})
    ses.create_contact_list(ContactListName="list")
    ses.create_contact(ContactListName="list", EmailAddress="bob@example.org")
    ses.put_suppressed_destination(EmailAddress="gone@gmail.com", Reason="BOUNCE")
    bus = {"EventBusArn": "arn:aws:events:us-east-1:123456789012:event-bus/default"}
    ses.create_configuration_set_event_destination(
        ConfigurationSetName="set",
        EventDestinationName="bus",
        EventDestination={"Enabled": True, "MatchingEventTypes": ["SEND"], "EventBridgeDestination": bus},
    )
    hooks.send_traffic("managed", {"Gmail": 900}, days=4)


def state() -> str:
    from moto.ses.models import ses_backends

    from moto_ses_managed.state.kinds import Kinds
    from moto_ses_managed.state.rows import RowBook, RowChanges
    from moto_ses_managed.state.store import dumped

    backend: Any = ses_backends["123456789012"]["us-east-1"]
    with backend.step():
        backend.region.ips()  # the list that pages are made of is as it is made: no state
    # v1's statistics count what was refused: the one thing that a refusal may change.
    kept = {name: value for name, value in backend.__getstate__().items() if name != "rejected_messages_count"}
    changes = RowChanges(RowBook(Kinds()))
    tree = changes.tree_of(kept)
    return dumped([tree, [*changes.rows()]]).decode("utf-8", "surrogatepass")


def check(request: Request, status: int, headers: dict[str, str], body: bytes) -> None:
    """What holds of every answer."""
    assert status < 500 or status == 501, (request, status, body)
    assert b"Traceback" not in body, request
    assert b"/site-packages/" not in body, request
    assert b"X-Injected" not in b"".join(name.encode() for name in headers), request
    if status >= 400 and request.method not in {"HEAD", "OPTIONS", "PATCH"} and request.uri.startswith("/v2/email/"):
        reply = json.loads(body)
        assert reply["message"], request
        assert reply["__type"], request
    elif status == 200 and request.uri.startswith("/v2/email/") and request.method != "HEAD":
        assert body == b"" or isinstance(json.loads(body), dict), request


@pytest.mark.slow
@pytest.mark.parametrize("row", range(ROWS))
def test_no_request_is_a_server_error_and_none_that_is_refused_changes_anything(frozen: None, row: int) -> None:
    fuzzer, server = Fuzzer(SEED * ROWS + row), Server()
    outcomes: Counter[int] = Counter()
    before = ""
    for number in range(REQUESTS // ROWS):
        if number % A_WHILE == 0:
            ses_backends.reset()
            populate()
            before = state()
        request = fuzzer.next()
        status, headers, body = server.ask(request)
        check(request, status, headers, body)
        after = state()
        if status >= 400 or request.method in {"GET", "HEAD", "OPTIONS"}:
            assert after == before, (request, status, body)
        before = after
        outcomes[status] += 1
    # Requests that all fail at the first check, or all succeed, would show nothing.
    assert outcomes[200] > 0.1 * outcomes.total()
    assert outcomes[400] > 0.1 * outcomes.total()
    assert outcomes[404] > 0.02 * outcomes.total()


@pytest.mark.slow
def test_what_was_answered_leaves_no_memory_behind(frozen: None) -> None:
    server = Server()

    def repeat() -> int:
        fuzzer = Fuzzer(SEED + 1_000_000)
        populate()
        for _ in range(200):
            server.ask(fuzzer.next())
        SesManaged().reset()
        # moto keeps a list of all that was ever made until it is reset as a whole, which in turn fills a cache of its.
        for models in model_data.values():
            for model in models.values():
                setattr(model, "instances_tracked", [])  # noqa: B010  (moto's metaclass gives it to each class)
        gc.collect()
        return tracemalloc.get_traced_memory()[0] if tracemalloc.is_tracing() else 0

    # Modules are imported in the first round, and caches filled.
    repeat()
    tracemalloc.start()
    try:
        seen = [repeat() for _ in range(6)]
    finally:
        tracemalloc.stop()
    # Caches breathe; requests that left 100 bytes each would show.
    assert min(seen[3:]) - min(seen[:3]) < 60_000, seen


def test_the_same_through_a_socket(server_url: str) -> None:
    url = urlsplit(server_url)
    fuzzer = Fuzzer(SEED + 2_000_000)
    outcomes: Counter[int] = Counter()
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=TIMEOUT)
    for _ in range(max(400, REQUESTS // 10)):
        request = fuzzer.next()
        # http.client refuses what is not a token; a space ends the path for every server.
        connection.putrequest(request.method, request.uri.replace(" ", "%20"), skip_accept_encoding=True)
        for name, value in request.headers:
            connection.putheader(name, value.encode("utf-8"))
        connection.putheader("x-moto-account-id", "660000000001")
        connection.putheader("Content-Length", str(len(request.body)))
        connection.endheaders(request.body)
        response = connection.getresponse()
        check(request, response.status, dict(response.getheaders()), response.read())
        outcomes[response.status] += 1
    connection.close()
    assert outcomes[200] > 20
    assert outcomes[400] > 20
