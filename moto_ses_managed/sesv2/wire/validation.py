"""What botocore's model demands of a request, refused in the words of SES v2."""

from __future__ import annotations

from typing import Any

from botocore.model import OperationModel

from moto_ses_managed.wire.constraints import violations

from .errors import SCALING_MODE_WORDS, BadRequest

# Where SES answers a bad or missing member with words of its own [seen live].
_OWN_WORDS: dict[tuple[str, str], str] = {
    ("CreateDedicatedIpPool", "PoolName"): "PoolName is required.",
    ("CreateDedicatedIpPool", "ScalingMode"): SCALING_MODE_WORDS,
    ("PutDedicatedIpPoolScalingAttributes", "ScalingMode"): SCALING_MODE_WORDS,
    ("PutDedicatedIpInPool", "DestinationPoolName"): "Pool name can't be blank.",
    ("PutDedicatedIpWarmupAttributes", "WarmupPercentage"): "Warmup Percentage can't be null.",
}


def validate(operation: OperationModel, parameters: dict[str, Any]) -> None:
    """Raise BadRequest for the first value that the model forbids, in the words of AWS's own validation."""
    if operation.input_shape is None:
        return
    for path, reason in violations(operation.input_shape, parameters):
        own = _OWN_WORDS.get((operation.name, path.partition(".")[0]))
        raise BadRequest(own or f"1 validation error detected: {reason}")
