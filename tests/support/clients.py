"""A client of SES v2 that checks each reply."""

from __future__ import annotations

import json
from typing import Any

import boto3
from botocore.model import OperationModel

from tests.support.botocore_models import check_shape

REGION = "us-east-1"
ACCOUNT = "123456789012"


def ses_client(region: str = REGION, **options: Any) -> Any:
    """A SES v2 client whose every reply must fit the output shape of botocore's model, member by member."""
    client = boto3.client("sesv2", region_name=region, **options)
    client.meta.events.register("after-call.sesv2", _check_reply)
    return client


def _check_reply(http_response: Any, model: OperationModel, **_: Any) -> None:
    if http_response.status_code < 300 and model.output_shape is not None:
        check_shape(model.output_shape, json.loads(http_response.content or b"{}"), model.name)
