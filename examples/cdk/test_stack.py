"""Test the stack that AWS CDK declares: `npm install`, `node app.js cdk.out`, then `pytest`."""

from pathlib import Path

import boto3
import pytest

from moto_ses_managed import SesManaged

REGION = "eu-west-1"
TEMPLATE = Path("cdk.out/shop.template.json")

pytestmark = pytest.mark.ses_managed(region=REGION)


@pytest.fixture(autouse=True)
def stack(ses_managed: SesManaged) -> None:
    boto3.client("cloudformation", ses_managed.region).create_stack(StackName="shop", TemplateBody=TEMPLATE.read_text())


def test_the_newsletter_leaves_through_the_managed_pool(ses_managed: SesManaged) -> None:
    sesv2 = boto3.client("sesv2", REGION)

    ses_managed.send_traffic("marketing", {"Gmail": 30_000}, days=30)
    sesv2.send_email(
        FromEmailAddress="news@shop.example",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        Content={"Simple": {"Subject": {"Data": "News"}, "Body": {"Text": {"Data": "Hello"}}}},
    )

    message = ses_managed.messages[-1]
    assert (message.configuration_set, message.pool) == ("newsletter", "marketing")
    assert message.ip in {ip.address for ip in ses_managed.pool("marketing").ips}


def test_replies_come_in_before_the_rest() -> None:
    rules = boto3.client("ses", REGION).describe_receipt_rule_set(RuleSetName="inbound")["Rules"]
    assert [rule["Name"] for rule in rules] == ["replies", "rest"]


def test_readers_get_the_news_until_they_say_no() -> None:
    [topic] = boto3.client("sesv2", REGION).get_contact_list(ContactListName="readers")["Topics"]
    assert topic["DefaultSubscriptionStatus"] == "OPT_IN"
