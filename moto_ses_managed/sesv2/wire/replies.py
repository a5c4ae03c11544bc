"""HTTP replies of SES v2."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from http import HTTPStatus
from typing import Any

from botocore.model import ListShape, OperationModel, Shape, StructureShape

from moto_ses_managed.ses.ids import new_request_id

Reply = tuple[int, dict[str, Any], Any]
"""Status, headers and body, in moto's form."""


def success(operation: OperationModel, output: Any) -> Reply:
    """The members of an operation's output, as JSON: those that the client's version of the model has."""
    known = _known(operation.output_shape, output) if output and operation.output_shape else {}
    return _reply(HTTPStatus.OK, {}, _ENCODER.encode(known))


def failure(status: HTTPStatus, code: str, message: str) -> Reply:
    """An error in the form of SES. moto's serializer writes ``Message``, which only some SDKs accept."""
    return _reply(status, {"x-amzn-errortype": code}, json.dumps({"__type": code, "message": message}))


def _reply(status: HTTPStatus, headers: dict[str, Any], body: str) -> Reply:
    headers["content-type"] = "application/json"
    headers["x-amzn-requestid"] = new_request_id()
    return int(status), headers, body


def _known(shape: Shape, value: Any) -> Any:
    if isinstance(shape, StructureShape):
        members = shape.members
        return {name: _known(members[name], item) for name, item in value.items() if name in members}
    if isinstance(shape, ListShape) and isinstance(shape.member, StructureShape):
        return [_known(shape.member, item) for item in value]
    return value


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"{value!r} is not a value of an output shape.")


_ENCODER = json.JSONEncoder(default=_as_json)
