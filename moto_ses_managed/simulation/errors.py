"""The errors of the simulation. The APIs translate them to SES's own codes and messages."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """The kind of thing that an error is about."""

    POOL = "dedicated IP pool"
    DEDICATED_IP = "dedicated IP"
    CONFIGURATION_SET = "configuration set"
    IDENTITY = "email identity"
    CONTACT_LIST = "contact list"
    CONTACT = "contact"
    TENANT = "tenant"
    VERIFICATION_TEMPLATE = "custom verification email template"
    JOB = "job"
    ENDPOINT = "multi-region endpoint"
    MESSAGE = "message"
    TAGGED_RESOURCE = "tagged resource"
    CERTIFICATE = "certificate"
    PATH = "path"


class SesManagedError(Exception):
    """The base class of all errors that this package raises."""


class InvalidValueError(SesManagedError, ValueError):
    """A value is invalid; the message names it and says what was expected."""


class EndOfTimeError(InvalidValueError):
    """The simulated time would be after the last possible date."""


class InvalidPolicyError(InvalidValueError):
    """A value of a SendingPolicy is invalid: ``name`` is the field, ``problem`` the reason."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}")
        self.name = name
        self.problem = problem


class NotFoundError(SesManagedError, LookupError):
    """Something with this name does not exist."""

    def __init__(self, kind: Kind, name: str, message: str | None = None) -> None:
        super().__init__(message or f"There is no {kind.value} named {name!r} here.")
        self.kind = kind
        self.name = name


class AlreadyExistsError(SesManagedError):
    """The name is already in use."""

    def __init__(self, kind: Kind, name: str, message: str | None = None) -> None:
        super().__init__(message or f"A {kind.value} named {name!r} already exists.")
        self.kind = kind
        self.name = name


class LimitExceededError(SesManagedError):
    """A quota of the account in this Region is used up."""

    def __init__(self, kind: Kind, limit: int) -> None:
        super().__init__(f"This account has reached its limit of {limit:,} {_plural(kind)} in this Region.")
        self.kind = kind
        self.limit = limit


class ReservedPoolError(SesManagedError):
    """The name belongs to one of the two pools that SES manages itself."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is reserved: SES manages this pool itself.")
        self.name = name


class ScalingModeError(SesManagedError):
    """A managed pool cannot become a standard one."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The pool {name!r} is managed: it cannot go back to STANDARD.")
        self.name = name


class PoolInUseError(SesManagedError):
    """A standard pool with dedicated IPs in it cannot be deleted."""

    def __init__(self, pool: str, ips: int) -> None:
        held = "1 dedicated IP" if ips == 1 else f"{ips} dedicated IPs"
        super().__init__(f"The standard pool {pool!r} has {held}: move them to another pool first.")
        self.pool = pool


class ManagedIpError(SesManagedError):
    """Dedicated IPs of a managed pool cannot be moved or warmed up by hand: SES does both."""

    def __init__(self, pool: str) -> None:
        super().__init__(
            f"The pool {pool} is managed: SES places and warms up its dedicated IPs, so they can't be set by hand."
        )
        self.pool = pool


def _plural(kind: Kind) -> str:
    return "email identities" if kind is Kind.IDENTITY else f"{kind.value}s"
