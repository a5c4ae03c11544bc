"""activate() and deactivate(): what they change in moto, and that they leave nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import moto
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import moto_ses_managed
from moto_ses_managed import InvalidValueError, SesManaged, activate, deactivate
from moto_ses_managed.extension import IncompatibleMotoError, is_active
from tests.support.sending import managed_pool


@pytest.fixture(autouse=True)
def active_afterwards() -> Iterator[None]:
    yield
    activate()


def motos_parts() -> dict[str, Any]:
    from moto.moto_api._internal.urls import url_paths
    from moto.ses.models import ses_backends
    from moto.sesv2.models import sesv2_backends

    return {"ses": ses_backends.backend, "sesv2": sesv2_backends.backend, "paths": dict(url_paths)}


def ses() -> Any:
    return boto3.client("sesv2", region_name="us-east-1")


def is_managed() -> bool:
    """Whether pools behave; plain moto takes the same name twice."""
    client = ses()
    client.create_dedicated_ip_pool(PoolName="probe")
    try:
        client.create_dedicated_ip_pool(PoolName="probe")
    except client.exceptions.AlreadyExistsException:
        return True
    finally:
        client.delete_dedicated_ip_pool(PoolName="probe")
    return False


def test_deactivate_leaves_moto_as_it_was() -> None:
    deactivate()
    before = motos_parts()
    activate()
    assert motos_parts() != before
    deactivate()
    assert motos_parts() == before
    with moto.mock_aws():
        assert not is_managed()


def test_both_can_be_called_twice() -> None:
    deactivate()
    before = motos_parts()
    activate()
    once = motos_parts()
    activate()
    assert motos_parts() == once
    deactivate()
    deactivate()
    assert motos_parts() == before


def test_mock_aws_of_the_package_activates_in_every_form() -> None:
    deactivate()

    @moto_ses_managed.mock_aws
    def decorated() -> bool:
        return is_managed()

    assert decorated()
    with moto_ses_managed.mock_aws():
        assert is_managed()
    with moto_ses_managed.mock_aws(config={"core": {"reset_boto3_session": False}}):
        assert is_managed()


def test_activate_inside_a_running_mock_keeps_the_state_that_plain_moto_has() -> None:
    deactivate()
    with moto.mock_aws():
        client = ses()
        client.create_email_identity(EmailIdentity="example.com")
        client.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED", Tags=[{"Key": "k", "Value": "v"}])
        client.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
        activate()
        pool = SesManaged().pool("pool")
        assert (pool.scaling_mode.value, pool.tags, pool.configuration_sets) == ("MANAGED", {"k": "v"}, ("set",))
        assert client.get_configuration_set(ConfigurationSetName="set")["SendingOptions"] == {"SendingEnabled": True}
        with pytest.raises(client.exceptions.AlreadyExistsException):
            client.create_email_identity(EmailIdentity="example.com")


def test_activate_inside_a_mock_that_has_what_ses_would_not_take_changes_nothing() -> None:
    deactivate()
    before = motos_parts()
    with moto.mock_aws():
        ses().create_dedicated_ip_pool(PoolName="Not a pool's name")
        with pytest.raises(InvalidValueError, match="Not a pool's name"):
            activate()
        assert motos_parts() == before
        assert ses().list_dedicated_ip_pools()["DedicatedIpPools"] == ["Not a pool's name"]


def test_deactivate_inside_a_running_mock_keeps_what_plain_moto_can_hold() -> None:
    activate()
    with moto.mock_aws():
        client = ses()
        client.create_email_identity(EmailIdentity="example.com")
        managed_pool(client)
        deactivate()
        assert client.list_dedicated_ip_pools()["DedicatedIpPools"] == ["pool"]
        assert client.get_email_identity(EmailIdentity="example.com")["IdentityType"] == "DOMAIN"
        assert client.get_configuration_set(ConfigurationSetName="set")["DeliveryOptions"] == {
            "SendingPoolName": "pool"
        }
        activate()
        [pool] = SesManaged().pools()
        assert (pool.name, pool.configuration_sets) == ("pool", ("set",))


@settings(max_examples=25)
@given(steps=st.lists(st.sampled_from(["activate", "deactivate", "enter", "leave"]), max_size=12))
def test_activations_and_mocks_nest_and_repeat_in_any_order(steps: list[str]) -> None:
    deactivate()
    plain = motos_parts()
    open_mocks: list[Any] = []
    for step in steps:
        if step == "activate":
            activate()
        elif step == "deactivate":
            deactivate()
        elif step == "enter":
            open_mocks.append(moto.mock_aws())
            open_mocks[-1].start()
        elif open_mocks:
            open_mocks.pop().stop()
        if open_mocks:
            assert is_managed() == is_active()
    while open_mocks:
        open_mocks.pop().stop()
    deactivate()
    assert motos_parts() == plain


def test_threads_that_activate_at_once_activate_once() -> None:
    deactivate()
    before = motos_parts()
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda _: activate(), range(64)))
    assert is_active()
    deactivate()
    assert motos_parts() == before


def test_a_moto_that_lacks_something_is_named_and_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    deactivate()
    before = motos_parts()
    monkeypatch.delattr("moto.ses.models.DedicatedIpPool")
    with pytest.raises(IncompatibleMotoError, match=rf"moto {moto.__version__} has no moto.ses.models.DedicatedIpPool"):
        activate()
    assert motos_parts() == before
    assert not is_active()


def test_a_reset_of_moto_resets_pools_and_clock() -> None:
    import requests

    with moto_ses_managed.mock_aws():
        ses().create_dedicated_ip_pool(PoolName="pool")
        hooks = SesManaged()
        moved = hooks.advance(days=1)
        requests.post("http://motoapi.amazonaws.com/moto-api/reset", timeout=30)
        assert hooks.pools() == []
        assert hooks.now < moved


def test_public_names_are_all_there_and_no_others() -> None:
    for name in moto_ses_managed.__all__:
        assert getattr(moto_ses_managed, name) is not None
    assert dir(moto_ses_managed) == sorted(moto_ses_managed.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = moto_ses_managed.nothing
