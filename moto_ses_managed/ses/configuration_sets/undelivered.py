"""Failures of publishing to other services: the event is lost, and the sender gets no error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from logging import getLogger
from typing import Final

from moto.core.exceptions import JsonRESTError, ServiceException
from requests import RequestException

from moto_ses_managed.moto_compat import deliveries_within

_log = getLogger(__name__)

DELIVERY_TIMEOUT: Final = 5.0
"""How long an HTTP endpoint has to reply, in seconds (our choice: SNS waits 15, too long for a test)."""


@contextmanager
def lost_where_unreachable(target: str) -> Iterator[None]:
    """Log a failed delivery to ``target``, and do not raise.

    Delivery through moto's topics, rules and streams can fail in many ways: a queue, function or bucket was deleted, an
    endpoint refuses or times out, a message is invalid. The mail has already been sent.
    """
    try:
        with deliveries_within(DELIVERY_TIMEOUT):
            yield
    except (ServiceException, JsonRESTError, NotImplementedError, RequestException, RuntimeError) as error:
        # An error of the other service, of an endpoint or of a bucket, or a target that moto does not support.
        _log.warning("What SES published to %s is lost: %s", target, error)
    except Exception:  # noqa: BLE001
        # Any other error of moto (in a rule's transformer, for example). The traceback shows whether moto is at fault.
        _log.warning("What SES published to %s is lost.", target, exc_info=True)
