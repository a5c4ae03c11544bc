"""The account and Region that hooks use by default, and their errors about pools in other places."""

from __future__ import annotations

import pytest

from moto_ses_managed import InvalidValueError, NotFoundError, SesManaged, UnknownIspError, mock_aws
from tests.support.clients import ses_client

VARIABLES = ("AWS_REGION", "AWS_DEFAULT_REGION", "MOTO_ACCOUNT_ID", "TEST_SERVER_MODE", "TEST_PROXY_MODE")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


def test_hooks_lead_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    ses = SesManaged()
    assert (ses.region, ses.account_id, ses.server) == ("us-east-1", "123456789012", None)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    assert SesManaged().region == "eu-west-1"
    monkeypatch.setenv("AWS_REGION", "eu-west-3")
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")
    ses = SesManaged()
    assert (ses.region, ses.account_id) == ("eu-west-3", "111122223333")
    ses = SesManaged("us-west-2", "444455556666")
    assert (ses.region, ses.account_id) == ("us-west-2", "444455556666")


@pytest.mark.parametrize("arguments", [{"region": 5}, {"account_id": 5}, {"server": 5}])
def test_what_is_no_string_is_named(arguments: dict[str, int]) -> None:
    with pytest.raises(InvalidValueError, match="must be a string: 5"):
        SesManaged(**arguments)  # type: ignore[arg-type]


def test_a_block_has_the_mock_around_it() -> None:
    with SesManaged(region="eu-west-1") as ses:
        ses_client("eu-west-1").create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        assert [pool.name for pool in ses.pools()] == ["pool"]
    with SesManaged(region="eu-west-1") as ses:
        assert ses.pools() == []


@pytest.mark.parametrize("server", [None, "http://motoapi.amazonaws.com"])
def test_a_pool_that_is_elsewhere_is_said_to_be_there(server: str | None) -> None:
    with mock_aws():
        ses_client("eu-west-1").create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        ses = SesManaged(server=server)
        with pytest.raises(NotFoundError) as raised:
            ses.pool("pool")
        assert str(raised.value) == (
            "There is no dedicated IP pool named 'pool' in us-east-1 of account 123456789012, but there is in "
            "eu-west-1 of account 123456789012."
        )
        with pytest.raises(NotFoundError, match=r"named 'nowhere' in us-east-1 of account 123456789012\.$"):
            ses.send_traffic("nowhere", {"Gmail": 1})
        elsewhere = ses.elsewhere(region="eu-west-1")
        assert elsewhere.pool("pool").name == "pool"
        assert [(region.region, region.pools) for region in ses.regions()] == [("eu-west-1", 1), ("us-east-1", 0)]


@pytest.mark.parametrize("server", [None, "http://motoapi.amazonaws.com"])
def test_a_region_that_an_earlier_mock_used_is_not_among_those_in_use(server: str | None) -> None:
    with mock_aws():
        ses_client("us-east-1").create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    with mock_aws():
        ses = SesManaged(region="eu-west-1", server=server)
        assert ses.regions() == []
        ses_client("eu-west-1").create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        assert [(used.region, used.pools) for used in ses.regions()] == [("eu-west-1", 1)]


@pytest.mark.parametrize("server", [None, "http://motoapi.amazonaws.com"])
def test_an_isp_that_is_none_is_named_with_those_that_there_are(server: str | None) -> None:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        ses = SesManaged(server=server)
        for by_isp in (ses.pool("pool").by_isp, ses.last_7_days("pool").by_isp):
            with pytest.raises(UnknownIspError, match="Unknown ISP 'gmail': Gmail, Yahoo") as raised:
                by_isp["gmail"]
            assert isinstance(raised.value, KeyError)
            assert by_isp.get("gmail") is None  # type: ignore[call-overload]
        with pytest.raises(InvalidValueError, match="Unknown ISP 'gmail': Gmail, Yahoo"):
            ses.send_traffic("pool", {"gmail": 1})
