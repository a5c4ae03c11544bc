"""What several tests need: a client that checks each reply, and the error that a call is answered with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.session import Session

REGION = "us-east-1"
ACCOUNT = "123456789012"

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "double": (int, float),
    "float": (int, float),
    "timestamp": (int, float),
    "blob": (str,),
}


_LEFT_OUT_BY_SES = {"MailFromAttributes": {"MailFromDomain", "MailFromDomainStatus"}}
"""What the model requires of a reply and the live service leaves out: without a MAIL FROM domain, for instance."""


@dataclass(frozen=True)
class Refusal:
    """How a call was refused."""

    status: int
    code: str
    message: str


def ses_client(region: str = REGION, **options: Any) -> Any:
    """A SES v2 client whose every reply must fit the output shape of botocore's model, member by member."""
    client = boto3.client("sesv2", region_name=region, **options)
    client.meta.events.register("after-call.sesv2", _check_reply)
    return client


_FOR_ALL_OPERATIONS = {"sesv2": {"SerializationException"}, "ses": {"InvalidParameterValue", "ValidationError"}}
"""Errors that AWS answers whatever operation it is, so that the model declares them for none."""


def of_model_with(operation: str, member: str | None = None) -> pytest.MarkDecorator:
    """Skips a test where the installed botocore's model is too old to have an operation, or a member of its request."""
    model = Session().get_service_model("sesv2")
    known = operation in model.operation_names
    known = known and (member is None or member in model.operation_model(operation).input_shape.members)
    return pytest.mark.skipif(not known, reason=f"this botocore has no {operation} {member or ''}: NOT tested")


def refusal(operation: Callable[..., Any], **parameters: Any) -> Refusal:
    """The error that the call is answered with; the model must declare it for the operation, or AWS use it for all."""
    try:
        operation(**parameters)
    except ClientError as error:
        model = operation.__self__.meta.service_model  # type: ignore[attr-defined]
        declared = {
            shape.metadata.get("error", {}).get("code", shape.name)
            for shape in model.operation_model(error.operation_name).error_shapes
        }
        answer = refusal_of(error)
        allowed = declared | _FOR_ALL_OPERATIONS[model.service_name]
        assert answer.code in allowed, f"{error.operation_name} can't answer {answer.code}"
        return answer
    raise AssertionError(f"{parameters} should have been refused")


def refusal_of(error: ClientError) -> Refusal:
    """What a client was answered with."""
    answer = error.response["Error"]
    return Refusal(error.response["ResponseMetadata"]["HTTPStatusCode"], answer["Code"], answer["Message"])


def _check_reply(http_response: Any, model: OperationModel, **_: Any) -> None:
    if http_response.status_code < 300 and model.output_shape is not None:
        check_shape(model.output_shape, json.loads(http_response.content or b"{}"), model.name)


def check_shape(shape: Shape, value: Any, where: str) -> None:
    """Assert that JSON fits a shape: no member that it hasn't, none missing that it requires, each of its type."""
    if isinstance(shape, StructureShape):
        assert isinstance(value, dict), where
        assert set(value) <= set(shape.members), f"{where} has members that the model hasn't: {value}"
        missing = set(shape.required_members) - set(value) - _LEFT_OUT_BY_SES.get(shape.name, set())
        assert not missing, f"{where} lacks {missing}: {value}"
        for name, item in value.items():
            check_shape(shape.members[name], item, f"{where}.{name}")
    elif isinstance(shape, ListShape):
        assert isinstance(value, list), where
        for item in value:
            check_shape(shape.member, item, where)
    elif isinstance(shape, MapShape):
        for item in value.values():
            check_shape(shape.value, item, where)
    else:
        assert isinstance(value, _PYTHON_TYPES[shape.type_name]), f"{where}: {value!r} is no {shape.type_name}"
        assert value in shape.metadata.get("enum", [value]), f"{where}: {value!r} is not in the model's enum"
