"""What it takes to send mail: a content, and a configuration set with a managed pool."""

from __future__ import annotations

from typing import Any

SIMPLE = {"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}}
"""Content for SendEmail of v2."""


def managed_pool(ses: Any, pool: str = "pool", configuration_set: str = "set", **delivery: Any) -> None:
    """Create a managed pool, and a configuration set that sends through it; ``delivery`` are more DeliveryOptions."""
    ses.create_dedicated_ip_pool(PoolName=pool, ScalingMode="MANAGED")
    options = {"SendingPoolName": pool, **delivery}
    ses.create_configuration_set(ConfigurationSetName=configuration_set, DeliveryOptions=options)
