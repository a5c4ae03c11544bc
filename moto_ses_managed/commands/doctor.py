"""The command ``moto-ses-managed doctor``: the facts about an installation that a bug report needs."""

from __future__ import annotations

import platform
import sys
from collections import Counter
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from .. import moto_compat
from ..extension import IncompatibleMotoError, activate, deactivate, is_active
from ..version import __version__

_DISTRIBUTIONS = ("moto", "boto3", "botocore", "dotpromptz-handlebars", "pytest")

EXTRAS = {
    "server": ("flask", "waitress", "httptools", "jinja2"),
    "proxy": ("multipart",),
    "console": ("plotly",),
    "smtp": ("aiosmtpd",),
    "time": ("time-machine",),
    "terminal": ("rich",),
}
"""The distributions that each extra installs."""

_APIS = ("ses", "sesv2")


class Answerer(Enum):
    """What answers an operation."""

    SIMULATED = "simulated here"
    MOTO = "moto's own"
    NOBODY = "not implemented"


def run(*, operations: bool) -> int:
    """Print the report. Return the exit code: 0, or 1 if managed pools can't be activated here."""
    print(f"moto-ses-managed {__version__}, Python {platform.python_version()}, {platform.platform()}")
    for name in _DISTRIBUTIONS:
        _line(name, _version(name) or "not installed")
    for extra, names in EXTRAS.items():
        _line(f"extra {extra}", ", ".join(f"{name} {_version(name) or 'not installed'}" for name in names))
    was_active = is_active()
    try:
        activate()
    except IncompatibleMotoError as error:
        print(f"moto-ses-managed: {error}", file=sys.stderr)
        return 1
    try:
        _hooks()
        _operations(each=operations)
    finally:
        if not was_active:
            deactivate()
    return 0


def _hooks() -> None:
    from moto.cloudwatch.models import cloudwatch_backends
    from moto.ses.models import ses_backends
    from moto.sesv2.models import sesv2_backends

    for label, backends in (("SES", ses_backends), ("SES v2", sesv2_backends), ("CloudWatch", cloudwatch_backends)):
        backend = backends.backend
        _line(f"hooked: {label}", f"{backend.__module__}.{backend.__qualname__}")
    slow = moto_compat.missing(moto_compat.FOR_SHORTCUTS)
    _line("shortcut", f"off: moto has no {', '.join(slow)}" if slow else "on")


def _operations(*, each: bool) -> None:
    for api in _APIS:
        answerers = answerers_of(api)
        counts = Counter(answerers.values())
        _line(f"operations of {api}", ", ".join(f"{counts[kind]} {kind.value}" for kind in Answerer))
        if each:
            for name, kind in answerers.items():
                print(f"  {name}: {kind.value}")


def answerers_of(api: str) -> dict[str, Answerer]:
    """What answers each operation of ``ses`` or ``sesv2`` in botocore's model, by the operation's name."""
    from moto.core.utils import camelcase_to_underscores, get_service_model

    answerer = _v1_answerer if api == "ses" else _v2_answerer
    names = sorted(get_service_model(api).operation_names)
    return {name: answerer(name, camelcase_to_underscores(name)) for name in names}


def _v1_answerer(_name: str, method_name: str) -> Answerer:
    from ..ses.v1.responses import ManagedEmailResponse

    return _owner_of(getattr(ManagedEmailResponse, method_name, None))


def _v2_answerer(name: str, method_name: str) -> Answerer:
    from moto.sesv2.responses import SESV2Response

    from ..sesv2.operations.all import operation_handler

    if operation_handler(name) is not None:
        return Answerer.SIMULATED
    return _owner_of(getattr(SESV2Response, method_name, None))


def _owner_of(method: Any) -> Answerer:
    if method is None:
        return Answerer.NOBODY
    package = __name__.partition(".")[0]
    return Answerer.SIMULATED if method.__module__.partition(".")[0] == package else Answerer.MOTO


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _line(label: str, text: str) -> None:
    print(f"{label + ':':<26}{text}")
