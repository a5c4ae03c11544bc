"""SesManaged: the hooks with which a test moves the simulated time and inspects the state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from moto_ses_managed.simulation.billing.billing import Bill
from moto_ses_managed.simulation.clock import HOURS_A_DAY
from moto_ses_managed.simulation.errors import InvalidValueError, Kind, NotFoundError
from moto_ses_managed.simulation.isp import Isp
from moto_ses_managed.simulation.mail.mail_content import MailContent
from moto_ses_managed.simulation.mail.recipients import RecipientOutcome
from moto_ses_managed.simulation.policy import SendingPolicy

from . import place
from .snapshots import Message, Pool
from .transports import InProcess, OverHttp, Reply, Transport
from .wire.requests import make_request

if TYPE_CHECKING:
    from moto_ses_managed.simulation.views.week import PoolWeek

    from .records import UsedRegion

# Each method imports its records itself: most tests use none of these twenty classes, and start faster without them.

PerDay = Mapping[Isp, int] | Mapping[str, int]
"""Messages a day by ISP."""

_PAGE = 1000


class SesManaged:
    """The hooks into one account's SES in one Region.

    ``region`` defaults to ``AWS_REGION`` or ``AWS_DEFAULT_REGION``, else ``us-east-1``; ``account_id`` to
    ``MOTO_ACCOUNT_ID``, else moto's default, 123456789012. ``server`` is the URL of a ``moto-ses-managed server``; None
    means the mock of this process, or, in moto's server mode, moto's server.

    All errors are SesManagedErrors. InvalidValueError (also a ValueError) names an invalid value, NotFoundError (also a
    LookupError) something that does not exist. A call that raises one changes nothing.

    ``with SesManaged() as ses:`` runs the block in moto's mock, with managed pools; with a ``server`` it first resets
    the Region. The mock's state is gone after the block: use the hooks within it.
    """

    # No other attributes: assigning to a misspelt ``policy`` raises an error.
    __slots__ = ("__weakref__", "_follow", "_mock", "_selection", "_server", "_transport")

    def __init__(self, region: str | None = None, account_id: str | None = None, server: str | None = None) -> None:
        if server is not None and not isinstance(server, str):
            raise InvalidValueError(f"server must be a string: {server!r} was given.")
        self._selection = place.selection(region, account_id)
        self._server = place.server(server)
        self._transport: Transport = OverHttp(self._server) if self._server is not None else InProcess()
        self._mock: ExitStack | None = None
        self._follow: Callable[[datetime], None] | None = None

    @property
    def region(self) -> str:
        """The AWS Region."""
        return self._selection.region

    @property
    def account_id(self) -> str:
        """The AWS account."""
        return self._selection.account_id

    @property
    def server(self) -> str | None:
        """The URL of the server; None for this process."""
        return self._server

    def __enter__(self) -> SesManaged:
        with ExitStack() as stack:
            # Through the public name: the code that hooks moto is in a higher layer.
            stack.enter_context(import_module("moto_ses_managed").mock_aws())
            if self._server is not None:
                self.reset()
            self._mock = stack.pop_all()
        return self

    def __exit__(self, *raised: object) -> None:
        if self._mock is not None:
            self._mock.close()
            self._mock = None

    def __repr__(self) -> str:
        return f"SesManaged(region={self.region!r}, account_id={self.account_id!r}, server={self.server!r})"

    @property
    def now(self) -> datetime:
        """The simulated time, as an aware datetime in UTC."""
        from .records import Now

        return self._ask(Now, "get_clock").now

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> datetime:
        """Move the simulated time forward and return it."""
        from .records import Advance, Now

        return self._ask(Now, "advance", make_request(Advance, days=days, hours=hours, minutes=minutes)).now

    def send_traffic(self, pool: str, per_day: PerDay, days: int = 1, hours: int = HOURS_A_DAY) -> Pool:
        """Send ``per_day`` messages a day by ISP through ``pool`` for ``days``, and return the pool afterwards.

        Each day's messages are spread over its first ``hours`` (1 to 24) from now on. They are routed and counted
        like single messages, but not stored. The simulated time moves on by ``days``. For traffic to several pools at
        the same time use send_plan().
        """
        from .records import Traffic

        request = make_request(Traffic, pool_name=pool, per_day=per_day, days=days, hours=hours)
        return self._ask(Pool, "send_traffic", request)

    def send_plan(self, plan: Mapping[str, PerDay], days: int = 1, hours: int = HOURS_A_DAY) -> list[Pool]:
        """Send messages a day by pool and ISP for ``days``, as send_traffic() does for one pool; return the pools."""
        from .records import PlannedTraffic, Pools

        request = make_request(PlannedTraffic, plan=plan, days=days, hours=hours)
        return list(self._ask(Pools, "send_traffic", request).pools)

    def warm_up(self, pool: str, per_day: PerDay) -> Pool:
        """Put a managed pool in the state that ``per_day`` messages a day by ISP lead to over time, and return it.

        It gets the IPs that this volume needs, each as warm at each ISP as this volume keeps it. No time passes, and no
        traffic is counted or charged. A volume too small for a dedicated IP leaves the pool without one.
        """
        from .records import WarmUp

        return self._ask(Pool, "warm_up", make_request(WarmUp, pool_name=pool, per_day=per_day))

    def recipient(self, address_or_domain: str, outcome: RecipientOutcome | str) -> None:
        """Choose the outcome of mail to an address, or to a whole domain, from now on.

        ``outcome`` is DELIVER, BOUNCE, SOFT_BOUNCE or COMPLAINT. An address takes precedence over its domain.
        """
        from .records import Recipient

        self._ask(Recipient, "set_recipient", make_request(Recipient, recipient=address_or_domain, outcome=outcome))

    def blocklist(self, ip: str, isps: Iterable[Isp] | None = None) -> None:
        """Put a dedicated IP on a blocklist that ``isps`` (None: all) use: they bounce mail from this IP, and the
        Bounce event names it. Raises NotFoundError."""
        from .records import Blocklisting

        named = None if isps is None else tuple(isps)
        self._ask(Blocklisting, "blocklist", make_request(Blocklisting, ip=ip, isps=named))

    def delist(self, ip: str) -> None:
        """Take a dedicated IP off every blocklist. Raises NotFoundError."""
        from .records import Delisting

        self._ask(Delisting, "delist", make_request(Delisting, ip=ip))

    def verify(self, identity: str) -> None:
        """Verify a pending email identity, an address or a domain: one that was created while the policy says
        ``verify_identities=False``, or by a custom verification email. Raises NotFoundError."""
        from .records import Verification

        self._ask(Verification, "verify", make_request(Verification, identity=identity))

    def fail(self, operation: str, error: str, times: int = 1) -> None:
        """Refuse the next ``times`` calls of an operation of SES v1 or v2, with SES's status.

        ``error`` is one that SES declares for the operation, or ``Throttling``, which v2 answers as
        ``TooManyRequestsException``. Where both APIs have the operation and the error, each refuses that many
        calls. AWS SDKs retry some errors: each attempt is a call.
        """
        from .records import Failure

        self._ask(Failure, "fail", make_request(Failure, operation=operation, error=error, times=times))

    @property
    def policy(self) -> SendingPolicy:
        """The policy that SES follows in this Region. A new policy takes effect at once."""
        return self._ask(SendingPolicy, "get_policy")

    @policy.setter
    def policy(self, policy: SendingPolicy) -> None:
        if not isinstance(policy, SendingPolicy):
            raise InvalidValueError(f"policy must be a SendingPolicy: {policy!r} was given.")
        self._ask(SendingPolicy, "put_policy", policy)

    def bill(self) -> Bill:
        """The charges for dedicated IPs of the simulated calendar month so far."""
        return self._ask(Bill, "get_bill")

    def lease_standard_ips(self, count: int, pool: str | None = None) -> list[str]:
        """Give the account ``count`` standard dedicated IPs, as a support case does, and return their addresses.

        They are assigned to the standard pool ``pool``, or by default to no pool (``ses-default-dedicated-pool``).
        """
        from .records import Lease, Leased

        return list(self._ask(Leased, "lease_standard_ips", make_request(Lease, count=count, pool_name=pool)).ips)

    def pool(self, name: str) -> Pool:
        """A snapshot of the pool with this name. Raises NotFoundError."""
        return self._ask(Pool, "get_pool", name=_pool_name(name))

    def pools(self) -> list[Pool]:
        """Snapshots of all pools, oldest first."""
        from .records import Pools

        return list(self._ask(Pools, "list_pools").pools)

    def last_7_days(self, pool: str) -> PoolWeek:
        """A pool's last seven days by hour: messages sent, through dedicated IPs or not, and the figures for each ISP.

        Raises NotFoundError.
        """
        from moto_ses_managed.simulation.views.week import PoolWeek

        return self._ask(PoolWeek, "get_last_7_days", name=_pool_name(pool))

    @property
    def messages(self) -> list[Message]:
        """Snapshots of the messages that SES accepted, oldest first.

        Beyond the policy's ``max_stored_messages`` the oldest are discarded, except those that still wait in a queue.
        Discarded messages still count in pools, bill, quota and statistics.
        """
        from .records import MessagePage, Paging

        messages: list[Message] = []
        paging = Paging(_PAGE)
        while True:
            page = self._ask(MessagePage, "list_messages", paging)
            messages += [self._readable(message) for message in page.messages]
            if page.next_token is None:
                return messages
            paging = Paging(_PAGE, page.next_token)

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events that SES publishes about mail, in order, whether or not there is an event destination.

        The events of a message are kept as long as the message.
        """
        from .records import EventPage, Paging

        events: list[dict[str, Any]] = []
        paging = Paging(_PAGE)
        while True:
            page = self._ask(EventPage, "list_events", paging)
            events += page.events
            if page.next_token is None:
                return events
            paging = Paging(_PAGE, page.next_token)

    @contextmanager
    def wall_time(self) -> Iterator[None]:
        """Make ``datetime.now()`` and ``time.time()`` of this process return the simulated time in a ``with`` block.

        They follow calls of these hooks such as advance() and send_traffic(). This needs time-machine (the extra
        ``time``) or freezegun.
        """
        from .wall_time import process_time

        with process_time(self.now) as follow:
            self._follow = follow
            try:
                yield
            finally:
                self._follow = None

    def regions(self) -> list[UsedRegion]:
        """The accounts and Regions whose SES was used, in this mock or server, sorted by account and Region."""
        from .records import UsedRegions

        return list(self._ask(UsedRegions, "list_regions").regions)

    def elsewhere(self, region: str | None = None, account_id: str | None = None) -> SesManaged:
        """The hooks into another Region or account of the same mock or server."""
        return SesManaged(region or self.region, account_id or self.account_id, self._server or place.IN_PROCESS)

    def reset(self) -> None:
        """Reset this Region: no pools, configuration sets, identities or messages, and the clock shows the present."""
        from .records import Nothing, Now

        self._ask(Now, "reset", Nothing())

    def _readable(self, message: Message) -> Message:
        """Make a message from a server load its content on first use."""
        if self._server is not None:
            message.read_later(partial(self._content, message.message_id))
        return message

    def _content(self, message_id: str) -> MailContent:
        from .records import MessageDetails

        details = self._ask(MessageDetails, "get_message", name=message_id)
        return details.content(self._ask(bytes, "get_raw_message", name=message_id))

    def _ask(self, reply: type[Reply], call: str, request: Any = None, *, name: str | None = None) -> Reply:
        from .records import Now

        answer = self._transport.call(reply, call, self._selection, name, request)
        if self._follow is not None:
            self._follow(self._transport.call(Now, "get_clock", self._selection, None, None).now)
        return answer


def _pool_name(name: object) -> str:
    if not isinstance(name, str) or not name:
        raise NotFoundError(Kind.POOL, str(name))
    return name
