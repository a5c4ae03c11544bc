"""The defaults of the hooks: the account, the Region and the server, from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Annotated

from moto_ses_managed.simulation.errors import InvalidValueError

IN_PROCESS = "in process"
"""The mock of this process, in every mode of moto."""

_MODES = ("TEST_SERVER_MODE", "TEST_PROXY_MODE")


@dataclass(frozen=True)
class Selection:
    """The AWS account and Region."""

    region: str = "us-east-1"
    account_id: Annotated[str, {"pattern": "^[0-9]{12}$", "description": "12 digits"}] = "123456789012"


def selection(region: str | None, account_id: str | None) -> Selection:
    """The Region and the account. Raises InvalidValueError if one is not a string.

    The Region defaults to AWS_REGION, or AWS_DEFAULT_REGION; the account to moto's own variable, MOTO_ACCOUNT_ID.
    """
    default = Selection()
    environment = os.environ
    region = region or environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or default.region
    account_id = account_id or environment.get("MOTO_ACCOUNT_ID") or default.account_id
    for parameter, value in (("region", region), ("account_id", account_id)):
        if not isinstance(value, str):
            raise InvalidValueError(f"{parameter} must be a string: {value!r} was given.")
    return Selection(region, account_id)


def server(url: str | None) -> str | None:
    """The server to call: ``url``, else the server of moto's server or proxy mode, else None for this process."""
    if url == IN_PROCESS:
        return None
    if url is not None or not any(mode in os.environ for mode in _MODES):
        return url
    from moto_ses_managed.moto_compat import server_of_this_mode

    return server_of_this_mode()
