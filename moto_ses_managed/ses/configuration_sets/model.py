"""A configuration set."""

from __future__ import annotations

from typing import Any

from moto.ses.models import ConfigurationSet

from .event_destinations import EventDestinations


class ManagedConfigurationSet(ConfigurationSet):
    """moto's configuration set with the option groups that moto has no place for.

    Its sending pool is not here: the Region knows it, for pools come and go.
    """

    def __init__(self, configuration_set_name: str) -> None:
        super().__init__(configuration_set_name=configuration_set_name)
        self.enabled: dict[str, bool] = {"SendingEnabled": True}
        self.archiving_options: dict[str, Any] = {}
        self.message_security_options: dict[str, Any] = {}
        self.event_destinations = EventDestinations(configuration_set_name)

    @property
    def max_delivery_seconds(self) -> int | None:
        """How long SES tries to deliver its mail, None where the set does not say."""
        seconds: int | None = self.delivery_options.get("MaxDeliverySeconds")
        return seconds
