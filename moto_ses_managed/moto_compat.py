"""All of moto's internals that this package uses: moto promises none of them, and nothing else here names them.

The other modules build on what moto's services are made of (backends, responses, exceptions). Those names stand in
``NEEDED`` too, so that ``missing()`` says at activate() what a moto lacks, not the first request that needs it.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from moto import moto_api, settings
from moto.core import base_backend, config
from moto.iam import models as iam

if TYPE_CHECKING:
    from moto.core.base_backend import BackendDict

NEEDED: Final = (
    "moto.cloudwatch.exceptions:InvalidParameterCombination",
    "moto.cloudwatch.exceptions:InvalidParameterValue",
    "moto.cloudwatch.exceptions:ValidationError",
    "moto.cloudwatch.models:CloudWatchBackend.aws_metric_data",
    "moto.cloudwatch.models:CloudWatchBackend.get_metric_data",
    "moto.cloudwatch.models:CloudWatchBackend.get_metric_statistics",
    "moto.cloudwatch.models:MetricAggregatedDatum",
    "moto.cloudwatch.models:MetricDatumBase",
    "moto.cloudwatch.models:Statistics",
    "moto.cloudwatch.models:cloudwatch_backends",
    "moto.cloudwatch.urls:url_bases",
    "moto.cloudwatch.urls:url_paths",
    "moto.core.authorization:ActionAuthenticatorMixin._authenticate_and_authorize_normal_action",
    "moto.core.base_backend:backend_lock",
    "moto.core.common_models:CloudWatchMetricProvider",
    "moto.core.exceptions:JsonRESTError",
    "moto.core.exceptions:ServiceException",
    "moto.core.responses:ActionResult",
    "moto.core.responses:EmptyResult",
    "moto.core.utils:camelcase_to_underscores",
    "moto.core.utils:get_service_model",
    "moto.core.utils:iso_8601_datetime_with_milliseconds",
    "moto.core.utils:utcnow",
    "moto.moto_api._internal:mock_random.uuid4",
    "moto.moto_api._internal.urls:url_paths",
    "moto.ses.exceptions:ConfigurationSetDoesNotExist",
    "moto.ses.exceptions:EventDestinationAlreadyExists",
    "moto.ses.exceptions:InvalidParameterValue",
    "moto.ses.exceptions:MessageRejectedError",
    "moto.ses.exceptions:SesError",
    "moto.ses.exceptions:TemplateDoesNotExist",
    "moto.ses.exceptions:TemplateNameAlreadyExists",
    "moto.ses.exceptions:ValidationError",
    "moto.ses.models:BulkTemplateMessage",
    "moto.ses.models:ConfigurationSet",
    "moto.ses.models:Contact",
    "moto.ses.models:ContactList",
    "moto.ses.models:DedicatedIpPool",
    "moto.ses.models:EmailIdentity",
    "moto.ses.models:Message",
    "moto.ses.models:RawMessage",
    "moto.ses.models:ReceiptRuleSet",
    "moto.ses.models:SESBackend.create_email_identity_v2",
    "moto.ses.models:SESFeedback",
    "moto.ses.models:SESQuota",
    "moto.ses.models:TemplateMessage",
    "moto.ses.models:ses_backends",
    "moto.ses.responses:EmailResponse._enrich_response",
    "moto.ses.responses:EmailResponse._get_action",
    "moto.ses.responses:EmailResponse._get_params",
    "moto.ses.responses:EmailResponse.call_action",
    "moto.ses.responses:EmailResponse.determine_response_protocol",
    "moto.ses.responses:EmailResponse.parse_parameters",
    "moto.ses.responses:EmailResponse.serialized",
    "moto.ses.urls:url_bases",
    "moto.sesv2.models:SESV2Backend",
    "moto.sesv2.models:sesv2_backends",
    "moto.sesv2.responses:SESV2Response.get_region_from_url",
    "moto.sesv2.responses:SESV2Response.serialized",
    "moto.sesv2.responses:SESV2Response.setup_class",
    "moto.sesv2.urls:url_bases",
    "moto.settings:TEST_SERVER_MODE",
    "moto.settings:is_test_proxy_mode",
    "moto.settings:test_proxy_mode_endpoint",
    "moto.settings:test_server_mode_endpoint",
    "moto.sns.models:Subscription.publish",
    "moto.sns.models:sns_backends",
    "moto.sns.exceptions:SNSNotFoundError",
    "moto.utilities.tagging_service:TaggingService",
)
"""Without one of these nothing works: ``module:path``."""

FOR_SHORTCUTS: Final = (
    "moto.core.config:passthrough_service",
    "moto.core.config:passthrough_url",
    "moto.core.config:service_whitelisted",
    "moto.core.models:botocore_stubber.process_request",
    "moto.core.responses:BaseResponse.access_key_regex",
    "moto.core.responses:BaseResponse.region_from_useragent_regex",
    "moto.iam.models:get_account_id_from",
    "moto.iam.models:mark_account_as_visited",
    "moto.moto_api:recorder._user_enabled",
    "moto.settings:DISABLE_GLOBAL_CORS",
    "moto.settings:INITIAL_NO_AUTH_ACTION_COUNT",
)
"""Without one of these every request takes moto's own way, which is slower."""

FOR_SERVER: Final = (
    "moto.moto_server.werkzeug_app:DomainDispatcherApplication.get_backend_for_host",
    "moto.moto_server.werkzeug_app:DomainDispatcherApplication.infer_service_region_host",
    "moto.moto_server.werkzeug_app:create_backend_app",
)
"""What the server needs besides; it loads Flask, so that only the server looks for it."""

ON_FIRST_USE: Final = (
    "moto.events.models:events_backends",
    "moto.firehose.models:firehose_backends",
    "moto.proxy:main",
)
"""Services that are loaded when an event is first published to them, without which it is lost, and moto's proxy."""


def missing(names: Iterable[str] = NEEDED) -> list[str]:
    """Those of ``names`` that the installed moto does not have, as ``module.path``."""
    return [name.replace(":", ".") for name in names if not _is_there(name)]


def shortcuts_work() -> bool:
    """Whether moto has all that it takes to answer a request without its own way through."""
    return not missing(FOR_SHORTCUTS)


def _is_there(name: str) -> bool:
    module, _, path = name.partition(":")
    try:
        value: Any = import_module(module)
        for attribute in path.split("."):
            value = getattr(value, attribute)
    except (ImportError, AttributeError):
        return False
    return True


# Requests.


def is_recording() -> bool:
    """Whether moto writes down each request at present (its recorder)."""
    return moto_api.recorder._user_enabled


def iam_is_enforced() -> bool:
    """Whether moto checks signatures and IAM policies, now or after some more requests."""
    return math.inf != settings.INITIAL_NO_AUTH_ACTION_COUNT


def is_passed_through(url: str, *services: str) -> bool:
    """Whether moto is configured to send a request to AWS, or to leave the services alone."""
    return config.passthrough_url(url) or any(
        config.passthrough_service(service) or not config.service_whitelisted(service) for service in services
    )


def account_of_key(access_key: str) -> str:
    """The account of an access key: moto's default one for a key that its IAM does not know."""
    return str(iam.get_account_id_from(access_key))


def note_visit(account: str, access_key: str, region: str) -> None:
    """Let moto's IAM note the last use of an access key."""
    iam.mark_account_as_visited(account_id=account, access_key=access_key, service="sesv2", region=region)


def access_key_in(authorization: str) -> str | None:
    """The access key in the beginning of an Authorization header, where it looks like one of AWS's."""
    from moto.core.responses import BaseResponse

    found = BaseResponse.access_key_regex.search(authorization)
    return found[1] if found else None


def names_region(user_agent: str) -> bool:
    """Whether moto would take the Region from this User-Agent header."""
    from moto.core.responses import BaseResponse

    return BaseResponse.region_from_useragent_regex.search(user_agent) is not None


def allows_all_origins() -> bool:
    """Whether moto's server lets the pages of any site read its answers."""
    return not settings.DISABLE_GLOBAL_CORS


def random_uuid() -> str:
    """A UUID of moto's random numbers, which repeat where moto was given a seed."""
    from moto.moto_api._internal import mock_random

    return str(mock_random.uuid4())


class IamRefusal(Exception):
    """moto's IAM refuses a request. ``caller`` is the ARN of who is not allowed the action, None for a bad signature.

    ``code`` is AWS's: AccessDenied, InvalidClientTokenId, SignatureDoesNotMatch or MissingAuthenticationToken.
    """

    def __init__(self, code: str, message: str, caller: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.caller = caller


def authorize(response: Any, action: str, resource: str) -> None:
    """Have moto check the request of one of its responses, as one for ``action`` (without ``ses:``) on an ARN.

    moto does nothing while it enforces no IAM. Raises IamRefusal.
    """
    from werkzeug.exceptions import HTTPException

    response._get_action = lambda: action
    try:
        response._authenticate_and_authorize_normal_action(resource)
    except HTTPException as error:
        code, message = str(getattr(error, "error_type", "AccessDenied")), str(getattr(error, "message", error))
        caller = message.removeprefix("User: ").partition(" ")[0] if code == "AccessDenied" else None
        raise IamRefusal(code, message, caller) from error
    except (KeyError, IndexError) as error:
        # moto's words for a request that is not signed, or whose signature lacks something.
        raise IamRefusal("MissingAuthenticationToken", "Request is missing Authentication Token") from error
    finally:
        del response._get_action


# Hooks.


def backends_lock() -> Any:
    """The lock under which moto makes and resets backends."""
    return base_backend.backend_lock


def replace_backends(backends: BackendDict[Any], new: type[Any], convert: Callable[[Any], Any]) -> None:
    """Let ``new`` be the class of a service's backends; ``convert`` makes those that are there anew.

    Where ``convert`` raises, nothing has changed.
    """
    with backends_lock():
        converted = [
            (account, region_name, convert(instance))
            for account in backends.values()
            for region_name, instance in account.items()
        ]
        backends.backend = new
        for account in backends.values():
            account.backend = new
        for account, region_name, instance in converted:
            account[region_name] = instance


def add_paths(paths: dict[str, Callable[..., Any]]) -> Callable[[], None]:
    """Add paths to those of moto's own API; what takes them away again."""
    urls = import_module("moto.moto_api._internal.urls")
    urls.url_paths.update(paths)

    def remove() -> None:
        for path in paths:
            urls.url_paths.pop(path, None)

    return remove


def answer_clients_with(answer: Callable[[Any], Any]) -> Callable[[], None]:
    """Let ``answer`` look first at what a client sends in process, and moto at what it leaves; what ends it."""
    stubber: Any = import_module("moto.core.models").botocore_stubber
    motos = stubber.process_request

    def process_request(request: Any) -> Any:
        reply = answer(request)
        return motos(request) if reply is None else reply

    stubber.process_request = process_request
    return lambda: stubber.__dict__.pop("process_request")


# Servers.


def server_of_this_mode() -> str | None:
    """Where moto's mock is: in a server, behind a proxy (their URLs), or (None) in this process."""
    if settings.TEST_SERVER_MODE:
        return settings.test_server_mode_endpoint()
    return settings.test_proxy_mode_endpoint() if settings.is_test_proxy_mode() else None


def dispatcher_class() -> tuple[type[Any], Callable[..., Any]]:
    """moto's dispatcher of all services, and what makes a service's application for it."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    return DomainDispatcherApplication, create_backend_app


def kept_header(name: str) -> str | None:
    """WSGI's name of a header that moto keeps as it was spelt (lower case, with underscores), None for any other.

    Before 5.2.4 moto kept none.
    """
    request = _optional("moto.core.request")
    should_keep = getattr(request, "should_preserve_original_header_name", None)
    key_for = getattr(request, "environ_key_for_header", None)
    return str(key_for(name)) if should_keep and key_for and should_keep(name) else None


def spellings_key() -> str:
    """Under which moto looks in the WSGI environment for the spelling of the headers that it keeps."""
    return getattr(_optional("moto.core.request"), "PRESERVED_HEADER_NAMES_ENVIRON_KEY", "moto.header_names")


def _optional(module: str) -> ModuleType | None:
    try:
        return import_module(module)
    except ImportError:
        return None


# What is told to the world.

_delivery_timeout: ContextVar[float | None] = ContextVar("_delivery_timeout", default=None)


@contextmanager
def deliveries_within(seconds: float) -> Iterator[None]:
    """Give each HTTP delivery of moto's (SNS, EventBridge, Firehose) that this thread makes so long to be answered.

    moto's own have no limit. Raises what ``requests`` raises, out of moto.
    """
    token = _delivery_timeout.set(seconds)
    try:
        yield
    finally:
        _delivery_timeout.reset(token)


class _PatientRequests:
    """The ``requests`` that a module of moto's sees: the timeout of deliveries_within() is put to its calls."""

    def __init__(self, requests: Any) -> None:
        self.plain = requests

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)

    def post(self, *args: Any, **options: Any) -> Any:
        return _within_time(self.plain.post, *args, **options)

    def request(self, *args: Any, **options: Any) -> Any:
        return _within_time(self.plain.request, *args, **options)


def _within_time(send: Callable[..., Any], *args: Any, **options: Any) -> Any:
    timeout = _delivery_timeout.get()
    if timeout is None:
        return send(*args, **options)
    # What moto delivers to is to take it: the body of its answer nobody reads, and it may never end.
    answer = send(*args, **{"timeout": timeout, "stream": True, **options})
    answer.close()
    return answer


def _timed(module: Any) -> Any:
    """A module of moto's whose HTTP deliveries keep to deliveries_within()."""
    requests = getattr(module, "requests", None)
    if requests is not None and not isinstance(requests, _PatientRequests):
        module.requests = _PatientRequests(requests)
    return module


def end_timed_deliveries() -> None:
    """Leave moto's deliveries as they were."""
    for name in ("moto.sns.models", "moto.events.models", "moto.firehose.models"):
        requests = getattr(sys.modules.get(name), "requests", None)
        if isinstance(requests, _PatientRequests):
            sys.modules[name].requests = requests.plain  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Subscriber:
    """One subscription of a topic: where it leads to, and moto's own delivery to it. That raises what moto raises."""

    endpoint: str
    deliver: Callable[[], None]


def publish_to_topic(topic_arn: str, message: str, subject: str | None) -> list[Subscriber] | None:
    """Keep a message with moto's topic, and give the subscribers to deliver it to; None where there is no such topic.

    moto's own call stops at the first subscriber that it does not reach.
    """
    backends = _timed(import_module("moto.sns.models")).sns_backends
    account, region = _place(topic_arn)
    if region not in backends[account] or topic_arn not in backends[account][region].topics:
        return None
    sns = backends[account][region]
    message_id = random_uuid()
    # Without attributes moto's oldest versions stumble over subscriptions with raw delivery.
    attributes: dict[str, Any] = {}
    sns.topics[topic_arn].sent_notifications.append((message_id, message, subject, attributes, None))
    return [
        Subscriber(
            subscription.endpoint,
            partial(subscription.publish, message, message_id, subject=subject, message_attributes=attributes),
        )
        for subscription in list(sns.subscriptions.values())
        if subscription.topic.arn == topic_arn
    ]


def put_event(account: str, region: str, entry: dict[str, Any]) -> None:
    """Put an entry of PutEvents. Raises what moto raises."""
    _timed(import_module("moto.events.models")).events_backends[account][region].put_events([entry])


def put_record(account: str, region: str, stream: str, record: bytes) -> None:
    """Put a record into a Firehose stream. Raises what moto raises."""
    firehose = _timed(import_module("moto.firehose.models"))
    # moto's backend takes bytes; until 5.1.20 it took base64, which it decodes itself.
    data = firehose.b64encode(record).decode() if hasattr(firehose, "b64decode") else record
    firehose.firehose_backends[account][region].put_record(stream, {"Data": data})


def put_metric(account: str, region: str, namespace: str, datum: dict[str, Any]) -> None:
    """Put one datum of PutMetricData."""
    from moto.cloudwatch.models import cloudwatch_backends

    cloudwatch_backends[account][region].put_metric_data(namespace, [datum])


def _place(arn: str) -> tuple[str, str]:
    """The account and the Region of an ARN."""
    region, account = arn.split(":")[3:5]
    return account, region
