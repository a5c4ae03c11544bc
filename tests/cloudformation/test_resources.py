"""Each type of resource: created, changed, and deleted with its stack."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from tests.cloudformation.driver import Stacks, attribute, ref, resource
from tests.support.clients import REGION


def test_a_configuration_set_has_all_its_options_and_an_update_changes_them(stacks: Stacks, ses: Any) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing")
    delivery = {"SendingPoolName": "marketing", "TlsPolicy": "REQUIRE", "MaxDeliverySeconds": "3600"}
    first = resource(
        "ConfigurationSet",
        Name="news",
        DeliveryOptions=delivery,
        ReputationOptions={"ReputationMetricsEnabled": "false"},
        SendingOptions={"SendingEnabled": False},
        SuppressionOptions={"SuppressedReasons": ["BOUNCE"]},
        VdmOptions={"DashboardOptions": {"EngagementMetrics": "ENABLED"}},
        Tags=[{"Key": "team", "Value": "news"}],
    )
    assert stacks.create({"Set": first}) == "CREATE_COMPLETE"
    configuration_set = ses.get_configuration_set(ConfigurationSetName="news")
    assert configuration_set["DeliveryOptions"] == {**delivery, "MaxDeliverySeconds": 3600}
    assert configuration_set["ReputationOptions"]["ReputationMetricsEnabled"] is False
    assert configuration_set["SendingOptions"] == {"SendingEnabled": False}
    assert configuration_set["SuppressionOptions"] == {"SuppressedReasons": ["BOUNCE"]}
    assert configuration_set["VdmOptions"]["DashboardOptions"] == {"EngagementMetrics": "ENABLED"}
    assert configuration_set["Tags"] == [{"Key": "team", "Value": "news"}]
    second = resource("ConfigurationSet", Name="news", DeliveryOptions={"TlsPolicy": "OPTIONAL"})
    assert stacks.update({"Set": second}) == "UPDATE_COMPLETE"
    configuration_set = ses.get_configuration_set(ConfigurationSetName="news")
    assert configuration_set["DeliveryOptions"] == {"TlsPolicy": "OPTIONAL"}
    assert configuration_set["SendingOptions"] == {"SendingEnabled": True}
    assert configuration_set["Tags"] == []


@pytest.fixture
def topic() -> str:
    return str(boto3.client("sns", REGION).create_topic(Name="events")["TopicArn"])


def test_an_event_destination_is_made_in_v1s_words_and_changed(stacks: Stacks, ses: Any, topic: str) -> None:
    def template(**definition: Any) -> dict[str, Any]:
        return {
            "Set": resource("ConfigurationSet", Name="news"),
            "Events": resource(
                "ConfigurationSetEventDestination",
                ConfigurationSetName=ref("Set"),
                EventDestination={"Name": "events", **definition},
            ),
        }

    sns = {"SnsDestination": {"TopicARN": topic}}
    outputs = {"Id": {"Value": attribute("Id", of="Events")}}
    first = template(Enabled="true", MatchingEventTypes=["send", "renderingFailure"], **sns)
    assert stacks.create(first, Outputs=outputs) == "CREATE_COMPLETE"
    assert stacks.outputs() == {"Id": "events"}
    [destination] = ses.get_configuration_set_event_destinations(ConfigurationSetName="news")["EventDestinations"]
    assert destination["Enabled"] is True
    assert sorted(destination["MatchingEventTypes"]) == ["RENDERING_FAILURE", "SEND"]
    assert destination["SnsDestination"] == {"TopicArn": topic}
    assert stacks.update(template(MatchingEventTypes=["bounce"], **sns), Outputs=outputs) == "UPDATE_COMPLETE"
    [destination] = ses.get_configuration_set_event_destinations(ConfigurationSetName="news")["EventDestinations"]
    assert (destination["Enabled"], destination["MatchingEventTypes"]) == (False, ["BOUNCE"])
    stacks.delete()
    assert ses.list_configuration_sets()["ConfigurationSets"] == []


def test_an_identity_has_its_settings_and_its_dkim_records(stacks: Stacks, ses: Any) -> None:
    template = {
        "Set": resource("ConfigurationSet", Name="news"),
        "Id": resource(
            "EmailIdentity",
            EmailIdentity="shop.example",
            ConfigurationSetAttributes={"ConfigurationSetName": ref("Set")},
            MailFromAttributes={"MailFromDomain": "bounce.shop.example", "BehaviorOnMxFailure": "REJECT_MESSAGE"},
            FeedbackAttributes={"EmailForwardingEnabled": False},
            DkimSigningAttributes={"NextSigningKeyLength": "RSA_1024_BIT"},
        ),
    }
    names = [f"DkimDNSToken{part}{number}" for part in ("Name", "Value") for number in (1, 2, 3)]
    outputs = {name: {"Value": attribute(name, of="Id")} for name in names}
    assert stacks.create(template, Outputs=outputs) == "CREATE_COMPLETE"
    identity = ses.get_email_identity(EmailIdentity="shop.example")
    assert identity["ConfigurationSetName"] == "news"
    assert identity["MailFromAttributes"]["MailFromDomain"] == "bounce.shop.example"
    assert identity["MailFromAttributes"]["BehaviorOnMxFailure"] == "REJECT_MESSAGE"
    assert identity["FeedbackForwardingStatus"] is False
    assert identity["DkimAttributes"]["CurrentSigningKeyLength"] == "RSA_1024_BIT"
    tokens = identity["DkimAttributes"]["Tokens"]
    assert stacks.outputs() == {
        **{f"DkimDNSTokenName{n}": f"{token}._domainkey.shop.example" for n, token in enumerate(tokens, 1)},
        **{f"DkimDNSTokenValue{n}": f"{token}.dkim.amazonses.com" for n, token in enumerate(tokens, 1)},
    }
    assert stacks.update({"Id": resource("EmailIdentity", EmailIdentity="shop.example")}) == "UPDATE_COMPLETE"
    identity = ses.get_email_identity(EmailIdentity="shop.example")
    assert "ConfigurationSetName" not in identity
    assert identity["FeedbackForwardingStatus"] is True


def test_a_template_is_made_changed_and_deleted(stacks: Stacks, ses: Any) -> None:
    def template(subject: str) -> dict[str, Any]:
        parts = {"TemplateName": "welcome", "SubjectPart": subject, "TextPart": "Hi {{name}}"}
        return {"Template": resource("Template", Template=parts)}

    assert stacks.create(template("Hi"), Outputs={"Id": {"Value": attribute("Id", of="Template")}}) == "CREATE_COMPLETE"
    assert stacks.outputs() == {"Id": "welcome"}
    assert stacks.update(template("Hello")) == "UPDATE_COMPLETE"
    content = ses.get_email_template(TemplateName="welcome")["TemplateContent"]
    assert content == {"Subject": "Hello", "Text": "Hi {{name}}"}
    stacks.delete()
    assert ses.list_email_templates()["TemplatesMetadata"] == []


def test_the_virtual_deliverability_manager_is_on_while_a_stack_has_it(stacks: Stacks, ses: Any) -> None:
    outputs = {"Id": {"Value": attribute("VdmAttributesResourceId", of="Vdm")}}
    vdm = {"Vdm": resource("VdmAttributes", DashboardAttributes={"EngagementMetrics": "ENABLED"})}
    assert stacks.create(vdm, Outputs=outputs) == "CREATE_COMPLETE"
    assert stacks.outputs()["Id"] == stacks.physical_id("Vdm")
    assert ses.get_account()["VdmAttributes"]["VdmEnabled"] == "ENABLED"
    stacks.delete()
    assert ses.get_account()["VdmAttributes"]["VdmEnabled"] == "DISABLED"
