"""Unsubscribe links: their content and their URLs.

SES's own links are opaque and lead to its web site. These lead to a page beside moto's own API: on the server that
accepted the message, or in process in the mock, where clients such as requests can open it.
"""

from __future__ import annotations

import base64
import json
import re
from contextvars import ContextVar
from dataclasses import astuple, dataclass

from moto_ses_managed.simulation.errors import InvalidValueError

PREFIX = "/moto-api/ses-unsubscribe/"
"""The path of the page. The rest of the path says who unsubscribes from what."""

IN_PROCESS = "https://motoapi.amazonaws.com"
"""The host of moto's own API in process."""

_HOST = re.compile(r"(?P<name>[A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_LONGEST = 4_096
"""The longest end of a link, in characters; the longest address, list and topic need fewer (our choice)."""

_origin: ContextVar[str] = ContextVar("moto_ses_managed_link_origin", default=IN_PROCESS)


def set_link_host(url: str) -> None:
    """Set the host of the links in messages that this thread accepts: the host of ``url``, which a client used.

    A host of AWS, or a URL without one, means moto's own API in process.
    """
    scheme, _, rest = url.partition("://")
    host = _HOST.fullmatch(rest.partition("/")[0])
    is_own = host is not None and scheme in {"http", "https"} and not host["name"].lower().endswith("amazonaws.com")
    _origin.set(f"{scheme}://{host[0]}" if host is not None and is_own else IN_PROCESS)


@dataclass(frozen=True)
class UnsubscribeLink:
    """The content of a link: who unsubscribes from which topic, or, without a topic, from the whole list."""

    account: str
    region: str
    message_id: str
    contact_list: str
    topic: str | None
    address: str

    @property
    def url(self) -> str:
        """The URL of the link."""
        text = json.dumps(astuple(self), separators=(",", ":"))
        return f"{_origin.get()}{PREFIX}{base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')}"


def read_link(end: str) -> UnsubscribeLink:
    """Read the end of a link's path. Raises InvalidValueError."""
    wrong = InvalidValueError("This is not an unsubscribe link of a message: part of it may be missing.")
    if len(end) > _LONGEST:
        raise wrong
    try:
        parts = json.loads(base64.b64decode(f"{end}{'=' * (-len(end) % 4)}", altchars=b"-_", validate=True))
        json.dumps(parts, ensure_ascii=False).encode()  # half a surrogate pair cannot be shown on a page
    except (ValueError, RecursionError) as error:
        raise wrong from error
    texts = isinstance(parts, list) and all(isinstance(part, str) for part in [*parts[:4], *parts[5:]])
    if not texts or len(parts) != 6 or not isinstance(parts[4], (str, type(None))):
        raise wrong
    return UnsubscribeLink(*parts)
