"""Requests as moto hands them over, which its versions and modes do each in their own way."""

from __future__ import annotations

from typing import Any


def raw_body(request: Any) -> bytes:
    """The body as it came, whatever its content type says: curl sends JSON as a form by default.

    A later look at the request's form finds the same bytes, so that moto is not disturbed.
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
    """Have moto take the request for JSON: it takes what says to be a form apart, and stumbles over some."""
    environ = getattr(request, "environ", None)
    if environ is not None:
        environ["CONTENT_TYPE"] = "application/json"
