"""Validates requests against botocore's model, with the messages of SES v2."""

from __future__ import annotations

from typing import Any

from botocore.model import OperationModel

from moto_ses_managed.ses.account.suppression import SuppressionReason
from moto_ses_managed.wire.constraints import Violation, detected, violations

from .errors import SCALING_MODE_WORDS, BadRequest

# Members for which SES has its own messages [seen live].
_OWN_WORDS: dict[tuple[str, str], str] = {
    ("CreateDedicatedIpPool", "PoolName"): "PoolName is required.",
    ("CreateDedicatedIpPool", "ScalingMode"): SCALING_MODE_WORDS,
    ("PutDedicatedIpPoolScalingAttributes", "ScalingMode"): SCALING_MODE_WORDS,
    ("PutDedicatedIpInPool", "DestinationPoolName"): "Pool name can't be blank.",
    ("PutConfigurationSetSuppressionOptions", "SuppressedReasons"): (
        "Reason {} is invalid, must be one of [BOUNCE, COMPLAINT]."
    ),
    ("PutDedicatedIpWarmupAttributes", "WarmupPercentage"): "Warmup Percentage can't be null.",
}


def validate(operation: OperationModel, parameters: dict[str, Any]) -> None:
    """Raise BadRequest for all values that the model forbids, with the message of AWS's validation."""
    if operation.input_shape is None:
        return
    violated = [*violations(operation.input_shape, parameters)]
    for violation in violated:
        own = _OWN_WORDS.get((operation.name, violation.member))
        if own is not None:
            raise BadRequest(own.format(_first_bad(violation)))
    if violated:
        # v2 does not repeat the value (seen live).
        raise BadRequest(
            detected(
                [f"Value at '{one.camel_path}' failed to satisfy constraint: {one.constraint}" for one in violated]
            )
        )


def _first_bad(violation: Violation) -> object:
    value = violation.value
    if not isinstance(value, list):
        return value
    known = [reason.value for reason in SuppressionReason]  # a list: what a client sends may be unhashable
    return next((item for item in value if item not in known), value)
