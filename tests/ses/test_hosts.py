"""SES's hosts beside the one that clients call by default."""

from __future__ import annotations

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto import mock_aws as plain_mock_aws

from moto_ses_managed import SesManaged, activate, deactivate

FIPS, IPV6 = {"use_fips_endpoint": True}, {"use_dualstack_endpoint": True}


@pytest.mark.parametrize(
    ("region", "endpoint", "host"),
    [
        ("us-east-1", FIPS, "email-fips.us-east-1.amazonaws.com"),
        ("us-gov-west-1", FIPS, "email-fips.us-gov-west-1.amazonaws.com"),
        ("eu-west-1", IPV6, "email.eu-west-1.api.aws"),
        ("us-east-1", FIPS | IPV6, "email-fips.us-east-1.api.aws"),
    ],
)
def test_both_apis_are_mocked_at_fips_and_dual_stack_endpoints(
    mock: None, region: str, endpoint: dict[str, bool], host: str
) -> None:
    config = Config(retries={"total_max_attempts": 1}, **endpoint)
    v2 = boto3.client("sesv2", region_name=region, config=config)
    v1 = boto3.client("ses", region_name=region, config=config)
    assert v2.meta.endpoint_url == v1.meta.endpoint_url == f"https://{host}"
    v2.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    v1.verify_email_identity(EmailAddress="ann@example.com")
    assert [identity["IdentityName"] for identity in v2.list_email_identities()["EmailIdentities"]] == [
        "ann@example.com"
    ]
    assert [pool.name for pool in SesManaged(region).pools()] == ["pool"]


def test_plain_moto_knows_them_no_better_than_before() -> None:
    deactivate()
    try:
        with plain_mock_aws(), pytest.raises(ClientError, match="Not yet implemented"):
            boto3.client("sesv2", "us-east-1", config=Config(**FIPS)).list_dedicated_ip_pools()
    finally:
        activate()
