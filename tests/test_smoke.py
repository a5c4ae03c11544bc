"""The package's promise in its shortest form."""

from __future__ import annotations

import boto3

from moto_ses_managed import SesManaged, mock_aws


def test_a_managed_pool_keeps_its_scaling_mode_and_shows_it_to_the_hooks() -> None:
    with mock_aws():
        client = boto3.client("sesv2", region_name="us-east-1")
        client.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")

        assert client.get_dedicated_ip_pool(PoolName="marketing")["DedicatedIpPool"]["ScalingMode"] == "MANAGED"
        assert SesManaged().pool("marketing").sending_status == "Insufficient volume"
