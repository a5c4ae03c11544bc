"""A request of SES v1 as moto answers it: each one step of the Region, what its model forbids refused first."""

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

# Written here since moto's serializer needs an operation to answer, and a backend.
_REFUSAL = (
    '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>'
    "<Code>{}</Code><Message>{}</Message></Error><RequestId>request-id</RequestId></ErrorResponse>"
)


class ResponsesBase(EmailResponse):
    """moto's responses on a managed backend."""

    @property
    def managed_backend(self) -> ManagedSESBackend:
        backend = self.backend
        if not isinstance(backend, ManagedSESBackend):
            raise TypeError("moto's plain SES backend is active: call moto_ses_managed.activate().")
        return backend

    def _boolean(self, name: str) -> bool:
        """A member of the request, false where it is absent, as in all of AWS's protocols.

        Raises ValidationError for what is not a boolean, which moto reads as false.
        """
        values: list[str] = self.querystring.get(name, ["false"])
        if values[0].lower() not in {"true", "false"}:
            raise ValidationError(f"{values[0][:256]!r} at {name} is not a boolean: true or false was expected.")
        return values[0].lower() == "true"

    def _page(  # noqa: PLR0913  (what a page is)
        self,
        member: str,
        items: Sequence[Any],
        *,
        key: Callable[[Any], Any],
        show: Callable[[Any], Any],
        rules: PageRules,
        wanted: Callable[[Any], bool] | None = None,
    ) -> ActionResult:
        """The page of a list that the request asks for. Raises InvalidParameterValue for its size or its token."""
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
    """moto's request, read and checked."""

    unreadable: ServiceException | None = None

    def parse_parameters(self, request: Any) -> None:
        """moto reads a request before it can answer one: what can't be read is kept until then."""
        self.params = {}
        try:
            super().parse_parameters(request)
        except OperationNotFoundError:
            return  # call_action() answers that
        except NotImplementedError:  # what says to be JSON
            self.unreadable = ValidationError("The body must be a form: application/x-www-form-urlencoded.")
        except (ValueError, OverflowError) as error:  # base64, numbers, times
            self.unreadable = ValidationError(f"A value can't be read: {error}.")

    def determine_response_protocol(self, _service_model: Any) -> str:
        """Whatever the request says to be: v1 answers XML."""
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
        """moto warns of an error that v1's model does not declare, as it declares none that AWS has for all calls."""
        error = action_result.result
        if isinstance(error, Throttling):
            headers = self.response_headers | {"content-type": "text/xml"}
            return 400, headers, _REFUSAL.format(error.code, escape(error.message))
        return super().serialized(action_result)

    def _authorize(self, action: str) -> None:
        """Raise NotAllowedError where moto enforces IAM and the caller may not do this."""
        authorize(self.managed_backend, Api.V1, action, self._get_params(), partial(check_iam, self))

    def _authenticate_and_authorize_normal_action(self, resource: str = "*") -> None:
        """Done before moto does it: see _authorize()."""

    def _not_implemented(self, action: str) -> Any:
        """SES has the operation; neither this package nor moto does."""
        message = f"{action} of Amazon SES v1 is implemented neither by moto_ses_managed nor by moto."
        return self._refused(501, "NotImplemented", message)

    def _refused(self, status: int, code: str, message: str) -> Any:
        headers = self.response_headers | {"content-type": "text/xml"}
        return status, *self._enrich_response(headers, _REFUSAL.format(code, escape(message)))

    def _validate(self, action: str) -> None:
        """Raise for what moto's own operations would stumble over, and for more in this package's."""
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
    """v1 repeats the value."""
    value_text = str(violation.value)
    value = (
        "null" if violation.value is None else f"'{value_text if len(value_text) <= 256 else f'{value_text[:253]}...'}'"
    )
    return f"Value {value} at '{violation.camel_path}' failed to satisfy constraint: {violation.constraint}"


def _restore_empty(shape: Shape, value: Any) -> None:
    """Put back the structures that a form can't carry: an empty one has no field, and looks like none at all."""
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
