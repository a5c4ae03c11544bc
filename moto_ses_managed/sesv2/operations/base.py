"""What every operation of SES v2 has at hand: the backend, its parameters, pages, and the things that it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto_ses_managed.ses.configuration_sets.model import ManagedConfigurationSet
from moto_ses_managed.ses.identities.model import ManagedEmailIdentity
from moto_ses_managed.ses.models import ManagedSESBackend

from ...wire.pagination import page
from ..models import ManagedSESV2Backend
from ..wire.parsing import Parameters


class OperationsBase:
    """One call. A method bears its operation's name in moto's spelling; an operation that is not here is moto's own.

    The parameters are of the model's types and within its bounds; what is refused is raised, nothing changed.
    """

    def __init__(self, backend: ManagedSESV2Backend, operation: str, parameters: Parameters) -> None:
        self._backend = backend
        self._operation = operation
        self._parameters = parameters

    @property
    def _core(self) -> ManagedSESBackend:
        return self._backend.core

    def _identity(self) -> ManagedEmailIdentity:
        return self._core.email_identities.named(self._parameters["EmailIdentity"])

    def _configuration_set(self) -> ManagedConfigurationSet:
        return self._core.config_sets.named(self._parameters["ConfigurationSetName"])

    def _page(
        self,
        member: str,
        items: Any,
        key: Callable[[Any], Any],
        show: Callable[[Any], Any],
        wanted: Callable[[Any], bool] | None = None,
    ) -> Parameters:
        shown, token = page(
            self._operation,
            items,
            key,
            self._parameters.get("PageSize"),
            self._parameters.get("NextToken"),
            wanted,
        )
        reply: Parameters = {member: [show(item) for item in shown]}
        if token is not None:
            reply["NextToken"] = token
        return reply
