"""The code under test: it mails many reminders at once, with aioboto3."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import aioboto3

REGION = "eu-west-1"


async def remind(addresses: Iterable[str], *, endpoint_url: str | None = None) -> list[str]:
    """Mail a reminder to each address; the IDs of the messages."""
    async with aioboto3.Session().client("sesv2", region_name=REGION, endpoint_url=endpoint_url) as ses:
        replies = await asyncio.gather(
            *(
                ses.send_email(
                    FromEmailAddress="hello@example.com",
                    Destination={"ToAddresses": [address]},
                    Content={"Simple": {"Subject": {"Data": "Tomorrow"}, "Body": {"Text": {"Data": "At nine."}}}},
                )
                for address in addresses
            )
        )
    return [reply["MessageId"] for reply in replies]
