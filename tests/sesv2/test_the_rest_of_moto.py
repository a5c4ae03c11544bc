"""What moto's SES does outside dedicated IPs goes on working."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.core.model_instances import model_data
from moto.ses.models import Message, ses_backends

from moto_ses_managed import SesManaged
from tests.support.clients import ACCOUNT
from tests.support.receivers import bodies, subscribed_topic
from tests.support.refusals import refusal

SIMPLE = {"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Html": {"Data": "<p>Hello</p>"}}}}


def test_sent_messages_are_in_motos_store(ses: Any, v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    reply = ses.send_email(
        FromEmailAddress="me@example.com", Destination={"ToAddresses": ["ann@gmail.com"]}, Content=SIMPLE
    )
    [message] = ses_backends[ACCOUNT]["us-east-1"].sent_messages
    assert (message.id, message.subject, message.body) == (reply["MessageId"], "Hi", "<p>Hello</p>")
    assert v1.get_send_quota()["SentLast24Hours"] == 1
    assert v1.get_send_statistics()["SendDataPoints"][0]["DeliveryAttempts"] == 1


@pytest.mark.parametrize(
    "destination",
    [
        {"ToAddresses": ["ann@gmail.com", "Bob <bob@gmail.com>"]},
        {"ToAddresses": ["ann@gmail.com"], "CcAddresses": ["cc@aol.com"], "BccAddresses": ["x@aol.com", "y@aol.com"]},
        {"BccAddresses": ["hidden@aol.com"]},
        {"ToAddresses": ["ann@gmail.com"], "CcAddresses": []},
    ],
)
def test_a_sent_message_has_what_motos_own_has(ses: Any, v1: Any, destination: dict[str, list[str]]) -> None:
    v1.verify_domain_identity(Domain="example.com")
    reply = ses.send_email(FromEmailAddress="me@example.com", Destination=destination, Content=SIMPLE)
    [message] = ses_backends[ACCOUNT]["us-east-1"].sent_messages
    own = Message(reply["MessageId"], "me@example.com", "Hi", "<p>Hello</p>", destination)
    assert isinstance(message, Message)
    attributes = {name: getattr(message, name) for name in dir(message) if not name.startswith("_")}
    assert attributes.items() >= vars(own).items()
    message.body = "changed"
    assert message.body == "changed"
    # moto's dashboard lists them by their model.
    assert [*model_data["ses"]["Message"].instances_tracked] == [message, own]  # type: ignore[attr-defined]


def test_templates_are_kept_as_moto_has_them_and_are_shown_filled_in_by_the_hooks(ses: Any, v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    ses.create_email_template(TemplateName="hi", TemplateContent={"Subject": "Hi {{name}}", "Text": "Bye {{name}}"})
    sender, to, data = "me@example.com", {"ToAddresses": ["ann@gmail.com"]}, '{"name": "Ann"}'
    template = {"TemplateName": "hi", "TemplateData": data}
    ses.send_email(FromEmailAddress=sender, Destination=to, Content={"Template": template})
    v1.send_templated_email(Source=sender, Destination=to, Template="hi", TemplateData=data)
    kept = ses_backends[ACCOUNT]["us-east-1"].sent_messages
    # moto's class has no place for what is made of a template.
    assert [vars(message).keys() for message in kept] == [
        {"id", "source", "template", "template_data", "destinations"}
    ] * 2
    assert [(message.template, message.template_data) for message in kept] == [("hi", data)] * 2
    messages = SesManaged("us-east-1").messages
    assert [message.message_id for message in messages] == [message.id for message in kept]
    assert [(message.subject, (message.text or "").strip()) for message in messages] == [("Hi Ann", "Bye Ann")] * 2


def test_a_raw_message_of_v1_in_another_encoding_is_sent(v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    raw = "From: me@example.com\nTo: ann@gmail.com\n\nGrüße".encode("latin-1")
    v1.send_raw_email(RawMessage={"Data": raw})
    [message] = ses_backends[ACCOUNT]["us-east-1"].sent_messages
    assert message.raw_data.encode("latin-1") == raw
    assert message.destinations == ["ann@gmail.com"]


def test_an_unverified_sender_is_rejected_by_both_apis(ses: Any, v1: Any) -> None:
    to = {"ToAddresses": ["ann@gmail.com"]}
    rejected = refusal(ses.send_email, FromEmailAddress="me@example.com", Destination=to, Content=SIMPLE)
    assert (rejected.status, rejected.code) == (400, "MessageRejected")
    with pytest.raises(ClientError, match="MessageRejected"):
        v1.send_email(Source="me@example.com", Destination=to, Message={"Subject": {"Data": "s"}, "Body": {}})


def test_feedback_reaches_the_identitys_topic(ses: Any, v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    topic, queue = subscribed_topic("bounces", raw=False)
    v1.set_identity_notification_topic(Identity="example.com", NotificationType="Bounce", SnsTopic=topic)
    ses.send_email(
        FromEmailAddress="me@example.com",
        Destination={"ToAddresses": ["bounce@simulator.amazonses.com"]},
        Content=SIMPLE,
    )
    *_, published = bodies(queue)
    assert "bounce" in json.loads(published["Message"])


def test_templates_of_v1_are_kept_and_rendered(v1: Any) -> None:
    template = {"TemplateName": "t", "SubjectPart": "Hi {{name}}", "TextPart": "Hello {{name}}", "HtmlPart": ""}
    v1.create_template(Template=template)
    assert v1.get_template(TemplateName="t")["Template"]["SubjectPart"] == "Hi {{name}}"
    rendered = v1.test_render_template(TemplateName="t", TemplateData='{"name": "Ann"}')["RenderedTemplate"]
    assert "Subject: Hi Ann" in rendered


def test_receipt_rules_of_v1_are_kept(v1: Any) -> None:
    v1.create_receipt_rule_set(RuleSetName="rules")
    v1.create_receipt_rule(RuleSetName="rules", Rule={"Name": "rule", "Enabled": True, "Actions": []})
    assert v1.describe_receipt_rule_set(RuleSetName="rules")["Rules"][0]["Name"] == "rule"


def test_contact_lists_of_v2_are_kept_with_errors_of_v2(ses: Any) -> None:
    ses.create_contact_list(ContactListName="list", Description="d")
    ses.create_contact(ContactListName="list", EmailAddress="ann@gmail.com", UnsubscribeAll=True)
    assert ses.get_contact(ContactListName="list", EmailAddress="ann@gmail.com")["UnsubscribeAll"] is True
    assert len(ses.list_contacts(ContactListName="list")["Contacts"]) == 1
    assert [contact_list["ContactListName"] for contact_list in ses.list_contact_lists()["ContactLists"]] == ["list"]
    ses.delete_contact(ContactListName="list", EmailAddress="ann@gmail.com")
    assert refusal(ses.get_contact, ContactListName="list", EmailAddress="ann@gmail.com").status == 404
    ses.delete_contact_list(ContactListName="list")
    assert refusal(ses.get_contact_list, ContactListName="list").code == "NotFoundException"


def test_identities_of_v1_are_listed_verified_and_deleted(ses: Any, v1: Any) -> None:
    v1.verify_email_identity(EmailAddress="ann@example.com")
    ses.create_email_identity(EmailIdentity="example.org")
    assert sorted(v1.list_identities()["Identities"]) == ["ann@example.com", "example.org"]
    v1.delete_identity(Identity="ann@example.com")
    v1.delete_identity(Identity="never.example.com")
    assert [identity["IdentityName"] for identity in ses.list_email_identities()["EmailIdentities"]] == ["example.org"]


def test_event_destinations_of_v1_go_with_their_set(v1: Any) -> None:
    topic = boto3.client("sns", "us-east-1").create_topic(Name="t")["TopicArn"]
    destination = {
        "Name": "events",
        "Enabled": True,
        "MatchingEventTypes": ["send"],
        "SNSDestination": {"TopicARN": topic},
    }
    for _ in range(2):
        v1.create_configuration_set(ConfigurationSet={"Name": "set"})
        v1.create_configuration_set_event_destination(ConfigurationSetName="set", EventDestination=destination)
        v1.delete_configuration_set(ConfigurationSetName="set")


def test_pools_are_where_motos_own_code_looks_for_them(ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED", Tags=[{"Key": "k", "Value": "v"}])
    pools = ses_backends[ACCOUNT]["us-east-1"].dedicated_ip_pools
    assert list(pools) == ["pool"]
    assert pools["pool"].to_dict() == {
        "PoolName": "pool",
        "ScalingMode": "MANAGED",
        "Tags": [{"Key": "k", "Value": "v"}],
    }
