"""How a team tests the code that sets up its pools: the program under test above, its tests below."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from moto_ses_managed import Route, SesManaged


def set_up_newsletter(ses: Any) -> None:
    """Newsletters get a managed pool of their own; a standard pool of the past is converted."""
    try:
        ses.create_dedicated_ip_pool(PoolName="newsletter", ScalingMode="MANAGED")
    except ses.exceptions.AlreadyExistsException:
        ses.put_dedicated_ip_pool_scaling_attributes(PoolName="newsletter", ScalingMode="MANAGED")
    ses.create_configuration_set(
        ConfigurationSetName="newsletter", DeliveryOptions={"SendingPoolName": "newsletter", "TlsPolicy": "REQUIRE"}
    )
    ses.create_email_identity(EmailIdentity="news.example.com", ConfigurationSetName="newsletter")


@pytest.fixture
def ses(ses_managed: SesManaged) -> Any:
    return boto3.client("sesv2", region_name=ses_managed.region)


def test_the_newsletter_has_its_own_managed_pool(ses: Any, ses_managed: SesManaged) -> None:
    set_up_newsletter(ses)
    pool = ses_managed.pool("newsletter")
    assert pool.scaling_mode.value == "MANAGED"
    assert pool.configuration_sets == ("newsletter",)


def test_a_standard_pool_of_the_past_is_converted_with_its_ips(ses: Any, ses_managed: SesManaged) -> None:
    ses.create_dedicated_ip_pool(PoolName="newsletter")
    addresses = ses_managed.lease_standard_ips(4, pool="newsletter")
    set_up_newsletter(ses)
    assert [ip.address for ip in ses_managed.pool("newsletter").ips] == addresses


def test_a_letter_leaves_through_the_shared_pool_while_there_is_no_ip(ses: Any, ses_managed: SesManaged) -> None:
    set_up_newsletter(ses)
    ses.send_email(
        FromEmailAddress="news@news.example.com",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        Content={"Simple": {"Subject": {"Data": "News"}, "Body": {"Text": {"Data": "None yet"}}}},
    )
    [message] = ses_managed.messages
    assert (message.pool, message.route, message.isp) == ("newsletter", Route.SHARED, "Gmail")


def test_setting_up_at_the_limit_of_50_pools_fails_with_sess_error(ses: Any) -> None:
    for number in range(50):
        ses.create_dedicated_ip_pool(PoolName=f"pool-{number}")
    with pytest.raises(ses.exceptions.LimitExceededException):
        set_up_newsletter(ses)
