"""activate() and deactivate(): the one module that knows how moto is hooked.

moto offers no extension point, so this puts subclasses where moto looks up the classes of its SES and CloudWatch
backends, and adds the paths of the control API and the console to those of moto's own. Each thing that is touched is
checked first, so that a moto which lacks one is refused with a clear message and left as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from threading import RLock
from typing import TYPE_CHECKING, Any

from .simulation.errors import SesManagedError

if TYPE_CHECKING:
    from moto.core.base_backend import BackendDict

_lock = RLock()
_undo: list[Callable[[], None]] = []
_declined = False


class IncompatibleMotoError(SesManagedError):
    """The installed moto lacks something that this package hooks into."""


_NEEDED = (
    ("moto.ses.models", "ses_backends"),
    ("moto.ses.models", "SESBackend.create_email_identity_v2"),
    ("moto.ses.models", "ConfigurationSet"),
    ("moto.ses.models", "DedicatedIpPool"),
    ("moto.ses.models", "SESBackend.__process_sns_feedback__"),
    ("moto.ses.responses", "EmailResponse.call_action"),
    ("moto.ses.responses", "EmailResponse.parse_parameters"),
    ("moto.sesv2.models", "sesv2_backends"),
    ("moto.sesv2.models", "SESV2Backend"),
    ("moto.sesv2.responses", "SESV2Response.setup_class"),
    ("moto.core.responses", "ActionResult"),
    ("moto.core.responses", "EmptyResult"),
    ("moto.core.models", "botocore_stubber.process_request"),
    ("moto.core.config", "passthrough_service"),
    ("moto.iam.models", "mark_account_as_visited"),
    ("moto.moto_api", "recorder"),
    ("moto.core.common_models", "CloudWatchMetricProvider"),
    ("moto.cloudwatch.models", "cloudwatch_backends"),
    ("moto.cloudwatch.models", "CloudWatchBackend.aws_metric_data"),
    ("moto.cloudwatch.models", "CloudWatchBackend.get_metric_data"),
    ("moto.cloudwatch.models", "CloudWatchBackend.get_metric_statistics"),
    ("moto.cloudwatch.models", "MetricAggregatedDatum"),
    ("moto.moto_api._internal.urls", "url_paths"),
)


def activate() -> None:
    """Give every ``moto.mock_aws`` managed pools, from now until deactivate(). A second call changes nothing.

    A mock that is running goes on with the SES state that it has. A moto server must be started after this call.
    Raises IncompatibleMotoError where the installed moto lacks something that is needed, and another SesManagedError
    where a running mock has what SES would not take, a 51st pool for instance; nothing has changed then.
    """
    # Everything is imported before the lock is taken: a thread that imports moto's SES may be on its way here.
    _check_moto()
    from moto.cloudwatch.models import cloudwatch_backends
    from moto.ses.models import ses_backends
    from moto.sesv2.models import sesv2_backends

    from .console.urls import CONSOLE_PATHS
    from .events import prepare
    from .metrics import ManagedCloudWatchBackend
    from .ses import urls as v1_urls
    from .ses.models import ManagedSESBackend
    from .sesv2.models import ManagedSESV2Backend
    from .sesv2.shortcut import answer_client
    from .sesv2.urls import paths_among_v1

    v1_urls.url_paths.update(paths_among_v1)
    global _declined  # noqa: PLW0603  (moto has one state for the process, and so has this)
    with _lock:
        _declined = False
        if _undo:
            return
        _hook_backend(ses_backends, ManagedSESBackend, ManagedSESBackend.adopt, lambda managed: managed.as_plain())
        _hook_backend(sesv2_backends, ManagedSESV2Backend, _fresh(ManagedSESV2Backend), None)
        _hook_backend(
            cloudwatch_backends,
            ManagedCloudWatchBackend,
            ManagedCloudWatchBackend.adopt,
            lambda managed: managed.as_plain(),
        )
        _hook_paths(CONSOLE_PATHS)
        _hook_clients(answer_client)
        ManagedSESBackend.publisher = prepare


def deactivate() -> None:
    """Leave moto as it was before activate(). A second call changes nothing.

    A mock that is running goes on with what plain moto can keep of its SES state.
    """
    global _declined  # noqa: PLW0603
    with _lock:
        _declined = True
        # In the order of activate(): v2's backends are made anew on top of v1's.
        for undo in _undo:
            undo()
        _undo.clear()


def activate_unless_declined() -> None:
    """activate(), except after a deactivate(): the plugin calls this when moto's SES is first imported."""
    if not _declined:
        activate()


def is_active() -> bool:
    """Whether moto's SES is this package's at present."""
    return bool(_undo)


if TYPE_CHECKING:
    from moto import mock_aws as mock_aws
else:

    def mock_aws(*args, **kwargs):
        """moto's ``mock_aws``, with activate() done."""
        activate()
        from moto import mock_aws as moto_mock_aws

        return moto_mock_aws(*args, **kwargs)


def _check_moto() -> None:
    for module_name, path in _NEEDED:
        try:
            found: Any = import_module(module_name)
            for attribute in path.split("."):
                found = getattr(found, attribute)
        except (ImportError, AttributeError) as error:
            raise IncompatibleMotoError(
                f"moto {version('moto')} has no {module_name}.{path}, which moto_ses_managed needs: "
                f"install a version of moto that this one supports (pip install 'moto-ses-managed')."
            ) from error


def _fresh(backend: type[Any]) -> Callable[[Any], Any]:
    return lambda other: backend(other.region_name, other.account_id)


def _hook_backend(
    backends: BackendDict[Any],
    managed: type[Any],
    adopt: Callable[[Any], Any],
    restore: Callable[[Any], Any] | None,
) -> None:
    plain = backends.backend
    _put_backend(backends, managed, adopt)
    _undo.append(lambda: _put_backend(backends, plain, restore or _fresh(plain)))


def _put_backend(backends: BackendDict[Any], backend: type[Any], convert: Callable[[Any], Any]) -> None:
    from moto.core.base_backend import backend_lock

    with backend_lock:
        # All are converted before any is put in place: what plain moto took and SES would not is refused as a whole.
        converted = [
            (account, region_name, convert(instance))
            for account in backends.values()
            for region_name, instance in account.items()
        ]
        backends.backend = backend
        for account in backends.values():
            account.backend = backend
        for account, region_name, instance in converted:
            account[region_name] = instance


def _hook_paths(paths: dict[str, Callable[..., Any]]) -> None:
    urls = import_module("moto.moto_api._internal.urls")
    urls.url_paths.update(paths)

    def remove() -> None:
        for path in paths:
            urls.url_paths.pop(path, None)

    _undo.append(remove)


def _hook_clients(answer: Callable[[Any], Any]) -> None:
    """Let ``answer`` look first at what a client sends, and moto at what it leaves."""
    stubber: Any = import_module("moto.core.models").botocore_stubber
    motos = stubber.process_request

    def process_request(request: Any) -> Any:
        reply = answer(request)
        return motos(request) if reply is None else reply

    stubber.process_request = process_request
    _undo.append(lambda: stubber.__dict__.pop("process_request"))
