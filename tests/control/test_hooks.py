"""SesManaged in both transports, and the control API under it."""

from __future__ import annotations

from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, asdict, fields, replace
from datetime import datetime, timedelta, timezone
from pickle import dumps, loads
from typing import Any

import boto3
import pytest
import requests

from moto_ses_managed import (
    InvalidValueError,
    MessageStatus,
    NotFoundError,
    Route,
    ScalingMode,
    SendingPolicy,
    SesManaged,
    SesManagedError,
    deactivate,
    mock_aws,
)
from moto_ses_managed.simulation.mail.messages import MessageOrigin
from tests.control.calling import CONTROL, control
from tests.support.clients import ses_client
from tests.support.sending import SIMPLE, managed_pool


def test_the_clock_shows_the_present_and_moves_only_when_told(hooks: SesManaged) -> None:
    present = datetime.now(timezone.utc)
    began = hooks.now
    assert began.tzinfo == timezone.utc
    assert abs(began - present) < timedelta(minutes=1)
    moved = hooks.advance(days=1, hours=2, minutes=30)
    assert timedelta(0) <= moved - began - timedelta(days=1, hours=2, minutes=30) < timedelta(minutes=1)
    assert hooks.now >= moved


@pytest.mark.parametrize(
    ("step", "named"),
    [
        ({"days": -1}, "-1"),
        ({"hours": float("nan")}, "nan"),
        ({"minutes": float("inf")}, "inf"),
        ({"days": "1"}, "'1'"),
        ({"days": True}, "True"),
        ({"days": 3651}, "3651"),
        ({"days": 1e300}, "1e+300"),
    ],
)
def test_the_clock_refuses_steps_that_are_no_step(hooks: SesManaged, step: dict[str, Any], named: str) -> None:
    before = hooks.now
    with pytest.raises(InvalidValueError, match="(?i)" + named.replace("+", r"\+")):
        hooks.advance(**step)
    assert hooks.now - before < timedelta(minutes=1)


def test_a_pool_is_a_frozen_snapshot(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool", Tags=[{"Key": "team", "Value": "growth"}])
    addresses = hooks.lease_standard_ips(2, pool="pool")
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    pool = hooks.pool("pool")
    assert (pool.name, pool.scaling_mode, pool.configuration_sets) == ("pool", ScalingMode.STANDARD, ("set",))
    assert [ip.address for ip in pool.ips] == addresses
    assert {ip.pool for ip in pool.ips} == {"pool"}
    assert pool.tags == {"team": "growth"}
    assert pool.sending_status == "Sending via Dedicated IPs"
    assert hooks.pools() == [pool]
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="pool", ScalingMode="MANAGED")
    assert pool.scaling_mode is ScalingMode.STANDARD
    assert hooks.pool("pool").scaling_mode is ScalingMode.MANAGED
    with pytest.raises(AttributeError):
        pool.name = "other"  # type: ignore[misc]


def test_pools_come_oldest_first(hooks: SesManaged, ses: Any) -> None:
    for name in ("z", "a", "m"):
        ses.create_dedicated_ip_pool(PoolName=name)
    assert [pool.name for pool in hooks.pools()] == ["z", "a", "m"]


@pytest.mark.parametrize("name", ["nowhere", "ses-shared-pool"])
def test_a_pool_that_is_not_there_is_an_error_that_names_it(hooks: SesManaged, name: str) -> None:
    with pytest.raises(SesManagedError, match=name):
        hooks.pool(name)


def test_an_unknown_pool_is_a_lookup_error(hooks: SesManaged) -> None:
    with pytest.raises(NotFoundError) as raised:
        hooks.pool("nowhere")
    assert isinstance(raised.value, LookupError)


def test_leased_ips_are_new_addresses_in_the_pool_or_in_none(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool")
    loose, pooled = hooks.lease_standard_ips(2), hooks.lease_standard_ips(3, pool="pool")
    assert len({*loose, *pooled}) == 5
    assert [ip["Ip"] for ip in ses.get_dedicated_ips(PoolName="pool")["DedicatedIps"]] == pooled


@pytest.mark.parametrize("count", [0, -1, 1001, 1.5, "3", None, True])
def test_a_lease_takes_1_to_1000(hooks: SesManaged, ses: Any, count: Any) -> None:
    with pytest.raises(InvalidValueError, match=str(count)):
        hooks.lease_standard_ips(count)
    assert ses.get_dedicated_ips()["DedicatedIps"] == []


def test_no_ip_is_leased_into_a_managed_or_unknown_pool(hooks: SesManaged, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="managed", ScalingMode="MANAGED")
    with pytest.raises(SesManagedError, match="managed"):
        hooks.lease_standard_ips(1, pool="managed")
    with pytest.raises(NotFoundError, match="nowhere"):
        hooks.lease_standard_ips(1, pool="nowhere")
    assert ses.get_dedicated_ips()["DedicatedIps"] == []


def test_messages_of_both_apis_say_where_they_went(hooks: SesManaged, ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    managed_pool(ses)
    to = {"ToAddresses": ["Ann <ann@GMAIL.com>"], "BccAddresses": ["bob@hotmail.co.uk"]}
    v2_id = ses.send_email(
        FromEmailAddress="me@example.com", Destination=to, Content=SIMPLE, ConfigurationSetName="set"
    )["MessageId"]
    v1 = boto3.client("ses", "us-east-1")
    v1_id = v1.send_email(
        Source="me@example.com",
        Destination=to,
        Message={"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}},
        ConfigurationSetName="set",
    )["MessageId"]
    first, second = hooks.messages
    assert [first.message_id, second.message_id] == [v2_id, v1_id]
    for message in (first, second):
        assert (message.source, message.configuration_set, message.pool) == ("me@example.com", "set", "pool")
        assert (message.status, message.route, message.ip) == (MessageStatus.DELIVERED, Route.SHARED, None)
        assert message.isp == "Gmail"
        assert [delivery.isp for delivery in message.deliveries] == ["Gmail", "Outlook"]
        assert message.recipients == ("Ann <ann@GMAIL.com>", "bob@hotmail.co.uk")
        assert message.delivered_at == message.accepted_at
    assert hooks.pool("pool").sent_last_7_days == 4
    assert hooks.pool("pool").dedicated_percentage_7_days == 0


def test_a_message_is_a_frozen_dataclass_whichever_way_it_was_made(hooks: SesManaged, ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    to = {"ToAddresses": ["ann@gmail.com", "bob@aol.com"]}
    ses.send_email(FromEmailAddress="me@example.com", Destination=to, Content=SIMPLE)
    [message] = hooks.messages
    public = [field.name for field in fields(message) if not field.name.startswith("_")]
    made = type(message)(**{name: getattr(message, name) for name in public})
    assert made == message == replace(message) == copy(message)
    assert (hash(made), repr(made)) == (hash(message), repr(message))
    assert replace(message, isp="Other") != message
    with pytest.raises(FrozenInstanceError):
        message.isp = "Other"  # type: ignore[misc]
    assert (message.subject, made.subject) == ("Hi", "")


def test_a_message_can_be_copied_pickled_and_made_a_dictionary(hooks: SesManaged, ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    to = {"ToAddresses": ["ann@gmail.com"]}
    ses.send_email(FromEmailAddress="me@example.com", Destination=to, Content=SIMPLE)
    ses.send_email(
        FromEmailAddress="me@example.com", Destination=to, Content=SIMPLE, EmailTags=[{"Name": "kind", "Value": "news"}]
    )
    for message in hooks.messages:
        copies = deepcopy(message), loads(dumps(message))
        assert copies == (message, message)
        assert [(made.subject, made.raw, made.headers, made.tags) for made in copies] == [
            (message.subject, message.raw, message.headers, message.tags)
        ] * 2
        assert asdict(message)["deliveries"][0]["recipient"] == "ann@gmail.com"


def test_a_misspelt_policy_is_refused(hooks: SesManaged) -> None:
    with pytest.raises(AttributeError, match="polcy"):
        hooks.polcy = SendingPolicy()  # type: ignore[attr-defined]


def test_each_way_of_sending_in_v1_is_routed(hooks: SesManaged, ses: Any) -> None:
    v1 = boto3.client("ses", "us-east-1")
    v1.verify_domain_identity(Domain="example.com")
    v1.create_template(Template={"TemplateName": "t", "SubjectPart": "s", "TextPart": "t"})
    source, to = "me@example.com", {"ToAddresses": ["ann@yahoo.com"]}
    ids = [
        v1.send_raw_email(RawMessage={"Data": b"From: me@example.com\nTo: ann@yahoo.com\n\nHi"})["MessageId"],
        v1.send_raw_email(
            Source=source, Destinations=["ann@yahoo.com"], RawMessage={"Data": b"To: ann@yahoo.com\n\nHi"}
        )["MessageId"],
        v1.send_templated_email(Source=source, Destination=to, Template="t", TemplateData="{}")["MessageId"],
        *(
            status["MessageId"]
            for status in v1.send_bulk_templated_email(
                Source=source,
                Template="t",
                DefaultTemplateData="{}",
                Destinations=[{"Destination": to}, {"Destination": {"ToAddresses": ["bob@aol.com"]}}],
            )["Status"]
        ),
    ]
    messages = hooks.messages
    assert [message.message_id for message in messages] == ids
    assert [message.recipients for message in messages] == [("ann@yahoo.com",)] * 4 + [("bob@aol.com",)]
    assert [message.isp for message in messages] == ["Yahoo"] * 4 + ["AOL"]


def test_more_messages_than_a_page_come_whole_and_in_order(hooks: SesManaged, ses: Any) -> None:
    from moto.ses.models import ses_backends

    backend: Any = ses_backends["123456789012"]["us-east-1"]
    for number in range(2345):
        backend.region.accept(str(number), MessageOrigin("me@example.com"), ["ann@gmail.com"])
    assert [message.message_id for message in hooks.messages] == [str(number) for number in range(2345)]


def test_a_page_of_messages_goes_on_where_the_last_one_ended_whatever_was_forgotten_meanwhile(
    hooks: SesManaged, ses: Any
) -> None:
    def page(**query: str) -> tuple[list[str], str | None]:
        reply = requests.get(f"{CONTROL}/messages", params=query, timeout=60).json()
        return [message["MessageId"] for message in reply["Messages"]], reply["NextToken"]

    def accept(*numbers: int) -> None:
        for number in numbers:
            region.accept(str(number), MessageOrigin("me@example.com"), ["ann@gmail.com"])

    from moto.ses.models import ses_backends

    hooks.policy = SendingPolicy(max_stored_messages=6)
    region = ses_backends["123456789012"]["us-east-1"].region  # type: ignore[attr-defined]
    accept(*range(6))
    message_ids, token = page(PageSize="2")
    assert (message_ids, token is not None) == (["0", "1"], True)
    accept(6)  # what was shown goes
    message_ids, after_3 = page(PageSize="2", NextToken=str(token))
    assert message_ids == ["2", "3"]
    accept(7, 8, 9, 10)  # what was to come goes, too
    assert page(PageSize="2", NextToken=str(after_3))[0] == ["5", "6"]
    assert page(PageSize="9", NextToken=str(token)) == (["5", "6", "7", "8", "9", "10"], None)
    assert [message.message_id for message in hooks.messages] == ["5", "6", "7", "8", "9", "10"]


def test_reset_begins_the_region_anew_and_leaves_other_regions(hooks: SesManaged, ses: Any) -> None:
    ses_client("eu-west-1").create_dedicated_ip_pool(PoolName="pool")
    ses.create_dedicated_ip_pool(PoolName="pool")
    moved = hooks.advance(days=10)
    hooks.reset()
    assert hooks.pools() == []
    assert hooks.now < moved
    assert [pool.name for pool in SesManaged(region="eu-west-1", server=hooks.server).pools()] == ["pool"]


@pytest.mark.parametrize(
    ("selection", "named"),
    [({"region": "mars-1"}, "mars-1"), ({"account_id": "12"}, "12"), ({"account_id": "x" * 12}, "xxx")],
)
def test_a_region_or_account_that_is_none_is_named(hooks: SesManaged, selection: dict[str, str], named: str) -> None:
    with pytest.raises(InvalidValueError, match=named):
        SesManaged(server=hooks.server, **selection).pools()


def test_a_server_that_is_no_url_or_not_there_or_something_else_is_named() -> None:
    with pytest.raises(InvalidValueError, match="localhost"):
        SesManaged(server="localhost:5000")
    with pytest.raises(SesManagedError, match=r"No server answers at http://127\.0\.0\.1:9"):
        _ = SesManaged(server="http://127.0.0.1:9").now


def test_hooks_on_plain_moto_say_what_to_do() -> None:
    deactivate()
    from moto import mock_aws as plain_mock_aws

    from moto_ses_managed import activate

    try:
        with plain_mock_aws(), pytest.raises(SesManagedError, match="activate"):
            SesManaged().pools()
    finally:
        activate()


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code", "named"),
    [
        ("GET", "advance", b"", 405, "MethodNotAllowedException", "POST"),
        ("POST", "pools", b"", 405, "MethodNotAllowedException", "GET"),
        ("GET", "nothing", b"", 404, "NotFoundException", "nothing"),
        ("POST", "", b"", 404, "NotFoundException", "It has"),
        ("GET", "pools/nowhere", b"", 404, "NotFoundException", "nowhere"),
        ("GET", "pools/a%2Fb", b"", 404, "NotFoundException", "a/b"),
        ("POST", "advance", b"{", 400, "BadRequestException", "JSON"),
        ("POST", "advance", b"[1]", 400, "BadRequestException", "[1]"),
        ("POST", "advance", b"\xff", 400, "BadRequestException", "JSON"),
        ("POST", "advance", b"[" * 100_000, 400, "BadRequestException", "JSON"),
        ("POST", "advance", b" " * 1_048_577, 400, "BadRequestException", "1,048,577"),
        ("POST", "advance", b'{"Days": NaN}', 400, "BadRequestException", "nan"),
        ("POST", "advance", b'{"Days": -1}', 400, "BadRequestException", "-1"),
        ("POST", "advance", b'{"Weeks": 1}', 400, "BadRequestException", "Weeks"),
        ("POST", "advance", b'{"Days": 1000000}', 400, "BadRequestException", "1000000"),
        ("POST", "standard-ips", b"{}", 400, "BadRequestException", "Count"),
        ("POST", "standard-ips", b'{"Count": 1, "PoolName": 5}', 400, "BadRequestException", "PoolName"),
        ("GET", "messages?PageSize=x", b"", 400, "BadRequestException", "'x'"),
        ("GET", "messages?PageSize=1001", b"", 400, "BadRequestException", "1001"),
        ("GET", "messages?NextToken=x", b"", 400, "BadRequestException", "'x'"),
        ("GET", "clock?Region=x", b"", 400, "BadRequestException", "'x'"),
    ],
)
def test_each_bad_request_to_the_control_api_is_a_4xx_that_names_it(
    method: str, path: str, body: bytes, status: int, code: str, named: str
) -> None:
    with mock_aws():
        before = SesManaged().now
        got_status, reply = control(method, path, data=body)
        assert (got_status, reply["__type"]) == (status, code)
        assert named in reply["message"]
        assert SesManaged().now - before < timedelta(minutes=1)


def test_the_control_api_speaks_pascal_case_and_utc() -> None:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        status, pool = control("GET", "pools/pool")
        assert status == 200
        assert pool["ScalingMode"] == "MANAGED"
        assert pool["SendingStatus"] == "Insufficient volume"
        assert {"SentLast7Days", "DedicatedPercentage7Days", "ConfigurationSets", "Tags", "Ips"} <= set(pool)
        assert control("GET", "clock")[1]["Now"].endswith("Z")
        assert control("GET", "messages")[1] == {"Messages": [], "NextToken": None}
