"""SMTP credentials: the user name is an access key, and the password is derived from its secret."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from functools import lru_cache

import boto3

from moto_ses_managed.moto_compat import account_of_key, secret_of_key

_VERSION = b"\x04"


@dataclass(frozen=True)
class SmtpUser:
    """The account and Region of mail by SMTP."""

    account_id: str
    region: str


def smtp_password(secret_access_key: str, region: str) -> str:
    """The SMTP password for a secret access key in a Region.

    The algorithm is AWS's ["Obtaining Amazon SES SMTP credentials by converting existing AWS credentials"].
    """
    key = f"AWS4{secret_access_key}".encode()
    for part in ("11111111", region, "ses", "aws4_request", "SendRawEmail"):
        key = hmac.digest(key, part.encode(), "sha256")
    return base64.b64encode(_VERSION + key).decode("ascii")


def smtp_user(user_name: str, password: str, default_region: str) -> SmtpUser | None:
    """The user of these credentials; None if the password is wrong.

    For an access key of moto's IAM, the password must be derived from its secret, and determines the Region. Any other
    user name is accepted with any password; its account is the one that moto finds for such an access key.
    """
    account = account_of_key(user_name)
    secret = secret_of_key(user_name)
    if secret is None:
        return SmtpUser(account, default_region)
    for region in (default_region, *_regions()):
        if hmac.compare_digest(smtp_password(secret, region).encode(), password.encode()):
            return SmtpUser(account, region)
    return None


@lru_cache(maxsize=1)
def _regions() -> tuple[str, ...]:
    session = boto3.session.Session()
    partitions = session.get_available_partitions()
    return tuple(
        region for partition in partitions for region in session.get_available_regions("ses", partition_name=partition)
    )
