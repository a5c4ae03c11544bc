"""The base class of operation groups: backend, parameters, pages, and the named resources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from moto_ses_managed.ses.configuration_sets.model import ManagedConfigurationSet
from moto_ses_managed.ses.configuration_sets.names import check_name
from moto_ses_managed.ses.identities.model import ManagedEmailIdentity
from moto_ses_managed.ses.models import ManagedSESBackend

from ...wire.pagination import page
from ..models import ManagedSESV2Backend
from ..wire.page_rules import page_rules
from ..wire.parsing import Parameters
from ..wire.routing import service_model

Handler = Callable[[ManagedSESV2Backend, str, Parameters], Parameters | None]
"""Runs an operation: from the backend, the operation's name and its parameters to the members of its output."""

Method = TypeVar("Method", bound=Callable[..., Any])


def operation(method: Method) -> Method:
    """Mark a method as the handler of the operation with its name, which is in moto's snake case."""
    method.__dict__["is_operation"] = True
    return method


class OperationsBase:
    """One call. Methods marked with ``operation`` are the handlers of the operations with their names.

    The parameters have the types of the model and are within its limits. A handler that raises changes nothing.
    """

    def __init__(self, backend: ManagedSESV2Backend, operation: str, parameters: Parameters) -> None:
        self._backend = backend
        self._ses_backend: ManagedSESBackend = backend.ses_backend
        self._operation = operation
        self._parameters = parameters

    @classmethod
    def handlers(cls) -> dict[str, Handler]:
        """The operations of the group, by their names in moto's snake case."""

        def handler(name: str) -> Handler:
            def carry_out(backend: ManagedSESV2Backend, operation: str, parameters: Parameters) -> Parameters | None:
                output: Parameters | None = getattr(cls(backend, operation, parameters), name)()
                return output

            return carry_out

        return {name: handler(name) for name, method in vars(cls).items() if getattr(method, "is_operation", False)}

    @property
    def _now(self) -> datetime:
        return self._ses_backend.region.clock.now

    def _identity(self) -> ManagedEmailIdentity:
        return self._ses_backend.email_identities.named(self._parameters["EmailIdentity"])

    def _configuration_set(self) -> ManagedConfigurationSet:
        name: str = self._parameters["ConfigurationSetName"]
        check_name(name)
        return self._ses_backend.config_sets.named(name)

    def _declared_errors(self) -> set[str]:
        """The errors that botocore's model declares for the operation."""
        return {shape.name for shape in service_model().operation_model(self._operation).error_shapes}

    def _page(
        self,
        member: str,
        items: Any,
        key: Callable[[Any], Any],
        show: Callable[[Any], Any],
        wanted: Callable[[Any], bool] | None = None,
    ) -> Parameters:
        items_shown, token = page(
            self._operation,
            items,
            key,
            self._parameters.get("PageSize"),
            self._parameters.get("NextToken"),
            wanted,
            page_rules(self._operation),
        )
        reply: Parameters = {member: [show(item) for item in items_shown]}
        if token is not None:
            reply["NextToken"] = token
        return reply
