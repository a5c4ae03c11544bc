"""The IDs that SES generates. They use moto's random numbers, so moto's seed makes them repeatable."""

from __future__ import annotations

from datetime import datetime

from moto_ses_managed.moto_compat import random_uuid


def new_message_id(now: datetime) -> str:
    """The ID of a message accepted ``now``, in SES's form: the time in milliseconds and a UUID (seen live)."""
    return f"0100{round(now.timestamp() * 1000):012x}-{random_uuid()}-000000"


def new_tenant_id() -> str:
    """The id of a tenant, in SES's form (seen live)."""
    return f"tn-{random_uuid().replace('-', '')[:30]}"


def new_endpoint_id() -> str:
    """The id of a multi-region endpoint, in SES's form: like ``abcdef12.g3h``."""
    made = random_uuid().replace("-", "")
    return f"{made[:8]}.{made[8:11]}"


def new_job_id() -> str:
    """The id of an import or export job."""
    return str(random_uuid())


def new_request_id() -> str:
    """The ID of a request: a UUID, as in each reply of SES."""
    return random_uuid()
