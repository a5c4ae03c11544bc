"""The links by which a contact unsubscribes: what one says, and where it leads.

SES's own links are opaque, and lead to its web site. These lead to a page beside moto's own API: in a server to the one
that took the message, in process to the mock, where clients such as requests reach it.
"""

from __future__ import annotations

import base64
import json
import re
from contextvars import ContextVar
from dataclasses import astuple, dataclass

from moto_ses_managed.simulation.errors import InvalidValueError

PREFIX = "/moto-api/ses-unsubscribe/"
"""Where the page is. What follows says who unsubscribes from what."""

IN_PROCESS = "https://motoapi.amazonaws.com"
"""The host that moto's own API has in process."""

_HOST = re.compile(r"(?P<name>[A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_LONGEST = 4_096
"""Characters of a link's end: the longest address, list and topic need fewer (our choice)."""

_origin: ContextVar[str] = ContextVar("moto_ses_managed_link_origin", default=IN_PROCESS)


def lead_links_to(url: str) -> None:
    """Have the links of the messages that this thread takes in lead to the host of a URL, where a client reached it.

    One of AWS's, or what is none, stands for moto's own API in process.
    """
    scheme, _, rest = url.partition("://")
    host = _HOST.fullmatch(rest.partition("/")[0])
    is_own = host is not None and scheme in {"http", "https"} and not host["name"].lower().endswith("amazonaws.com")
    _origin.set(f"{scheme}://{host[0]}" if host is not None and is_own else IN_PROCESS)


@dataclass(frozen=True)
class UnsubscribeLink:
    """Who unsubscribes from what by a link: from the topic, or without one from the whole list."""

    account: str
    region: str
    message_id: str
    contact_list: str
    topic: str | None
    address: str

    @property
    def url(self) -> str:
        """Where it leads."""
        text = json.dumps(astuple(self), separators=(",", ":"))
        return f"{_origin.get()}{PREFIX}{base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')}"


def read_link(end: str) -> UnsubscribeLink:
    """What the end of a link's path says. Raises InvalidValueError."""
    wrong = InvalidValueError("This is not an unsubscribe link of a message: part of it may be missing.")
    if len(end) > _LONGEST:
        raise wrong
    try:
        said = json.loads(base64.b64decode(f"{end}{'=' * (-len(end) % 4)}", altchars=b"-_", validate=True))
        json.dumps(said, ensure_ascii=False).encode()  # half a surrogate pair has no place on a page
    except (ValueError, RecursionError) as error:
        raise wrong from error
    texts = isinstance(said, list) and all(isinstance(part, str) for part in [*said[:4], *said[5:]])
    if not texts or len(said) != 6 or not isinstance(said[4], (str, type(None))):
        raise wrong
    return UnsubscribeLink(*said)
