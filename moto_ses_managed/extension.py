"""activate() and deactivate(): add this package's hooks to moto, and remove them.

moto has no extension point. activate() replaces the classes of moto's SES and CloudWatch backends with subclasses, and
adds the paths of the control API and the console to moto's own API. The internals of moto that this needs are in
``moto_compat``. activate() checks them first: if one is missing, it raises an error and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib.metadata import version
from logging import getLogger
from threading import RLock
from typing import Any, NamedTuple

from .import_hook import after_import
from .ses_hosts import find_more_hosts
from .simulation.errors import SesManagedError

_log = getLogger(__name__)

_lock = RLock()
_undo: list[Callable[[], None]] = []
_declined = False


_INCOMPATIBLE = (
    "moto {} has no {}, which moto_ses_managed needs: "
    "install a version of moto that this one supports (pip install 'moto-ses-managed')."
)


_UNSUPPORTED = "{} can't be used with moto_ses_managed: install a supported version (pip install 'moto-ses-managed')."


class IncompatibleMotoError(SesManagedError):
    """The installed moto or botocore is not supported, or lacks a name that this package needs."""


def activate() -> None:
    """Give every ``moto.mock_aws`` managed pools, from now until deactivate(). A second call changes nothing.

    A running mock keeps its SES state. A moto server must be started after this call. Raises IncompatibleMotoError if
    the version of moto or botocore is not supported or lacks a name that is needed. Raises another SesManagedError if
    a running mock has something that SES would refuse, such as a 51st pool. Either error changes nothing.
    """
    global _declined  # noqa: PLW0603  (moto has one state for the process, and so has this)
    with _lock:
        _declined = False
        if _undo:
            return
    # Import before taking the lock: a thread that is importing moto's SES may call this too, and wait for the lock.
    check_moto()
    from moto.cloudwatch.models import CloudWatchBackend, cloudwatch_backends
    from moto.ses.models import ses_backends
    from moto.sesv2.models import sesv2_backends

    from . import moto_compat
    from .console.urls import CONSOLE_PATHS
    from .events import prepare
    from .forking import care_for_forks
    from .metrics import ManagedCloudWatchBackend
    from .ses import urls as v1_urls
    from .ses.models import ManagedSESBackend
    from .sesv2.models import ManagedSESV2Backend
    from .sesv2.shortcut import answer_client
    from .sesv2.urls import paths_among_v1

    v1_urls.url_paths.update(paths_among_v1)
    care_for_forks()
    with _lock:
        if _undo:
            return
        _hook_backend(
            ses_backends, ManagedSESBackend, ManagedSESBackend.from_plain_moto, lambda managed: managed.to_plain_moto()
        )
        _hook_backend(sesv2_backends, ManagedSESV2Backend, _fresh(ManagedSESV2Backend), None)
        _hook_backend(
            cloudwatch_backends,
            ManagedCloudWatchBackend,
            _going_on(ManagedCloudWatchBackend),
            _going_on(CloudWatchBackend),
        )
        _undo.append(after_import("moto.cloudformation.models", _hook_cloudformation))
        _undo.append(find_more_hosts())
        _undo.append(moto_compat.add_paths({**CONSOLE_PATHS, **v1_urls.UNSUBSCRIBE_PATHS}))
        if moto_compat.shortcuts_work():
            _undo.append(moto_compat.answer_clients_with(answer_client))
        _undo.append(moto_compat.end_timed_deliveries)
        ManagedSESBackend.publisher = prepare


def deactivate() -> None:
    """Leave moto as it was before activate(). A second call changes nothing.

    A running mock keeps the part of its SES state that plain moto can hold.
    """
    global _declined  # noqa: PLW0603
    from .ses.regions import all_regions_locked

    # With all Regions locked, no call is in progress: plain moto gets the state between two calls.
    with _lock, all_regions_locked():
        _declined = True
        # In the same order as activate(): v2's new backends are based on v1's.
        for undo in _undo:
            undo()
        _undo.clear()


def activate_unless_declined() -> None:
    """Call activate(), except after deactivate(). The plugin calls this when moto's SES is first imported."""
    if not _declined:
        activate()


class Standing(NamedTuple):
    """Whether the hooks are active, and whether deactivate() was called."""

    active: bool
    declined: bool


def standing() -> Standing:
    """The current state, for restore()."""
    return Standing(is_active(), _declined)


def restore(before: Standing) -> None:
    """Restore an earlier state, for later code in this process, such as another run of pytest."""
    global _declined  # noqa: PLW0603
    if before.active:
        activate()
    else:
        deactivate()
    _declined = before.declined


def is_active() -> bool:
    """Whether activate() is in effect."""
    return bool(_undo)


def check_moto(names: Iterable[str] | None = None) -> None:
    """Raise IncompatibleMotoError unless moto and botocore are supported and moto has ``names``.

    ``names`` are names of moto_compat, by default those in NEEDED.
    """
    try:
        from . import moto_compat
    except ImportError as error:
        # If moto lacks one of its own names, the error's attributes have only the module; its text has the name.
        name = re.search(r"cannot import name '(\w+)'", str(error))
        lacking = [f"{error.name}.{name[1]}" if name else str(error.name)]
    else:
        if unsupported := moto_compat.unsupported():
            raise IncompatibleMotoError(_UNSUPPORTED.format(" and ".join(unsupported)))
        lacking = moto_compat.missing(moto_compat.NEEDED if names is None else names)
    if lacking:
        raise IncompatibleMotoError(_INCOMPATIBLE.format(version("moto"), ", ".join(lacking)))


def _hook_cloudformation() -> None:
    from .moto_compat import FOR_CLOUDFORMATION

    try:
        check_moto(FOR_CLOUDFORMATION)
    except IncompatibleMotoError as error:
        # CloudFormation may be imported for services other than SES, which must continue to work.
        _log.warning("moto's CloudFormation stays without SES's types: %s", error)
        return
    from moto.cloudformation.models import CloudFormationBackend, cloudformation_backends

    from .cloudformation.models import ManagedCloudFormationBackend
    from .cloudformation.types import add_types, remove_types

    with _lock:
        _hook_backend(
            cloudformation_backends,
            ManagedCloudFormationBackend,
            _going_on(ManagedCloudFormationBackend),
            _going_on(CloudFormationBackend),
        )
        add_types()
        _undo.append(remove_types)


def _fresh(backend: type[Any]) -> Callable[[Any], Any]:
    return lambda other: backend(other.region_name, other.account_id)


def _going_on(backend: type[Any]) -> Callable[[Any], Any]:
    """A function that makes a backend with all the state of another one."""

    def make(other: Any) -> Any:
        made = backend(other.region_name, other.account_id)
        made.__dict__.update(other.__dict__)
        return made

    return make


def _hook_backend(
    backends: Any,
    managed: type[Any],
    from_plain_moto: Callable[[Any], Any],
    restore: Callable[[Any], Any] | None,
) -> None:
    from .moto_compat import replace_backends

    plain = backends.backend
    replace_backends(backends, managed, from_plain_moto)
    _undo.append(lambda: replace_backends(backends, plain, restore or _fresh(plain)))
