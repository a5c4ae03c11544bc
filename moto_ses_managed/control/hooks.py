"""SesManaged: what a test holds to move the simulated time and to look inside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from moto_ses_managed.simulation.billing.billing import Bill
from moto_ses_managed.simulation.errors import InvalidValueError, Kind, NotFoundError
from moto_ses_managed.simulation.mail.messages import Message
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.views.week import PoolWeek

from .pool import Pool
from .transports import InProcess, Json, OverHttp, Transport
from .wire import from_json, to_json

_PAGE = "1000"


class SesManaged:
    """The hooks into one account's SES in one Region.

    ``server`` is the URL of a ``moto-ses-managed server``; None means the mock of this process. Every method raises
    a SesManagedError: InvalidValueError (a ValueError too) names a refused value, NotFoundError (a LookupError too)
    a thing that does not exist, and nothing has changed then.
    """

    def __init__(self, region: str = "us-east-1", account_id: str = "123456789012", server: str | None = None) -> None:
        for parameter, value in (("region", region), ("account_id", account_id), ("server", server or "")):
            if not isinstance(value, str):
                raise InvalidValueError(f"{parameter} must be a string: {value!r} was given.")
        self.region = region
        self.account_id = account_id
        self.server = server
        self._transport: Transport = OverHttp(server) if server is not None else InProcess()

    def __repr__(self) -> str:
        return f"SesManaged(region={self.region!r}, account_id={self.account_id!r}, server={self.server!r})"

    @property
    def now(self) -> datetime:
        """The simulated time, aware, in UTC."""
        return _time(self._get("clock"))

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> datetime:
        """Move the simulated time forward and return it."""
        return _time(self._post("advance", {"Days": days, "Hours": hours, "Minutes": minutes}))

    def send_traffic(self, pool: str, per_day: Mapping[str, int], days: int = 1) -> Pool:
        """Send ``per_day`` messages a day by ISP through ``pool`` for ``days``, and return how it then stands.

        Each day's messages are spread over its 24 hours from now on, routed and counted like real ones, and none is
        stored; the simulated time moves on by ``days``. Traffic to several pools at a time: send_plan().
        """
        return from_json(Pool, self._post("traffic", {"PoolName": pool, "PerDay": _sendable(per_day), "Days": days}))

    def send_plan(self, plan: Mapping[str, Mapping[str, int]], days: int = 1) -> list[Pool]:
        """Send messages a day by pool and ISP for ``days``, as send_traffic() does for one pool; the pools then."""
        body = {"Plan": {pool: _sendable(per_day) for pool, per_day in plan.items()}, "Days": days}
        return [from_json(Pool, pool) for pool in self._post("traffic", body)["Pools"]]

    @property
    def policy(self) -> SendingPolicy:
        """The numbers that SES goes by in this Region; a new policy holds from the moment it is set."""
        return from_json(SendingPolicy, self._get("policy"))

    @policy.setter
    def policy(self, policy: SendingPolicy) -> None:
        if not isinstance(policy, SendingPolicy):
            raise InvalidValueError(f"policy must be a SendingPolicy: {policy!r} was given.")
        self._transport.call("PUT", "policy", self._selection(), to_json(policy))

    def bill(self) -> Bill:
        """The charges for dedicated IPs of the simulated calendar month so far."""
        return from_json(Bill, self._get("bill"))

    def lease_standard_ips(self, count: int, pool: str | None = None) -> list[str]:
        """Give the account ``count`` standard dedicated IPs, as a support case does, and return their addresses.

        They go into the standard pool ``pool``, or, without one, into no pool (``ses-default-dedicated-pool``).
        """
        addresses: list[str] = self._post("standard-ips", {"Count": count, "PoolName": pool})["Ips"]
        return addresses

    def pool(self, name: str) -> Pool:
        """The pool of that name as it is now. Raises NotFoundError."""
        if not isinstance(name, str) or not name:
            raise NotFoundError(Kind.POOL, str(name))
        return from_json(Pool, self._get(f"pools/{name}"))

    def pools(self) -> list[Pool]:
        """All pools as they are now, oldest first."""
        return [from_json(Pool, pool) for pool in self._get("pools")["Pools"]]

    def last_7_days(self, pool: str) -> PoolWeek:
        """The hours of a pool's last seven days: what left, each way, and how it stood towards each ISP.

        Raises NotFoundError.
        """
        return from_json(PoolWeek, self._get(f"last-7-days/{pool}"))

    @property
    def messages(self) -> list[Message]:
        """What SES accepted, in that order, each as it stands now.

        Of more than the policy's ``max_stored_messages`` the oldest settled ones are missing; all that waits in a queue
        is there. They are counted all the same, in pools, bill, quota and statistics.
        """
        messages: list[Message] = []
        token: str | None = None
        while True:
            reply = self._get("messages", {"PageSize": _PAGE, **({"NextToken": token} if token else {})})
            messages += [from_json(Message, message) for message in reply["Messages"]]
            token = reply["NextToken"]
            if token is None:
                return messages

    def reset(self) -> None:
        """Begin this Region anew: no pool, set, identity or message, the clock back at the present."""
        self._post("reset", {})

    def _get(self, path: str, query: dict[str, str] | None = None) -> Json:
        return self._transport.call("GET", path, self._selection() | (query or {}), {})

    def _post(self, path: str, body: Json) -> Json:
        return self._transport.call("POST", path, self._selection(), body)

    def _selection(self) -> dict[str, str]:
        return {"Region": self.region, "AccountId": self.account_id}


def _sendable(per_day: Mapping[str, int]) -> dict[str, int]:
    if not isinstance(per_day, Mapping):
        raise InvalidValueError(f"per_day must map ISPs to messages a day: {per_day!r} was given.")
    return dict(per_day)


def _time(reply: Json) -> datetime:
    return from_json(datetime, reply["Now"])
