"""How AWS refuses a call: the status, code and message of its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

_FOR_ALL_OPERATIONS = {"sesv2": {"SerializationException"}, "ses": {"InvalidParameterValue", "ValidationError"}}
"""Errors that AWS answers whatever operation it is, so that the model declares them for none."""


@dataclass(frozen=True)
class Refusal:
    """How a call was refused."""

    status: int
    code: str
    message: str


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
