"""The access keys of moto's IAM."""

from __future__ import annotations

from typing import Any

from moto.iam.models import iam_backends


def secret_of_key(access_key: str) -> str | None:
    """The secret access key for an access key ID; None if moto's IAM does not know the ID."""
    accounts: dict[str, Any] = iam_backends
    for account in list(accounts.values()):
        for backend in list(account.values()):
            key = backend.access_keys.get(access_key)
            if key is not None:
                return str(key.secret_access_key)
    return None
