"""What several tests need: a client that checks each reply, and the error that a call is answered with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

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


def refusal(operation: Callable[..., Any], **parameters: Any) -> Refusal:
    """The error that the call is answered with; the model must declare it for the operation, or AWS use it for all."""
    try:
        operation(**parameters)
    except ClientError as error:
        name = error.operation_name
        declared = operation.__self__.meta.service_model.operation_model(name).error_shapes  # type: ignore[attr-defined]
        code = error.response["Error"]["Code"]
        assert code in {shape.name for shape in declared} | {"SerializationException"}, f"{name} can't answer {code}"
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return Refusal(status, code, error.response["Error"]["Message"])
    raise AssertionError(f"{parameters} should have been refused")


def _check_reply(http_response: Any, model: OperationModel, **_: Any) -> None:
    if http_response.status_code < 300 and model.output_shape is not None:
        check_shape(model.output_shape, json.loads(http_response.content or b"{}"), model.name)


def check_shape(shape: Shape, value: Any, where: str) -> None:
    """Assert that JSON fits a shape: no member that it hasn't, none missing that it requires, each of its type."""
    if isinstance(shape, StructureShape):
        assert isinstance(value, dict), where
        assert set(value) <= set(shape.members), f"{where} has members that the model hasn't: {value}"
        assert set(shape.required_members) <= set(value), f"{where} lacks members: {value}"
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
