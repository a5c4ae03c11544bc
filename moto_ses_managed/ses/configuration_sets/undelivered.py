"""What SES publishes to another service and cannot deliver there is lost, and never the sender's error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from logging import getLogger

from moto.core.exceptions import JsonRESTError, ServiceException
from requests import RequestException

_log = getLogger(__name__)

_GONE = frozenset(
    {
        "NotFound",  # SNS: the topic
        "AWS.SimpleQueueService.NonExistentQueue",  # SQS: a queue behind the topic or the rule
        "ResourceNotFoundException",  # Firehose: the stream; Logs: a rule's log group; Lambda: a topic's function
    }
)


@contextmanager
def lost_where_gone(target: str) -> Iterator[None]:
    """Log, instead of raising, that something of moto's on the way to ``target`` does not exist or cannot be reached.

    moto stops at the first subscriber or rule that it cannot reach: what comes after that one gets nothing either.
    """
    try:
        yield
    except (ServiceException, JsonRESTError) as error:
        code = error.code if isinstance(error, ServiceException) else error.error_type
        if code not in _GONE:
            raise
        _log.warning("What SES published to %s is lost: %s", target, error)
    except RequestException as error:
        _log.warning("What SES published to %s is lost, its HTTP endpoint did not answer: %s", target, error)
