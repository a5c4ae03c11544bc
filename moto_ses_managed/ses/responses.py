"""SES v1 as moto answers it, each call one step of the Region, and sent mail routed by it."""

from __future__ import annotations

from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult

from .account_responses import AccountResponses
from .configuration_set_responses import ConfigurationSetResponses
from .errors import v1_words
from .identity_responses import IdentityResponses
from .required_members import check_required_members
from .sending import as_text, configuration_set_for, recipients_in, sender_in
from .statistics_responses import StatisticsResponses


class ManagedEmailResponse(AccountResponses, ConfigurationSetResponses, IdentityResponses, StatisticsResponses):
    """moto's responses; the sends also pass through the pool of their configuration set."""

    def call_action(self) -> Any:
        action = self._get_action()
        try:
            # Without an action moto reads no parameters, and answers what it answers.
            if action:
                check_required_members(action, self.params)
        except ServiceException as error:
            return self.serialized(ActionResult(error))
        with self.managed_backend.step():
            return super().call_action()

    def send_email(self) -> ActionResult:
        configuration_set = self._configuration_set(self._get_param("Source"))
        result = super().send_email()
        self._route_last(configuration_set)
        return result

    def send_raw_email(self) -> ActionResult:
        raw: bytes = self._get_param("RawMessage.Data", b"")
        configuration_set = self._configuration_set(self._get_param("Source") or sender_in(raw))
        destinations = list(self._get_param("Destinations", []))
        # Not moto's, which takes UTF-8 only; it adds the header's recipients to the list that it is given.
        message = self.managed_backend.send_raw_email(self._get_param("Source"), [*destinations], as_text(raw))
        self._route_last(configuration_set, destinations)
        return ActionResult({"MessageId": message.id})

    def send_templated_email(self) -> ActionResult:
        configuration_set = self._configuration_set(self._get_param("Source"))
        result = super().send_templated_email()
        self._route_last(configuration_set)
        return result

    def send_bulk_templated_email(self) -> ActionResult:
        source = self._get_param("Source")
        configuration_set = self._configuration_set(source)
        result = super().send_bulk_templated_email()
        sent: Any = result.result
        for destination, status in zip(self._get_param("Destinations", []), sent["Status"], strict=True):
            recipients = recipients_in(destination["Destination"])
            self.managed_backend.region.accept(status["MessageId"], source, recipients, configuration_set)
        return result

    def _configuration_set(self, source: str | None) -> str | None:
        with v1_words():
            requested = self._get_param("ConfigurationSetName")
            return configuration_set_for(self.managed_backend, requested, source)

    def _route_last(self, configuration_set: str | None, destinations: list[str] | None = None) -> None:
        """Route what moto stored last, to ``destinations`` where the request names them apart from the message."""
        backend = self.managed_backend
        message = backend.sent_messages[-1]
        recipients = destinations or recipients_in(message.destinations)
        backend.region.accept(message.id, message.source, recipients, configuration_set)
