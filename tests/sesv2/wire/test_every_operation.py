"""Each operation of the installed model, with the least that it asks for: answered as the model says, never a 5xx."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.session import Session
from moto.core.utils import camelcase_to_underscores

OPERATIONS = Session().get_service_model("sesv2").operation_names

_VALUES: dict[str, Any] = {
    "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/c",
    "S3Url": "s3://bucket/key",
    "PoolName": "pool",
    "NextToken": "AAAA",
    "TemplateData": "{}",
}


def least(shape: Shape, name: str = "") -> Any:
    """A value of the shape: only what is required, the first of an enum, the shortest of a list."""
    if isinstance(shape, StructureShape):
        return {member: least(shape.members[member], member) for member in shape.required_members}
    if isinstance(shape, ListShape):
        return [least(shape.member)] * max(1, shape.metadata.get("min", 0))
    if isinstance(shape, MapShape):
        return {least(shape.key): least(shape.value)}
    if "enum" in shape.metadata:
        return shape.metadata["enum"][0]
    return {
        "boolean": False,
        "integer": 1,
        "long": 1,
        "double": 1.0,
        "timestamp": datetime(2026, 1, 1, tzinfo=timezone.utc),
        "blob": b"x",
    }.get(shape.type_name, _VALUES.get(name, "name"))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_with_the_least_it_asks_for_is_answered(ses: Any, operation: str) -> None:
    model = ses.meta.service_model.operation_model(operation)
    parameters = least(model.input_shape) if model.input_shape is not None else {}
    try:
        getattr(ses, camelcase_to_underscores(operation))(**parameters)
    except ClientError as error:
        status, code = error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"]
        assert 400 <= status < 500
        assert code in {shape.name for shape in model.error_shapes}
        assert error.response["Error"]["Message"]
