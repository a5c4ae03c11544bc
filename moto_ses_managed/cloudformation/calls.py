"""Calls of SES from a resource's handler: through botocore, to moto in this process, in a mock or in a server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore import xform_name
from botocore.exceptions import ClientError, ParamValidationError
from botocore.model import ListShape, Shape, StructureShape

from moto_ses_managed.moto_compat import client_in_process

from .errors import ResourceRefusedError

_NOT_FOUND = frozenset(
    {
        "NotFoundException",
        "ConfigurationSetDoesNotExist",
        "RuleDoesNotExist",
        "RuleSetDoesNotExist",
        "TemplateDoesNotExist",
    }
)
_HANDLER_ERROR_CODES = {
    "AccessDeniedException": "AccessDenied",
    "AlreadyExists": "AlreadyExists",
    "AlreadyExistsException": "AlreadyExists",
    "BadRequestException": "InvalidRequest",
    "InvalidParameterValue": "InvalidRequest",
    "LimitExceeded": "ServiceLimitExceeded",
    "LimitExceededException": "ServiceLimitExceeded",
    "ValidationError": "InvalidRequest",
    **dict.fromkeys(_NOT_FOUND, "NotFound"),
}
_SERVICES = {"ses": "Ses", "sesv2": "SesV2"}


class SesCalls:
    """Makes calls of SES in one account and Region.

    A call that SES refuses raises ResourceRefusedError with SES's own message, in the form that CloudFormation shows.
    """

    def __init__(self, account_id: str, region_name: str) -> None:
        self.account_id = account_id
        self.region_name = region_name

    def v1(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call an operation of SES v1, and return its reply."""
        return self._call("ses", operation, parameters)

    def v2(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call an operation of SES v2, and return its reply."""
        return self._call("sesv2", operation, parameters)

    def remove(self, service: str, operation: str, **parameters: Any) -> None:
        """Call an operation that deletes something. As in CloudFormation, it is no error if it does not exist."""
        try:
            self._call(service, operation, parameters)
        except ResourceRefusedError as error:
            if error.code not in _NOT_FOUND:
                raise

    def _call(self, service: str, operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        client = client_in_process(service, self.region_name, self.account_id)
        shape = client.meta.service_model.operation_model(operation).input_shape
        try:
            reply: dict[str, Any] = getattr(client, xform_name(operation))(**_typed(shape, parameters))
        except ParamValidationError as error:
            raise ResourceRefusedError("ValidationError", f"Model validation failed ({error})") from error
        except ClientError as error:
            code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
            about = error.response["ResponseMetadata"]
            raise ResourceRefusedError(
                code,
                f'Resource handler returned message: "{message} (Service: {_SERVICES[service]}, Status Code: '
                f'{about["HTTPStatusCode"]}, Request ID: {about.get("RequestId", "")})" '
                f"(HandlerErrorCode: {_HANDLER_ERROR_CODES.get(code, 'GeneralServiceException')})",
            ) from error
        return reply


def _typed(shape: Shape | None, value: Any) -> Any:
    """Convert ``value`` to the types of the API's model: templates may write booleans and numbers as strings."""
    if isinstance(shape, StructureShape) and isinstance(value, Mapping):
        return {name: _typed(shape.members.get(name), item) for name, item in value.items()}
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_typed(shape.member, item) for item in value]
    if shape is None or not isinstance(value, (str, float)):
        return value
    if shape.type_name == "boolean" and value in {"true", "false"}:
        return value == "true"
    if shape.type_name in {"integer", "long"} and str(value).removesuffix(".0").isdecimal():
        return int(float(value))
    return value
