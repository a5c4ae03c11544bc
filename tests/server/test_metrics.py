"""CloudWatch and the statistics over HTTP, account by account."""

from __future__ import annotations

from datetime import timedelta

from moto_ses_managed import SesManaged
from tests.metrics.reading import Reader, listed
from tests.support.server_clients import client_at


def test_each_account_of_a_server_sees_its_own_pools_metrics(server_url: str) -> None:
    first, second = "650000000001", "650000000002"
    for account, daily in ((first, 2_400), (second, 48)):
        ses = client_at(server_url, account=account)
        ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
        SesManaged(account_id=account, server=server_url).send_traffic("marketing", {"Gmail": daily}, days=10)
    for account, daily in ((first, 2_400), (second, 48)):
        hooks = SesManaged(account_id=account, server=server_url)
        reader = Reader(client_at(server_url, "cloudwatch", account))
        pool, soon = hooks.pool("marketing"), hooks.now + timedelta(minutes=1)
        assert reader.values("Send", "Sum", hooks.now - timedelta(days=7), hooks.now) == [daily] * 7
        assert reader.total(soon) == pool.sent_last_7_days
        gmail = pool.by_isp["Gmail"]
        assert reader.latest("SentLast24Hours", soon, "Gmail") == gmail.sent_last_24_hours == daily
        assert reader.latest("Available24HourSend", soon, "Gmail") == gmail.capacity_24_hours
        assert len(listed(reader.client)) == 4


def test_statistics_quota_and_vdm_figures_go_by_the_servers_simulated_clock(server_url: str) -> None:
    account = "650000000003"
    ses, v1 = (client_at(server_url, service, account) for service in ("sesv2", "ses"))
    hooks = SesManaged(account_id=account, server=server_url)
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    hooks.advance(days=2000)
    hooks.send_traffic("marketing", {"Gmail": 240}, days=2)
    points = v1.get_send_statistics()["SendDataPoints"]
    assert sum(point["DeliveryAttempts"] for point in points) == 480
    assert all(hooks.now - timedelta(days=2, hours=1) < point["Timestamp"] < hooks.now for point in points)
    assert v1.get_send_quota()["SentLast24Hours"] == ses.get_account()["SendQuota"]["SentLast24Hours"] == 240
    asked = {"Id": "q", "Namespace": "VDM", "Metric": "DELIVERY"}
    span = {"StartDate": hooks.now - timedelta(days=9), "EndDate": hooks.now + timedelta(days=1)}
    [result] = ses.batch_get_metric_data(Queries=[asked | span])["Results"]
    assert sum(result["Values"]) == 480
