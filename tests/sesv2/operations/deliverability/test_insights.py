"""What SES tells of messages and addresses, and what it would have done better."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import SesManaged
from tests.sesv2.sending import EICAR, raw, send
from tests.support.botocore_models import of_model_with
from tests.support.refusals import refusal


def types(insight: Any) -> list[str]:
    return [event["Type"] for event in insight["Events"]]


def test_a_messages_insights_are_its_events_by_recipient(ses: Any, managed_pool: None, hooks: SesManaged) -> None:
    names = ("ann@gmail.com", "bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com")
    tags = [{"Name": "kind", "Value": "news"}]
    message_id = send(ses, Destination={"ToAddresses": list(names)}, EmailTags=tags)
    insights = ses.get_message_insights(MessageId=message_id)
    assert (insights["FromEmailAddress"], insights["Subject"], insights["EmailTags"]) == ("me@example.com", "Hi", tags)
    delivered, bounced, complained = insights["Insights"]
    assert [insight["Destination"] for insight in insights["Insights"]] == list(names)
    assert (delivered["Isp"], types(delivered)) == ("Gmail", ["SEND", "DELIVERY"])
    assert types(bounced) == ["SEND", "BOUNCE"]
    assert bounced["Events"][1]["Details"]["Bounce"] == {"BounceType": "PERMANENT", "BounceSubType": "General"}
    assert types(complained) == ["SEND", "DELIVERY", "COMPLAINT"]
    assert complained["Events"][1]["Timestamp"] == complained["Events"][0]["Timestamp"]


def test_refused_and_delayed_mail_has_insights_too(ses: Any, managed_pool: None, hooks: SesManaged) -> None:
    virus = b"From: me@example.com\r\nTo: ann@gmail.com\r\n\r\n" + EICAR
    [insight] = ses.get_message_insights(MessageId=send(ses, raw(virus)))["Insights"]
    assert types(insight) == ["REJECT"]
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "{{missing}}", "Text": "t"})
    [insight] = ses.get_message_insights(MessageId=send(ses, {"Template": {"TemplateName": "t"}}))["Insights"]
    assert types(insight) == ["RENDERING_FAILURE"]
    hooks.recipient("slow@gmail.com", "SOFT_BOUNCE")
    message_id = send(ses, Destination={"ToAddresses": ["slow@gmail.com"]})
    hooks.advance(days=2)
    [insight] = ses.get_message_insights(MessageId=message_id)["Insights"]
    assert types(insight) == ["SEND", "DELIVERY_DELAY", "BOUNCE"]
    assert insight["Events"][2]["Details"]["Bounce"]["BounceType"] == "TRANSIENT"
    assert insight["Events"][2]["Timestamp"] > insight["Events"][0]["Timestamp"]


def test_an_unknown_message_has_no_insights(ses: Any) -> None:
    assert refusal(ses.get_message_insights, MessageId="no").code == "NotFoundException"


@of_model_with("GetEmailAddressInsights")
@pytest.mark.parametrize(
    ("address", "low"),
    [
        ("ann@gmail.com", set()),
        ("not an address", {"IsValid", "HasValidSyntax", "HasValidDnsRecords", "MailboxExists"}),
        ("ann@localhost", {"IsValid", "HasValidDnsRecords"}),
        ("gone@gmail.com", {"IsValid", "MailboxExists"}),
        ("bounce@simulator.amazonses.com", {"IsValid", "MailboxExists"}),
        ("x@mailinator.com", {"IsValid"}),
    ],
)
def test_an_address_is_as_good_as_the_simulation_has_it(
    ses: Any, hooks: SesManaged, address: str, low: set[str]
) -> None:
    hooks.recipient("gone@gmail.com", "BOUNCE")
    validation = ses.get_email_address_insights(EmailAddress=address)["MailboxValidation"]
    verdicts = {name: evaluation["ConfidenceVerdict"] for name, evaluation in validation["Evaluations"].items()}
    verdicts["IsValid"] = validation["IsValid"]["ConfidenceVerdict"]
    wanted = ("IsValid", "HasValidSyntax", "HasValidDnsRecords", "MailboxExists")
    assert {name for name in wanted if verdicts[name] == "LOW"} == low
    assert verdicts["IsDisposable"] == ("HIGH" if "mailinator" in address else "LOW")


@of_model_with("GetEmailAddressInsights")
def test_role_addresses_are_told(ses: Any) -> None:
    evaluations = ses.get_email_address_insights(EmailAddress="Support@gmail.com")["MailboxValidation"]["Evaluations"]
    assert evaluations["IsRoleAddress"]["ConfidenceVerdict"] == "HIGH"


@pytest.mark.fidelity(
    operation="ListRecommendations",
    case="VDM off",
    answer="none",
    kind="our choice",
)
def test_recommendations_are_those_of_the_identities_while_vdm_is_on(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="good.example")
    ses.put_email_identity_mail_from_attributes(EmailIdentity="good.example", MailFromDomain="mail.good.example")
    ses.create_email_identity(EmailIdentity="bad.example")
    ses.put_email_identity_dkim_attributes(EmailIdentity="bad.example", SigningEnabled=False)
    assert ses.list_recommendations()["Recommendations"] == []
    ses.put_account_vdm_attributes(VdmAttributes={"VdmEnabled": "ENABLED"})
    recommendations = ses.list_recommendations()["Recommendations"]
    arn = "arn:aws:ses:us-east-1:123456789012:identity/bad.example"
    assert [(item["ResourceArn"], item["Type"], item["Impact"]) for item in recommendations] == [
        (arn, "DKIM", "HIGH"),
        (arn, "SPF", "LOW"),
    ]
    for selection, kinds in (
        ({"IMPACT": "LOW"}, ["SPF"]),
        ({"TYPE": "DKIM"}, ["DKIM"]),
        ({"STATUS": "FIXED"}, []),
        ({"RESOURCE_ARN": "x"}, []),
    ):
        recommendations = ses.list_recommendations(Filter=selection)["Recommendations"]
        assert [item["Type"] for item in recommendations] == kinds
