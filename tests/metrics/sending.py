"""When the tests of metrics begin, and the mail that they send."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from tests.support.sending import SIMPLE

START = datetime(2026, 3, 1, 7, 20, 41, tzinfo=timezone.utc)


def send(ses: Any, *recipients: str, configuration_set: str | None = "set", source: str = "me@example.com") -> None:
    ses.send_email(
        FromEmailAddress=source,
        Destination={"ToAddresses": list(recipients)},
        Content=SIMPLE,
        **({"ConfigurationSetName": configuration_set} if configuration_set else {}),
    )
