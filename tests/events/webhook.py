"""An HTTP endpoint of a topic's subscriber, in a thread of this process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


class Webhook:
    """What came in, in order; ``react`` is called with each message before it is answered."""

    def __init__(self, react: Callable[[str], None] | None = None) -> None:
        self.received: list[str] = []
        self.failures: list[BaseException] = []
        self.url = ""
        self.may_answer = Event()
        self.may_answer.set()
        self._react = react

    def take(self, message: str) -> None:
        self.received.append(message)
        try:
            if self._react is not None:
                self._react(message)
        except BaseException as error:
            self.failures.append(error)
            raise
        self.may_answer.wait()

    @property
    def kinds(self) -> list[str]:
        """The kinds of the events and notifications that it received."""
        documents = [json.loads(message) for message in self.received if message.startswith("{")]
        return [document.get("eventType") or document["notificationType"] for document in documents]


@contextmanager
def webhook(react: Callable[[str], None] | None = None) -> Iterator[Webhook]:
    """A Webhook that listens as long as the block."""
    hook = Webhook(react)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            hook.take(body["Message"])
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                return  # the sender did not wait for the answer

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    thread = Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    hook.url = f"http://127.0.0.1:{listening.server_port}/"
    try:
        yield hook
    finally:
        hook.may_answer.set()
        listening.shutdown()
        listening.server_close()
        thread.join()
