"""A configuration set."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from moto.ses.models import ConfigurationSet

from .event_destinations import EventDestinations


class ManagedConfigurationSet(ConfigurationSet):
    """moto's configuration set with the option groups that moto lacks."""

    def __init__(self, configuration_set_name: str) -> None:
        super().__init__(configuration_set_name=configuration_set_name)
        self.enabled: dict[str, bool] = {"SendingEnabled": True}
        self.archiving_options: dict[str, Any] = {}
        self.message_security_options: dict[str, Any] = {}
        self.event_destinations = EventDestinations(configuration_set_name)

    @property
    def sending_enabled(self) -> bool:
        """Whether SES currently accepts mail with this set."""
        return self.enabled["SendingEnabled"]

    @property
    def sending_pool(self) -> str | None:
        """The sending pool; None if it has none."""
        pool: str | None = self.delivery_options.get("SendingPoolName")
        return pool

    @sending_pool.setter
    def sending_pool(self, pool: str | None) -> None:
        if pool is None:
            self.delivery_options.pop("SendingPoolName", None)
        else:
            self.delivery_options["SendingPoolName"] = pool

    @property
    def max_wait(self) -> timedelta | None:
        """MaxDeliverySeconds; None if it is not set."""
        seconds: int | None = self.delivery_options.get("MaxDeliverySeconds")
        return timedelta(seconds=seconds) if seconds else None
