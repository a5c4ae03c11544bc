"""The pytest plugin: the fixture ``ses_managed``, its marker, and managed pools under every ``mock_aws``.

pytest loads this at every start, so that it imports neither moto nor boto3 before a test asks for them.
"""

from __future__ import annotations

import importlib.abc
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .control.hooks import SesManaged
    from .simulation.policy import SendingPolicy
    from .simulation.snapshots import Pool

_MARKER = "ses_managed"
_HOOKS: pytest.StashKey[SesManaged] = pytest.StashKey()
_OPTIONS = frozenset({"region", "account_id", "policy"})

_SHOWN_DAYS = 7
"""Finished days of each pool that a failing test shows (our choice: what the console shows)."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "ses_managed_autouse",
        "Give every moto.mock_aws managed pools as soon as moto's SES is used (default: true).",
        type="bool",
        default=True,
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "ses_managed(region='us-east-1', account_id='123456789012', policy=SendingPolicy()): "
        "what this test's ses_managed fixture speaks to, and the policy that holds there.",
    )
    if config.getini("ses_managed_autouse"):
        watcher = _MotoWatcher()
        watcher.start()
        config.add_cleanup(watcher.stop)


@pytest.fixture
def ses_managed(request: pytest.FixtureRequest) -> Iterator[SesManaged]:
    """The hooks into the simulated SES, with moto's mock running around the test."""
    options = _marker_options(request.node)
    policy = options.pop("policy", None)
    from moto import mock_aws

    from .control.hooks import SesManaged
    from .extension import activate, deactivate, is_active
    from .moto_compat import server_of_this_mode

    stays_active = request.config.getini("ses_managed_autouse") or is_active()
    activate()
    try:
        with mock_aws():
            hooks = SesManaged(server=server_of_this_mode(), **options)
            request.node.stash[_HOOKS] = hooks
            with _policy_of(hooks, policy):
                yield hooks
    finally:
        if not stays_active:
            deactivate()


@pytest.fixture(scope="session")
def ses_managed_server() -> Iterator[str]:
    """The URL of a ``moto-ses-managed server`` that runs as long as the test session: ``http://127.0.0.1:PORT``.

    It listens on a free port, in a process of its own: one for each worker of pytest-xdist. What tests leave there is
    there for the next one: take an account of one's own (the header ``x-moto-account-id``), call
    ``SesManaged(server=ses_managed_server).reset()``, or POST to ``/moto-api/reset``. It needs the extra ``server``;
    without it each test that asks for the fixture fails with the words that say so.

        def test_over_http(ses_managed_server):
            ses = boto3.client("sesv2", "us-east-1", endpoint_url=ses_managed_server)
            ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
            SesManaged(server=ses_managed_server).advance(days=3)
    """
    from .server.process import ServerNotStartedError, started_server

    try:
        with started_server() as url:
            yield url
    except ServerNotStartedError as error:
        pytest.fail(f"ses_managed_server could not start: {error}", pytrace=False)


@contextmanager
def _policy_of(hooks: SesManaged, policy: SendingPolicy | None) -> Iterator[None]:
    """Let ``policy`` hold where ``hooks`` lead, and the one before it afterwards: the mock may outlive this test."""
    if policy is None:
        yield
        return
    from .control.errors import NotActiveError

    before = hooks.policy
    hooks.policy = policy
    try:
        yield
    finally:
        # A test that deactivated the package has left no policy behind.
        with suppress(NotActiveError):
            hooks.policy = before


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show in a failed test's report how its pools stood."""
    report = yield
    hooks = item.stash.get(_HOOKS, None)
    if hooks is not None and report.when == "call" and report.failed:
        report.sections.append((f"Dedicated IP pools of {hooks.account_id} in {hooks.region}", _state(hooks)))
    return report


def _state(hooks: SesManaged) -> str:
    from .simulation.errors import SesManagedError

    try:
        lines = [f"It is {hooks.now:%Y-%m-%d %H:%M} UTC there."]
        for pool in hooks.pools():
            lines += [_line(pool), *_last_days(pool)]
    except SesManagedError as error:
        # The test failed already, and this may be why: a server that is gone, pools that were deactivated.
        return f"They can't be shown: {error}"
    return "\n".join(lines if len(lines) > 1 else [*lines, "no dedicated IP pool"])


def _line(pool: Pool) -> str:
    return (
        f"{pool.name} ({pool.scaling_mode.value}): {pool.sending_status}, {len(pool.ips)} IPs, "
        f"{pool.sent_last_7_days} sent in 7 days, {pool.dedicated_percentage_7_days:.0f} % of them dedicated, "
        f"configuration sets: {', '.join(pool.configuration_sets) or 'none'}"
    )


def _last_days(pool: Pool) -> list[str]:
    if not pool.history:
        return []
    from .reports.tables import days_table
    from .reports.terminal import plain_text

    return [f"  {line}" for line in plain_text(days_table(pool.history[-_SHOWN_DAYS:])).splitlines()]


def _marker_options(node: pytest.Item) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for marker in reversed(list(node.iter_markers(_MARKER))):
        if marker.args:
            raise pytest.UsageError(f"@pytest.mark.{_MARKER} takes keywords only: {marker.args!r} was given.")
        unknown = sorted(set(marker.kwargs) - _OPTIONS)
        if unknown:
            raise pytest.UsageError(
                f"@pytest.mark.{_MARKER} has no option {unknown[0]!r}: {', '.join(sorted(_OPTIONS))} expected."
            )
        options |= marker.kwargs
    if "policy" in options:
        from .simulation.policy import SendingPolicy

        if not isinstance(options["policy"], SendingPolicy):
            raise pytest.UsageError(
                f"@pytest.mark.{_MARKER} has policy={options['policy']!r}: a moto_ses_managed.SendingPolicy expected."
            )
    return options


class _MotoWatcher(importlib.abc.MetaPathFinder):
    """Calls activate() once moto's SES or moto's own API has been imported, by whoever.

    Where it is moto's SES v2 that imports them, its own import is awaited: activate() needs it whole.
    """

    _TRIGGERS = ("moto.ses.models", "moto.moto_api._internal.urls")
    _AWAITED = "moto.sesv2.models"

    def __init__(self) -> None:
        self._under_way: set[str] = set()

    def start(self) -> None:
        if any(trigger in sys.modules for trigger in self._TRIGGERS):
            _activate()
            return
        sys.meta_path.insert(0, self)

    def stop(self) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        if "moto_ses_managed.extension" in sys.modules:
            from .extension import deactivate

            deactivate()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in (*self._TRIGGERS, self._AWAITED):
            return None
        others = [finder for finder in sys.meta_path if finder is not self]
        found = (finder.find_spec(fullname, path, target) for finder in others)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _WatchedLoader(spec.loader, self)
        return spec

    @contextmanager
    def importing(self, name: str) -> Iterator[None]:
        """The time in which one of the modules is executed."""
        self._under_way.add(name)
        try:
            yield
        finally:
            self._under_way.discard(name)
        triggered = any(trigger in sys.modules and trigger not in self._under_way for trigger in self._TRIGGERS)
        if triggered and self._AWAITED not in self._under_way:
            _activate()


class _WatchedLoader(importlib.abc.Loader):
    """The module's own loader, under the eyes of the watcher."""

    def __init__(self, loader: importlib.abc.Loader, watcher: _MotoWatcher) -> None:
        self._loader = loader
        self._watcher = watcher

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        # From here on the module is the other loader's alone, so that whoever asks it for its source gets it.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        with self._watcher.importing(module.__name__):
            self._loader.exec_module(module)


def _activate() -> None:
    from .extension import activate_unless_declined

    activate_unless_declined()
