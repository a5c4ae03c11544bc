"""The command ``moto-ses-managed demo``: a boto3 program that shows what this package simulates, step by step."""

from __future__ import annotations

from typing import Any

from ..control.hooks import SesManaged
from ..mocking import mock_aws
from ..reports import tables, terminal
from ..reports.milestones import milestones

REGION = "eu-west-1"

FRESH_REGION = "eu-central-1"
"""A Region that is unused so far: a Region's days are counted from its first use."""

SIXTY_DAYS: tuple[tuple[int, dict[str, int]], ...] = (
    (3, {"Gmail": 350, "Orange": 50}),
    (7, {"Gmail": 2_000, "Orange": 400}),
    (6, {"Gmail": 8_000, "Orange": 1_500}),
    (14, {"Gmail": 16_000, "Orange": 3_500}),
    (10, {"Gmail": 30_000, "Orange": 9_000}),
    (11, {"Gmail": 6_000, "Orange": 1_200}),
    (9, {"Gmail": 100}),
)
"""Numbers of days, and the messages a day by ISP: a newsletter that starts, grows, peaks and almost stops."""


def run() -> None:
    """Print the steps and their results."""
    with mock_aws():
        import boto3

        client = boto3.client("sesv2", region_name=REGION)
        hooks = SesManaged(region=REGION)
        _pools(client)
        _limits(client)
        _conversion(client, hooks)
        _association(client, hooks)
        _sending(client, hooks)
        _time(hooks)
        _sixty_days(boto3.client("sesv2", region_name=FRESH_REGION), SesManaged(region=FRESH_REGION))


def _pools(client: Any) -> None:
    _title("A managed pool starts with no IP: SES allocates them as the traffic asks for it")
    client.create_dedicated_ip_pool(
        PoolName="marketing", ScalingMode="MANAGED", Tags=[{"Key": "team", "Value": "growth"}]
    )
    _show("pool", client.get_dedicated_ip_pool(PoolName="marketing")["DedicatedIpPool"])
    _show("IPs", client.get_dedicated_ips(PoolName="marketing")["DedicatedIps"])


def _limits(client: Any) -> None:
    _title("Names are unique, 50 pools are the limit, and SES's own errors say so")
    _refused(client.create_dedicated_ip_pool, PoolName="marketing")
    for number in range(49):
        client.create_dedicated_ip_pool(PoolName=f"spare-{number:02}")
    _refused(client.create_dedicated_ip_pool, PoolName="one-too-many")
    for number in range(49):
        client.delete_dedicated_ip_pool(PoolName=f"spare-{number:02}")
    _show("pools left", client.list_dedicated_ip_pools()["DedicatedIpPools"])


def _conversion(client: Any, hooks: SesManaged) -> None:
    _title("A standard pool becomes a managed one with its IPs; there is no way back")
    client.create_dedicated_ip_pool(PoolName="receipts", ScalingMode="STANDARD")
    _show("leased", hooks.lease_standard_ips(2, pool="receipts"))
    _show("before", client.get_dedicated_ips(PoolName="receipts")["DedicatedIps"][0])
    client.put_dedicated_ip_pool_scaling_attributes(PoolName="receipts", ScalingMode="MANAGED")
    _show("after", client.get_dedicated_ips(PoolName="receipts")["DedicatedIps"][0])
    _refused(client.put_dedicated_ip_pool_scaling_attributes, PoolName="receipts", ScalingMode="STANDARD")


def _association(client: Any, hooks: SesManaged) -> None:
    _title("A configuration set sends through one pool; naming another moves it")
    client.create_configuration_set(
        ConfigurationSetName="newsletter", DeliveryOptions={"SendingPoolName": "receipts", "TlsPolicy": "REQUIRE"}
    )
    client.put_configuration_set_delivery_options(
        ConfigurationSetName="newsletter", SendingPoolName="marketing", TlsPolicy="REQUIRE"
    )
    _show("the set's pool", client.get_configuration_set(ConfigurationSetName="newsletter")["DeliveryOptions"])
    _show("sets of receipts", hooks.pool("receipts").configuration_sets)
    _show("sets of marketing", hooks.pool("marketing").configuration_sets)
    _refused(
        client.put_configuration_set_delivery_options, ConfigurationSetName="newsletter", SendingPoolName="nowhere"
    )


def _sending(client: Any, hooks: SesManaged) -> None:
    _title("Mail takes its configuration set's pool, else the default set of its sender")
    client.create_configuration_set(
        ConfigurationSetName="transactional", DeliveryOptions={"SendingPoolName": "receipts"}
    )
    client.create_email_identity(EmailIdentity="shop.example.com", ConfigurationSetName="transactional")
    for configuration_set in ({"ConfigurationSetName": "newsletter"}, {}):
        _send(client, "ann@gmail.com", **configuration_set)
    for message in hooks.messages:
        route = message.route.value if message.route else "none"
        _show(f"through {message.pool}", f"{route}, IP {message.ip or 'of the shared pool'}, to {message.isp}")
        _show("because", message.explanation)


def _time(hooks: SesManaged) -> None:
    _title("Simulated time moves when the test says so")
    before = hooks.now
    _show("a week later", str(hooks.advance(days=7) - before).split(",", maxsplit=1)[0])


def _sixty_days(client: Any, hooks: SesManaged) -> None:
    _title("Sixty days of a managed pool: it earns its first IP, warms it up by ISP, grows, shrinks and has none again")
    client.create_dedicated_ip_pool(PoolName="newsletter", ScalingMode="MANAGED")
    client.create_configuration_set(
        ConfigurationSetName="newsletter", DeliveryOptions={"SendingPoolName": "newsletter"}
    )
    client.create_email_identity(EmailIdentity="shop.example.com", ConfigurationSetName="newsletter")
    day = 0
    for days, per_day in SIXTY_DAYS:
        pool = hooks.send_traffic("newsletter", per_day, days=days)
        day += days
        _send(client, "ann@gmail.com")
        message = hooks.messages[-1]
        ips = [ip["Ip"] for ip in client.get_dedicated_ips(PoolName="newsletter")["DedicatedIps"]]
        way = f"through {message.ip}" if message.ip else "through the shared pool"
        _show(f"after day {day}", f"IPs: {', '.join(ips) or 'none'}; a message to Gmail leaves {way}")
        _show("because", message.explanation)
    print()
    terminal.Printer().table(tables.days_table(pool.history, every_day=False))
    print(f"{tables.ALIKE} What happened:")
    for milestone in milestones(pool):
        print(f"  {milestone}")
    _show("the bill so far", f"{hooks.bill().total:.2f} US dollars, for {hooks.bill().month}")


def _send(client: Any, recipient: str, **configuration_set: str) -> None:
    client.send_email(
        FromEmailAddress="Shop <hello@shop.example.com>",
        Destination={"ToAddresses": [recipient]},
        Content={"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Hi"}}}},
        **configuration_set,
    )


def _title(text: str) -> None:
    print(f"\n{text}")


def _show(label: str, value: Any) -> None:
    print(f"  {label:>18}: {value}")


def _refused(operation: Any, **parameters: Any) -> None:
    from botocore.exceptions import ClientError

    try:
        operation(**parameters)
    except ClientError as error:
        error_block = error.response["Error"]
        _show("refused", f"{error_block['Code']}: {error_block['Message']}")
        return
    raise AssertionError(f"{parameters} should have been refused")
