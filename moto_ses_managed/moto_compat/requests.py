"""What moto does with a request besides answering it: recording, IAM, passing it through to AWS."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from moto import moto_api, settings
from moto.core import config
from moto.iam import models as iam
from moto.moto_api._internal import mock_random


def is_recording() -> bool:
    """Whether moto's recorder is active."""
    return moto_api.recorder._user_enabled


def iam_is_enforced() -> bool:
    """Whether moto checks signatures and IAM policies, now or after some more requests."""
    return math.inf != settings.INITIAL_NO_AUTH_ACTION_COUNT


def is_passed_through(url: str, *services: str) -> bool:
    """Whether moto is configured to pass a request through to AWS, or not to mock one of the services."""
    for service in services:
        if config.passthrough_service(service) or not config.service_whitelisted(service):
            return True
    return config.passthrough_url(url)


def account_of_key(access_key: str) -> str:
    """The account of an access key; moto's default account if its IAM does not know the key."""
    return str(iam.get_account_id_from(access_key))


def note_visit(account: str, access_key: str, region: str) -> None:
    """Record the last use of an access key in moto's IAM."""
    iam.mark_account_as_visited(account_id=account, access_key=access_key, service="sesv2", region=region)


def access_key_in(authorization: str) -> str | None:
    """The access key at the beginning of an Authorization header; None if it does not look like one of AWS's."""
    from moto.core.responses import BaseResponse

    match = BaseResponse.access_key_regex.search(authorization)
    return match[1] if match else None


@lru_cache(maxsize=64)  # a client sends the same header with each request
def names_region(user_agent: str) -> bool:
    """Whether moto would take the Region from this User-Agent header."""
    from moto.core.responses import BaseResponse

    return BaseResponse.region_from_useragent_regex.search(user_agent) is not None


def allows_all_origins() -> bool:
    """Whether moto's server allows pages of any site to read its responses."""
    return not settings.DISABLE_GLOBAL_CORS


def random_uuid() -> str:
    """A UUID from moto's random numbers, which are reproducible if moto has a seed."""
    return str(mock_random.uuid4())


class IamRefusal(Exception):
    """moto's IAM refused a request. ``caller`` is the ARN of the denied principal, None for an invalid signature.

    ``code`` is AWS's: AccessDenied, InvalidClientTokenId, SignatureDoesNotMatch or MissingAuthenticationToken.
    """

    def __init__(self, code: str, message: str, caller: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.caller = caller


def authorize(response: Any, action: str, resource: str) -> bool:
    """Make moto check a response's request for ``action`` (without ``ses:``) on the ARN ``resource``.

    Return whether moto checked it: while IAM is not enforced, moto only counts the request. Raises IamRefusal.
    """
    from moto.core.authorization import ActionAuthenticatorMixin
    from werkzeug.exceptions import HTTPException

    counted = ActionAuthenticatorMixin.request_count
    response._get_action = lambda: action
    data = response.data
    if response.method in {"GET", "DELETE"}:
        # For these methods moto would take the headers as the signed body, but the body is empty.
        response.data = {}
    try:
        ActionAuthenticatorMixin._authenticate_and_authorize_normal_action(response, resource)
    except HTTPException as error:
        code, message = str(getattr(error, "error_type", "AccessDenied")), str(getattr(error, "message", error))
        caller = message.removeprefix("User: ").partition(" ")[0] if code == "AccessDenied" else None
        raise IamRefusal(code, message, caller) from error
    except (KeyError, IndexError) as error:
        # How moto fails for a request without a signature, or with an incomplete one.
        raise IamRefusal("MissingAuthenticationToken", "Request is missing Authentication Token") from error
    finally:
        response.data = data
        del response._get_action
    return bool(ActionAuthenticatorMixin.request_count == counted)
