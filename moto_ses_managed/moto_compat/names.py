"""The names in moto that this package uses, and a check that the installed moto has them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final

NEEDED: Final = (
    "moto.backend_index:backend_url_patterns",
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
    "moto.core.authorization:ActionAuthenticatorMixin.request_count",
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
    "moto.ses.exceptions:AlreadyExists",
    "moto.ses.exceptions:ConfigurationSetAlreadyExists",
    "moto.ses.exceptions:ConfigurationSetDoesNotExist",
    "moto.ses.exceptions:EventDestinationAlreadyExists",
    "moto.ses.exceptions:InvalidParameterValue",
    "moto.ses.exceptions:MessageRejectedError",
    "moto.ses.exceptions:RuleDoesNotExist",
    "moto.ses.exceptions:RuleSetDoesNotExist",
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
    "moto.ses.models:SESBackend._validate_receipt_rule_actions",
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
    "moto.utilities.tagging_service:TaggingService",
    "moto.utilities.utils:get_partition",
)
"""The names that this package requires, as ``module:path``."""

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
"""The names for the shortcuts. If one is missing, moto's own code, which is slower, handles every request."""

FOR_SERVER: Final = (
    "moto.moto_server.werkzeug_app:DomainDispatcherApplication.get_backend_for_host",
    "moto.moto_server.werkzeug_app:DomainDispatcherApplication.infer_service_region_host",
    "moto.moto_server.werkzeug_app:create_backend_app",
)
"""The additional names for the server. Only the server checks them, because importing them loads Flask."""

FOR_CLOUDFORMATION: Final = (
    "moto.cloudformation.exceptions:UnformattedGetAttTemplateException",
    "moto.cloudformation.models:ChangeSet",
    "moto.cloudformation.models:CloudFormationBackend",
    "moto.cloudformation.models:Event",
    "moto.cloudformation.models:Stack",
    "moto.cloudformation.models:cloudformation_backends",
    "moto.cloudformation.parsing:OutputMap",
    "moto.cloudformation.parsing:get_model_map",
    "moto.cloudformation.urls:url_bases",
    "moto.cloudformation.urls:url_paths",
)
"""The names for CloudFormation, checked when moto's is imported. If one is missing, it is not changed."""

ON_FIRST_USE: Final = (
    "moto.acm.models:acm_backends",
    "moto.events.models:events_backends",
    "moto.firehose.models:firehose_backends",
    "moto.proxy:main",
    "moto.s3.exceptions:S3ClientError",
    "moto.s3.models:s3_backends",
)
"""The names in services that are loaded on first use, by an event or a job, and in moto's proxy."""


def missing(names: Iterable[str] = NEEDED) -> list[str]:
    """The ``names`` that the installed moto does not have, as ``module.path``."""
    return [name.replace(":", ".") for name in names if not _is_there(name)]


def shortcuts_work() -> bool:
    """Whether moto has all names for the shortcuts, which answer requests without most of moto's code."""
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
