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
"""Seconds that an HTTP endpoint has to answer (our choice: SNS itself waits 15, which a test need not)."""


@contextmanager
def lost_where_unreachable(target: str) -> Iterator[None]:
    """Log, instead of raising, that what is on the way to ``target`` cannot be delivered there.

    moto fails in many ways on what stands behind a topic, a rule or a stream: a queue, function or bucket that is gone,
    an endpoint that refuses or does not answer in time, a message that is not taken. The mail has been sent by then.
    """
    try:
        with deliveries_within(DELIVERY_TIMEOUT):
            yield
    except (ServiceException, JsonRESTError, NotImplementedError, RequestException, RuntimeError) as error:
        # Errors of the other service, a target that moto does not call, an endpoint, a stream's bucket or endpoint.
        _log.warning("What SES published to %s is lost: %s", target, error)
    except Exception:  # noqa: BLE001
        # What moto stumbles over (a rule's transformer, say) is logged whole: it may be a fault of moto's.
        _log.warning("What SES published to %s is lost.", target, exc_info=True)
