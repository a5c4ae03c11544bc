"""The bodies of requests, which moto's versions and modes pass on in different forms."""

from __future__ import annotations

from typing import Any


def raw_body(request: Any) -> bytes:
    """The body as it was sent, for any content type: curl sends JSON as a form by default.

    moto can still read the request's form afterwards.
    """
    if hasattr(request, "get_data"):
        data: bytes = request.get_data(cache=True, parse_form_data=False)
        return data
    body: Any = getattr(request, "body", None)
    if hasattr(body, "read"):
        body = body.read()
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    return bytes(body or b"")


def take_for_json(request: Any) -> None:
    """Make moto treat the request as JSON. Otherwise moto parses a body declared as a form, and fails for some."""
    environ = getattr(request, "environ", None)
    if environ is not None:
        environ["CONTENT_TYPE"] = "application/json"
