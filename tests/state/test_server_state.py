"""--state: what was there at the server's exit is there at its start, and no other file is touched."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests

from moto_ses_managed import SesManaged
from tests.state.servers import running
from tests.support.processes import TIMEOUT
from tests.support.server_clients import CREDENTIALS, client_at, closed_later
from tests.support.serving import start

from .everything import ACCOUNT, OTHER, SUBJECT, make_everything


def listening(url: str) -> Callable[[], list[dict[str, Any]]]:
    """What reads the Delivery events that come by EventBridge from now on."""
    events, sqs = client_at(url, "events"), client_at(url, "sqs")
    queue = sqs.create_queue(QueueName="events")["QueueUrl"]
    pattern = {"source": ["aws.ses"], "detail-type": ["Email Delivered"]}
    events.put_rule(Name="rule", EventPattern=json.dumps(pattern))
    events.put_targets(Rule="rule", Targets=[{"Id": "1", "Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:events"}])

    def receive() -> list[dict[str, Any]]:
        received = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
        return [json.loads(message["Body"])["detail"] for message in received]

    return receive


def metrics(url: str, until: datetime) -> list[Any]:
    """What CloudWatch has of all pools, that of the deleted one too."""
    cloudwatch = client_at(url, "cloudwatch")
    series = []
    for pool, name, isp in product(
        ("managed", "converted", "gone"), ("Send", "SentLast24Hours", "Available24HourSend"), ("Gmail", "Cox")
    ):
        dimensions = {"DedicatedIpPool": pool} if name == "Send" else {"DedicatedIpPool": pool, "ISP": isp}
        metric = {
            "Namespace": "AWS/SES",
            "MetricName": name,
            "Dimensions": [{"Name": key, "Value": value} for key, value in dimensions.items()],
        }
        query = {"Id": "m", "MetricStat": {"Metric": metric, "Period": 3600, "Stat": "Sum"}}
        [result] = cloudwatch.get_metric_data(
            MetricDataQueries=[query], StartTime=until - timedelta(days=60), EndTime=until
        )["MetricDataResults"]
        series.append(((pool, name, isp), result["Timestamps"], result["Values"]))
    return [*series, sorted(cloudwatch.list_metrics(Namespace="AWS/SES")["Metrics"], key=repr)]


def daily(ses: Any, until: datetime) -> Any:
    """What the Virtual Deliverability Manager counted."""
    queries = [
        {
            "Id": f"{metric}{number}".lower(),
            "Namespace": "VDM",
            "Metric": metric,
            "Dimensions": dimensions,
            "StartDate": until - timedelta(days=30),
            "EndDate": until,
        }
        for metric in ("SEND", "DELIVERY")
        for number, dimensions in enumerate(({}, {"EMAIL_IDENTITY": "example.com"}, {"ISP": "Gmail"}))
    ]
    return ses.batch_get_metric_data(Queries=queries)["Results"]


def everything(url: str, now: datetime) -> dict[str, Any]:
    """All that a client can see of it; what is told by the minute, until an hour before ``now``."""
    ses, v1 = client_at(url), client_at(url, "ses")
    europe = closed_later(boto3.client("sesv2", "eu-west-1", endpoint_url=url, **CREDENTIALS))
    hooks = SesManaged(server=url)
    arns = [
        f"arn:aws:ses:us-east-1:{ACCOUNT}:{rest}"
        for rest in ("dedicated-ip-pool/managed", "configuration-set/set", "identity/example.com", "contact-list/list")
    ]
    seen = {
        "pools": hooks.pools(),
        "messages": hooks.messages,
        "bill": hooks.bill(),
        "policy": hooks.policy,
        "other": SesManaged(account_id=OTHER, server=url).pools(),
        "europe": europe.list_email_identities()["EmailIdentities"],
        "ips": ses.get_dedicated_ips()["DedicatedIps"],
        "account": ses.get_account(),
        "sets": [ses.get_configuration_set(ConfigurationSetName=name) for name in ("set", "of-v1")],
        "destinations": ses.get_configuration_set_event_destinations(ConfigurationSetName="set"),
        "v1 destinations": v1.describe_configuration_set(
            ConfigurationSetName="set", ConfigurationSetAttributeNames=["eventDestinations"]
        ),
        "identities": [ses.get_email_identity(EmailIdentity=name) for name in ("example.com", "ann@example.org")],
        "v1 identities": v1.list_identities()["Identities"],
        "dkim": v1.get_identity_dkim_attributes(Identities=["example.com"])["DkimAttributes"],
        "suppressed": ses.list_suppressed_destinations()["SuppressedDestinationSummaries"],
        "template": ses.get_email_template(TemplateName="template"),
        "templates": ses.list_email_templates()["TemplatesMetadata"],
        "contact": ses.get_contact(ContactListName="list", EmailAddress="bob@example.org"),
        "rules": v1.describe_receipt_rule_set(RuleSetName="rules"),
        "tags": [ses.list_tags_for_resource(ResourceArn=arn)["Tags"] for arn in arns],
        # The oldest of its two weeks go by the quarter of an hour.
        "statistics": v1.get_send_statistics()["SendDataPoints"][-300:],
        "quota": v1.get_send_quota(),
        "metrics": metrics(url, now - timedelta(hours=1)),
        "daily": daily(ses, now + timedelta(days=1)),
        "weeks": [
            requests.get(f"{url}/moto-api/ses-managed/last-7-days/{pool}", timeout=TIMEOUT).json()["Hours"][:-1]
            for pool in ("managed", "converted", "standard")
        ],
        "mail in moto": [
            requests.get(f"{url}/moto-api/data.json", timeout=TIMEOUT).json()["ses"][kind]
            for kind in ("Message", "TemplateMessage", "RawMessage")
        ],
    }
    for value in seen.values():
        for reply in value if isinstance(value, list) else [value]:
            if isinstance(reply, dict):
                reply.pop("ResponseMetadata", None)
    return seen


@pytest.mark.slow
def test_all_of_ses_is_there_again_and_goes_on_alike(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with running(state) as url:
        make_everything(url)
        now = SesManaged(server=url).now
        before = everything(url, now)
        assert any(message.status.value == "QUEUED" for message in before["messages"])
        *measured, listed = before["metrics"]
        assert listed
        assert {series for series, _, values in measured if not values} == {
            ("managed", name, "Cox") for name in ("SentLast24Hours", "Available24HourSend")
        }
        assert all(result["Values"] for result in before["daily"])
    with running(state) as url:
        after = everything(url, now)
        for part, seen in before.items():
            assert after[part] == seen, part
        assert 0 <= (SesManaged(server=url).now - now).total_seconds() < TIMEOUT
        hooks = SesManaged(server=url)
        receive = listening(url)
        hooks.advance(days=1)
        assert not any(message.status.value == "QUEUED" for message in hooks.messages)
        mail = receive()[0]["mail"]
        assert {"name": "Subject", "value": SUBJECT} in mail["headers"]
        assert mail["commonHeaders"]["from"] == ["Shop <shop@example.com>"]
        assert mail["tags"]["n"][0].isdigit()
        client_at(url).delete_dedicated_ip_pool(PoolName="managed")
        assert [pool.name for pool in hooks.pools()] == ["standard", "converted"]
    with running(state) as url:
        assert [pool.name for pool in SesManaged(server=url).pools()] == ["standard", "converted"]
        requests.post(f"{url}/moto-api/reset", timeout=TIMEOUT).raise_for_status()
    with running(state) as url:
        assert SesManaged(server=url).pools() == []
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.slow
def test_a_server_that_is_killed_loses_only_its_last_seconds(tmp_path: Path) -> None:
    state = tmp_path / "state"
    process, url = start("--state", str(state))
    try:
        client_at(url).create_dedicated_ip_pool(PoolName="kept")
        time.sleep(5)
        # Within the five seconds that may be lost.
        client_at(url).create_dedicated_ip_pool(PoolName="may-be-lost")
    finally:
        process.kill()
        process.communicate()
    with running(state) as url:
        names = [pool.name for pool in SesManaged(server=url).pools()]
        assert names in (["kept"], ["kept", "may-be-lost"])
