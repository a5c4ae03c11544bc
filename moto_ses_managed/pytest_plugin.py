"""The pytest plugin: the fixture ``ses_managed``, its marker, and managed pools under every ``mock_aws``.

pytest loads this module at every start, so it imports neither moto nor boto3 before a test needs them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Literal, cast

import pytest

from .early_clients import reach_early_clients
from .moto_watcher import MotoWatcher
from .version import __version__

if TYPE_CHECKING:
    from .control.hooks import SesManaged
    from .simulation.policy import SendingPolicy

_FIXTURE = _MARKER = "ses_managed"
_OPTIONS = frozenset({"region", "account_id", "policy"})
_SCOPES = ("function", "class", "module", "session")

_HOOKS: pytest.StashKey[list[SesManaged]] = pytest.StashKey()
"""The hooks of the fixtures that are set up, the innermost last."""

_REACHES_EARLY_CLIENTS: pytest.StashKey[bool] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "ses_managed_autouse",
        "Give every moto.mock_aws managed pools as soon as moto's SES is used (default: true).",
        type="bool",
        default=True,
    )
    parser.addini("ses_managed_region", "The AWS Region of the fixture ses_managed (default: that of SesManaged()).")
    parser.addini("ses_managed_account", "The AWS account of the fixture ses_managed (default: that of SesManaged()).")
    parser.addini(
        "ses_managed_scope", f"The scope of the fixture ses_managed: {', '.join(_SCOPES)}.", default="function"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "ses_managed(region='us-east-1', account_id='123456789012', policy=SendingPolicy()): "
        "the Region, the account and the sending policy of this test's ses_managed fixture.",
    )
    config.stash[_HOOKS] = []
    if config.getini("ses_managed_scope") not in _SCOPES:
        raise pytest.UsageError(
            f"ses_managed_scope is {config.getini('ses_managed_scope')!r}: one of {', '.join(_SCOPES)} expected."
        )
    _reach_early_clients(config)
    if config.getini("ses_managed_autouse"):
        watcher = MotoWatcher()
        watcher.start()
        config.add_cleanup(watcher.stop)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Reach early clients before pytest loads conftest.py files, which often import the code under test.

    pytest calls pytest_configure only after that.
    """
    _reach_early_clients(early_config)


def _reach_early_clients(config: pytest.Config) -> None:
    # If a conftest.py loads this plugin, pytest calls only pytest_configure.
    if not config.stash.get(_REACHES_EARLY_CLIENTS, False):
        config.stash[_REACHES_EARLY_CLIENTS] = True
        config.add_cleanup(reach_early_clients())


def pytest_report_header(config: pytest.Config) -> str:
    state = "on" if config.getini("ses_managed_autouse") else "off (ses_managed_autouse), on in the fixture ses_managed"
    return f"moto-ses-managed {__version__}: managed pools {state}"


def _scope(fixture_name: str, config: pytest.Config) -> Literal["function", "class", "module", "session"]:  # noqa: ARG001
    return cast("Literal['function', 'class', 'module', 'session']", config.getini("ses_managed_scope"))


@pytest.fixture(scope=_scope)
def ses_managed(request: pytest.FixtureRequest) -> Iterator[SesManaged]:
    """The hooks into the simulated SES, with moto's mock active during the test."""
    options = _options(request.config, request.node)
    policy = options.pop("policy", None)
    from moto import mock_aws

    from .control.hooks import SesManaged
    from .extension import activate, restore, standing

    before = standing()
    stays_active = request.config.getini("ses_managed_autouse") or before.active
    activate()
    in_use = request.config.stash[_HOOKS]
    try:
        with mock_aws():
            hooks = SesManaged(**options)
            in_use.append(hooks)
            try:
                with _policy_of(hooks, policy):
                    yield hooks
            finally:
                in_use.remove(hooks)
    finally:
        if not stays_active:
            restore(before)


@pytest.fixture(scope=_scope)
def sesv2(ses_managed: SesManaged) -> Any:
    """A boto3 client of SES v2 in the account and Region of the fixture ``ses_managed``."""
    import boto3

    client = boto3.client("sesv2", region_name=ses_managed.region)

    def in_this_account(request: Any, **_: Any) -> None:
        request.headers["x-moto-account-id"] = ses_managed.account_id

    client.meta.events.register("before-sign.sesv2", in_this_account)
    return client


@pytest.fixture(scope="session")
def ses_managed_server() -> Iterator[str]:
    """The URL of a ``moto-ses-managed server`` that runs during the test session: ``http://127.0.0.1:PORT``.

    The server is a separate process on a free port; each pytest-xdist worker starts its own. Tests share its state: use
    a different account in each test (the header ``x-moto-account-id``), call
    ``SesManaged(server=ses_managed_server).reset()``, or POST to ``/moto-api/reset``. The fixture needs the extra
    ``server``; without it, every test that uses the fixture fails with a message that names it.

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
    """Set ``policy`` for the hooks' Region, and restore the previous one afterwards: the mock may outlive this test."""
    if policy is None:
        yield
        return
    from .control.errors import NotActiveError

    before = hooks.policy
    hooks.policy = policy
    try:
        yield
    finally:
        # If the test called deactivate(), there is no policy to restore.
        with suppress(NotActiveError):
            hooks.policy = before


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail a test whose marker has no effect: a fixture with a wider scope is set up once for all its tests.

    Warn about a marker on a test that does not use the fixture: no mock runs, and the test calls AWS. A marker on a
    class or a module may be meant for other tests.
    """
    if _FIXTURE not in getattr(item, "fixturenames", ()):
        if any(marker.name == _MARKER for marker in item.own_markers):
            item.warn(pytest.PytestWarning(f"@pytest.mark.{_MARKER} does nothing without the fixture {_FIXTURE}."))
        return
    scope = item.config.getini("ses_managed_scope")
    if scope == "function":
        return
    kinds: dict[str, Any] = {"class": pytest.Class, "module": pytest.Module, "session": pytest.Session}
    shared = item.getparent(kinds[scope]) or item.getparent(pytest.Module)
    seen = list(shared.iter_markers(_MARKER)) if shared is not None else []
    if any(marker not in seen for marker in item.iter_markers(_MARKER)):
        pytest.fail(
            f"@pytest.mark.{_MARKER} is on a test, and ses_managed_scope is {scope}: mark the {scope}, or set "
            "ses_managed_region, ses_managed_account.",
            pytrace=False,
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the state of the pools to the report of a test that failed in its setup or call."""
    report = yield
    hooks = item.config.stash[_HOOKS]
    uses_hooks = _FIXTURE in getattr(item, "fixturenames", ())
    if hooks and uses_hooks and report.when != "teardown" and report.failed:
        from .failure_report import sections

        report.sections += sections(hooks[-1])
    return report


def _markers(node: pytest.Item) -> list[pytest.Mark]:
    """The markers, the nearest first. Those of pytest.param() precede the function's; pytest has them the other way."""
    of_params = getattr(getattr(node, "callspec", None), "marks", ())
    return sorted(node.iter_markers(_MARKER), key=lambda marker: all(marker is not param for param in of_params))


def _options(config: pytest.Config, node: pytest.Item) -> dict[str, Any]:
    """The fixture's options: from the markers, or else from the ini file."""
    ini = {"region": config.getini("ses_managed_region"), "account_id": config.getini("ses_managed_account")}
    options: dict[str, Any] = {name: value for name, value in ini.items() if value}
    for marker in reversed(_markers(node)):
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
