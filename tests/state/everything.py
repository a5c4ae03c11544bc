"""An account with something of every kind in it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import boto3
import requests

from moto_ses_managed import SendingPolicy, SesManaged
from tests.support.server_clients import CREDENTIALS, client_at, closed_later

ACCOUNT = "123456789012"
OTHER = "210987654321"
SUBJECT = "News of the week"


def make_everything(url: str | None) -> None:
    """Something of every kind, in the server at ``url``, or in the mock that runs."""
    ses, v1 = client_at(url), client_at(url, "ses")
    hooks = SesManaged(server=url)
    hooks.policy = SendingPolicy(first_ip_days=1, cold_capacity=20, full_rates={"Gmail": 30})
    tag = [{"Key": "team", "Value": "growth"}]
    ses.create_dedicated_ip_pool(PoolName="managed", ScalingMode="MANAGED", Tags=tag)
    ses.create_dedicated_ip_pool(PoolName="standard")
    hooks.lease_standard_ips(3, "standard")
    hooks.lease_standard_ips(1)
    ses.create_configuration_set(
        ConfigurationSetName="set",
        DeliveryOptions={"SendingPoolName": "managed", "MaxDeliverySeconds": 3600, "TlsPolicy": "REQUIRE"},
        SuppressionOptions={"SuppressedReasons": ["BOUNCE"]},
        Tags=tag,
    )
    ses.create_configuration_set_event_destination(
        ConfigurationSetName="set",
        EventDestinationName="bus",
        EventDestination={
            "Enabled": True,
            "MatchingEventTypes": ["SEND", "BOUNCE", "DELIVERY"],
            "EventBridgeDestination": {"EventBusArn": f"arn:aws:events:us-east-1:{ACCOUNT}:event-bus/default"},
        },
    )
    v1.create_configuration_set(ConfigurationSet={"Name": "of-v1"})
    ses.create_email_identity(EmailIdentity="example.com", ConfigurationSetName="set", Tags=tag)
    ses.put_email_identity_mail_from_attributes(EmailIdentity="example.com", MailFromDomain="mail.example.com")
    ses.create_email_identity_policy(EmailIdentity="example.com", PolicyName="p", Policy="{}")
    v1.verify_email_identity(EmailAddress="ann@example.org")
    ses.put_account_suppression_attributes(SuppressedReasons=["COMPLAINT"])
    ses.put_suppressed_destination(EmailAddress="gone@gmail.com", Reason="BOUNCE")
    ses.put_account_details(MailType="TRANSACTIONAL", WebsiteURL="https://example.com", UseCaseDescription="news")
    ses.put_account_vdm_attributes(VdmAttributes={"VdmEnabled": "ENABLED"})
    ses.put_account_dedicated_ip_warmup_attributes(AutoWarmupEnabled=False)
    content = {"Subject": "Hi {{name}}", "Text": "\u00e4", "Html": "<p>"}
    ses.create_email_template(TemplateName="template", TemplateContent=content)
    _make_contacts_and_tenants(ses)
    v1.create_receipt_rule_set(RuleSetName="rules")
    v1.create_receipt_rule(RuleSetName="rules", Rule={"Name": "rule", "Enabled": True, "Recipients": ["x@y.z"]})
    ses.create_dedicated_ip_pool(PoolName="gone", ScalingMode="MANAGED")
    hooks.send_traffic("gone", {"Gmail": 50, "Cox": 500}, days=9)
    ses.delete_dedicated_ip_pool(PoolName="gone")
    ses.create_dedicated_ip_pool(PoolName="converted")
    hooks.lease_standard_ips(2, "converted")
    hooks.send_traffic("converted", {"Gmail": 70, "Cox": 90}, days=2)
    ses.put_dedicated_ip_pool_scaling_attributes(PoolName="converted", ScalingMode="MANAGED")
    hooks.send_traffic("converted", {"Gmail": 70}, days=1)
    hooks.send_traffic("managed", {"Gmail": 500, "Yahoo": 300}, days=25)
    # A quarter of an hour has its readings, and the account its quota, of mail that no pool counts.
    for recipient in ("success@simulator.amazonses.com", "complaint@simulator.amazonses.com", "gone@gmail.com"):
        ses.send_email(
            FromEmailAddress="shop@example.com",
            Destination={"ToAddresses": [recipient]},
            Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
        )
    for number in range(40):
        ses.send_email(
            FromEmailAddress="Shop <shop@example.com>",
            Destination={"ToAddresses": [f"a{number}@gmail.com", "gone@gmail.com"]},
            Content={"Simple": {"Subject": {"Data": SUBJECT}, "Body": {"Text": {"Data": "Hi"}}}},
            EmailTags=[{"Name": "n", "Value": str(number)}],
        )
    ses.send_email(
        FromEmailAddress="shop@example.com",
        Destination={"ToAddresses": ["b@yahoo.com"]},
        Content={"Template": {"TemplateName": "template", "TemplateData": '{"name": "Ann"}'}},
    )
    v1.send_raw_email(RawMessage={"Data": b"From: shop@example.com\nTo: c@cox.net\nSubject: raw\n\nHi\xff"})
    client_at(url, account=OTHER).create_dedicated_ip_pool(PoolName="other", ScalingMode="MANAGED")
    europe = closed_later(boto3.client("sesv2", "eu-west-1", endpoint_url=url, **CREDENTIALS))
    europe.create_email_identity(EmailIdentity="e.eu")
    replica = {"DomainSigningAttributesOrigin": "AWS_SES_EU_WEST_1"}
    ses.create_email_identity(EmailIdentity="e.eu", DkimSigningAttributes=replica)
    _unsubscribe(ses, hooks)
    SesManaged(server=url).advance(minutes=17)


def _unsubscribe(ses: Any, hooks: SesManaged) -> None:
    """Have a contact unsubscribe by the link of a message, of which an event tells."""
    ses.send_email(
        FromEmailAddress="me@example.com",
        Destination={"ToAddresses": ["zoe@example.org"]},
        Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
        ListManagementOptions={"ContactListName": "list", "TopicName": "news"},
    )
    link = hooks.messages[-1].headers["List-Unsubscribe"].strip("<>")
    requests.post(link, data={"List-Unsubscribe": "One-Click"}, timeout=30).raise_for_status()


def _make_contacts_and_tenants(ses: Any) -> None:
    tag = [{"Key": "team", "Value": "growth"}]
    topic = {"TopicName": "news", "DisplayName": "News", "DefaultSubscriptionStatus": "OPT_IN"}
    ses.create_contact_list(ContactListName="list", Description="d", Topics=[topic], Tags=tag)
    ses.create_contact(ContactListName="list", EmailAddress="bob@example.org", UnsubscribeAll=True)
    preferences = [{"TopicName": "news", "SubscriptionStatus": "OPT_OUT"}]
    ses.create_contact(
        ContactListName="list", EmailAddress="al@example.org", TopicPreferences=preferences, AttributesData="{}"
    )
    tenant = ses.create_tenant(TenantName="tenant", Tags=tag)["TenantArn"]
    ses.create_tenant_resource_association(
        TenantName="tenant", ResourceArn=f"arn:aws:ses:us-east-1:{ACCOUNT}:identity/example.com"
    )
    if hasattr(ses, "put_tenant_suppression_attributes"):  # not in older models of botocore's
        ses.put_tenant_suppression_attributes(
            TenantName="tenant", SuppressedReasons=["BOUNCE"], SuppressionScope="TENANT"
        )
        ses.put_suppressed_destination(EmailAddress="gone@gmail.com", Reason="BOUNCE", TenantName="tenant")
        # moto before 5.2 has the path decoded, and an ARN's slash in it.
        ses.update_reputation_entity_customer_managed_status(
            ReputationEntityType="RESOURCE", ReputationEntityReference=tenant, SendingStatus="REINSTATED"
        )
    ses.create_custom_verification_email_template(
        TemplateName="verify",
        FromEmailAddress="me@example.com",
        TemplateSubject="s",
        TemplateContent="c",
        SuccessRedirectionURL="https://example.com/yes",
        FailureRedirectionURL="https://example.com/no",
    )
    ses.create_import_job(
        ImportDestination={"SuppressionListDestination": {"SuppressionListImportAction": "PUT"}},
        ImportDataSource={"S3Url": "s3://bucket/key", "DataFormat": "CSV"},
    )
    start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    ses.create_export_job(
        ExportDataSource={"MessageInsightsDataSource": {"StartDate": start, "EndDate": start + timedelta(days=1)}},
        ExportDestination={"DataFormat": "JSON"},
    )
    ses.create_multi_region_endpoint(
        EndpointName="endpoint", Details={"RoutesDetails": [{"Region": "eu-west-1"}]}, Tags=tag
    )
    if hasattr(ses, "associate_email_identity_certificate"):
        ses.associate_email_identity_certificate(
            EmailIdentity="example.com",
            FromAddress="me@example.com",
            CertificateArn=f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/c",
        )
