"""Requests of SES v1: each is authorized, validated against the model, and handled in one step of the Region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from botocore.model import ListShape, OperationNotFoundError, Shape, StructureShape
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores, get_service_model
from moto.ses.exceptions import InvalidParameterValue, ValidationError
from moto.ses.models import ses_backends
from moto.ses.responses import EmailResponse

from ...moto_compat import authorize as check_iam
from ...simulation.errors import EndOfTimeError
from ...wire.constraints import Violation, detected, violations
from ...wire.pagination import ForeignTokenError, PageRules, PageSizeError, page
from ..account.quota import Throttling
from ..mail.message import Api
from ..models import ManagedSESBackend
from ..permissions import NotAllowedError, authorize

# Formatted here because moto's serializer needs an operation and a backend.
_REFUSAL = (
    '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>'
    "<Code>{}</Code><Message>{}</Message></Error><RequestId>request-id</RequestId></ErrorResponse>"
)


class ResponsesBase(EmailResponse):
    """moto's response class, with a managed backend."""

    @property
    def managed_backend(self) -> ManagedSESBackend:
        backend = self.backend
        if not isinstance(backend, ManagedSESBackend):
            raise TypeError("moto's plain SES backend is active: call moto_ses_managed.activate().")
        return backend

    def _boolean(self, name: str) -> bool:
        """A boolean member of the request. An absent boolean is false in AWS's protocols.

        Raises ValidationError for other values, which moto reads as false.
        """
        values: list[str] = self.querystring.get(name, ["false"])
        if values[0].lower() not in {"true", "false"}:
            raise ValidationError(f"{values[0][:256]!r} at {name} is not a boolean: true or false was expected.")
        return values[0].lower() == "true"

    def _page(  # noqa: PLR0913  (the parts of a page)
        self,
        member: str,
        items: Sequence[Any],
        *,
        key: Callable[[Any], Any],
        show: Callable[[Any], Any],
        rules: PageRules,
        wanted: Callable[[Any], bool] | None = None,
    ) -> ActionResult:
        """The requested page of a list. Raises InvalidParameterValue for an invalid page size or token."""
        try:
            items_shown, token = page(
                self._get_action(),
                items,
                key,
                self._get_param("MaxItems"),
                self._get_param("NextToken") or None,
                wanted,
                rules,
            )
        except (PageSizeError, ForeignTokenError) as error:
            raise InvalidParameterValue(str(error)) from error
        reply: dict[str, Any] = {member: [show(item) for item in items_shown]}
        return ActionResult(reply if token is None else reply | {"NextToken": token})


class V1Request(ResponsesBase):
    """A request of v1, with parsing, authorization and validation."""

    unreadable: ServiceException | None = None

    def parse_parameters(self, request: Any) -> None:
        """Parse the request. An error is stored for later, because moto cannot reply while it parses."""
        self.params = {}
        try:
            super().parse_parameters(request)
        except OperationNotFoundError:
            return  # call_action() replies with an error
        except NotImplementedError:  # the content type is JSON
            self.unreadable = ValidationError("The body must be a form: application/x-www-form-urlencoded.")
        except (ValueError, OverflowError) as error:  # base64, numbers, times
            self.unreadable = ValidationError(f"A value can't be read: {error}.")

    def determine_response_protocol(self, _service_model: Any) -> str:
        """Return the query protocol for every request: v1 always replies in XML."""
        return "query"

    def call_action(self) -> Any:
        if self.region not in ses_backends[self.current_account]:
            return self._refused(403, "InvalidClientTokenId", f"There is no Amazon SES in the Region {self.region!r}.")
        try:
            with self.managed_backend.step():
                return self._act()
        except EndOfTimeError as error:
            return self._refused(400, "ValidationError", str(error))

    def _act(self) -> Any:
        action = self._get_action()
        if action not in get_service_model("ses").operation_names:
            return self._refused(400, "InvalidAction", f"Could not find operation {action} for version 2010-12-01")
        planned = self.managed_backend.failures.take(Api.V1, action)
        if planned is not None:
            return self._refused(planned.status, planned.code, planned.message)
        if not hasattr(self, camelcase_to_underscores(action)):
            return self._not_implemented(action)
        try:
            self._authorize(action)
            self._validate(action)
        except ServiceException as error:
            status, headers, body = self.serialized(ActionResult(error))
            return status, *self._enrich_response(headers, body)
        except NotAllowedError as refusal:
            return self._refused(403, refusal.code, str(refusal))
        return super().call_action()

    def serialized(self, action_result: ActionResult) -> Any:
        """Serialize a result. Throttling is serialized here, because moto warns of errors that the model lacks."""
        error = action_result.result
        if isinstance(error, Throttling):
            headers = self.response_headers | {"content-type": "text/xml"}
            return 400, headers, _REFUSAL.format(error.code, escape(error.message))
        return super().serialized(action_result)

    def _authorize(self, action: str) -> None:
        """Raise NotAllowedError if moto enforces IAM and the caller is not allowed to call the operation."""
        authorize(self.managed_backend, Api.V1, action, self._get_params(), partial(check_iam, self))

    def _authenticate_and_authorize_normal_action(self, resource: str = "*") -> None:
        """Do nothing: ``_authorize`` has already authorized the request."""

    def _not_implemented(self, action: str) -> Any:
        """The reply for an operation of SES that neither this package nor moto implements."""
        message = f"{action} of Amazon SES v1 is implemented neither by moto_ses_managed nor by moto."
        return self._refused(501, "NotImplemented", message)

    def _refused(self, status: int, code: str, message: str) -> Any:
        headers = self.response_headers | {"content-type": "text/xml"}
        return status, *self._enrich_response(headers, _REFUSAL.format(code, escape(message)))

    def _validate(self, action: str) -> None:
        """Raise ValidationError if the request could not be parsed, or violates the model.

        moto's own operations do not check that.
        """
        if self.unreadable is not None:
            raise self.unreadable
        operation = get_service_model("ses").operation_model(action)
        if operation.input_shape is None:
            return
        _restore_empty(operation.input_shape, self._get_params())
        violated = [*violations(operation.input_shape, self._get_params())]
        if violated:
            raise ValidationError(detected([_reason(violation) for violation in violated]))


def _reason(violation: Violation) -> str:
    """The message for a violation. v1 includes the value in it."""
    value_text = str(violation.value)
    value = (
        "null" if violation.value is None else f"'{value_text if len(value_text) <= 256 else f'{value_text[:253]}...'}'"
    )
    return f"Value {value} at '{violation.camel_path}' failed to satisfy constraint: {violation.constraint}"


def _restore_empty(shape: Shape, value: Any) -> None:
    """Add required structures that are empty: a form has no fields for them, so the parser omits them."""
    if isinstance(shape, ListShape):
        for item in value:
            _restore_empty(shape.member, item)
    if not isinstance(shape, StructureShape):
        return
    for name in shape.required_members:
        member = shape.members[name]
        if name not in value and isinstance(member, StructureShape) and not member.required_members:
            value[name] = {}
    for name, item in value.items():
        _restore_empty(shape.members[name], item)
