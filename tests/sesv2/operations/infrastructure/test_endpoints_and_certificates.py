"""Multi-region endpoints, certificates of senders, the deliverability dashboard, and the account's newest settings."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import boto3
import pytest
import requests
from botocore.awsrequest import AWSPreparedRequest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from moto_ses_managed import SesManaged
from moto_ses_managed.sesv2.shortcut import answer_client
from tests.sesv2.raw_requests import call
from tests.support.botocore_models import of_model_with
from tests.support.clients import REGION, ses_client
from tests.support.refusals import Refusal, refusal

TO = {"ToAddresses": ["ann@gmail.com"]}


def bad(words: str) -> Refusal:
    return Refusal(400, "BadRequestException", words)


def details(*regions: str) -> dict[str, Any]:
    return {"RoutesDetails": [{"Region": region} for region in regions]}


def test_an_endpoint_is_made_shown_listed_and_deleted(ses: Any) -> None:
    made = ses.create_multi_region_endpoint(EndpointName="pair", Details=details("eu-west-1"))
    assert made["Status"] == "CREATING"
    endpoint = ses.get_multi_region_endpoint(EndpointName="pair")
    assert (endpoint["EndpointId"], endpoint["Status"]) == (made["EndpointId"], "READY")
    assert endpoint["Routes"] == [{"Region": REGION}, {"Region": "eu-west-1"}]
    [listed] = ses.list_multi_region_endpoints()["MultiRegionEndpoints"]
    assert (listed["EndpointName"], listed["Regions"]) == ("pair", [REGION, "eu-west-1"])
    again = refusal(ses.create_multi_region_endpoint, EndpointName="pair", Details=details("eu-west-1"))
    assert again.code == "AlreadyExistsException"
    assert ses_client("eu-west-1").list_multi_region_endpoints()["MultiRegionEndpoints"] == []
    assert ses.delete_multi_region_endpoint(EndpointName="pair")["Status"] == "DELETING"
    assert refusal(ses.get_multi_region_endpoint, EndpointName="pair").code == "NotFoundException"


def test_an_endpoint_that_comes_in_pages_does_so_by_tokens_the_model_takes(ses: Any) -> None:
    for name in ("a", "b", "c"):
        ses.create_multi_region_endpoint(EndpointName=name, Details=details("eu-west-1"))
    first = ses.list_multi_region_endpoints(PageSize=2)
    [last] = ses.list_multi_region_endpoints(PageSize=2, NextToken=first["NextToken"])["MultiRegionEndpoints"]
    assert last["EndpointName"] == "c"


@pytest.mark.parametrize("regions", [(), ("eu-west-1", "eu-west-2"), (REGION,), ("nowhere-1",)])
def test_an_endpoint_has_exactly_one_other_region(ses: Any, regions: tuple[str, ...]) -> None:
    answer = refusal(ses.create_multi_region_endpoint, EndpointName="pair", Details=details(*regions))
    assert answer.code == "BadRequestException"


@pytest.mark.fidelity(
    operation="SendEmail, SendBulkEmail",
    case="EndpointId",
    answer="404 NotFoundException for an endpoint that is not there; in both Regions of one that is, mail is sent",
    kind="our choice",
)
def test_mail_goes_through_an_endpoint_that_is_there_in_both_of_its_regions(mock: None) -> None:
    clients = {region: ses_client(region) for region in (REGION, "eu-west-1", "eu-west-2")}
    for client in clients.values():
        client.create_email_identity(EmailIdentity="example.com")
        client.create_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Text": "t"})
    made = clients[REGION].create_multi_region_endpoint(EndpointName="pair", Details=details("eu-west-1"))
    single = {"Destination": TO, "Content": {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}}
    bulk = {"DefaultContent": {"Template": {"TemplateName": "t"}}, "BulkEmailEntries": [{"Destination": TO}]}
    for path, body in (("outbound-emails", single), ("outbound-bulk-emails", bulk)):
        through = {"FromEmailAddress": "me@example.com", "EndpointId": made["EndpointId"]} | body
        answers = {region: call("POST", f"/v2/email/{path}", through, region=region) for region in clients}
        assert {region: answer.status for region, answer in answers.items()} == {
            REGION: 200,
            "eu-west-1": 200,
            "eu-west-2": 404,
        }
        unknown = call("POST", f"/v2/email/{path}", through | {"EndpointId": "nothing.abc"})
        assert (unknown.status, unknown.code) == (404, "NotFoundException")
        assert unknown.message == "Multi-region endpoint <nothing.abc> does not exist."
    assert len(SesManaged().messages) == 2


def test_what_sdks_send_through_an_endpoint_finds_its_region(mock: None, server_url: str) -> None:
    """Their host names the endpoint and no Region, nor does their signature (SigV4A)."""
    signed = "AWS4-ECDSA-P256-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/ses/aws4_request, Signature=0"
    west = ses_client("eu-west-1")
    west.create_email_identity(EmailIdentity="example.com")
    made = west.create_multi_region_endpoint(EndpointName="pair", Details=details(REGION))["EndpointId"]
    message = {
        "FromEmailAddress": "me@example.com",
        "Destination": TO,
        "Content": {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
    }

    def in_process(endpoint: str, hosts: str = "amazonaws.com") -> int:
        url = f"https://{endpoint}.endpoints.email.{hosts}/v2/email/outbound-emails"
        body = json.dumps(message | {"EndpointId": endpoint}).encode()
        reply = answer_client(AWSPreparedRequest("POST", url, {"Authorization": signed}, body, stream_output=False))
        assert reply is not None
        return reply[0]

    assert (in_process(made), in_process("no.thing")) == (200, 404)
    # With IPv6, and in GovCloud.
    assert [in_process(made, hosts) for hosts in ("global.api.aws", "us-gov.amazonaws.com")] == [200, 200]
    assert len(SesManaged("eu-west-1").messages) == 3
    account = "640000000114"
    at = {
        "region_name": "eu-west-1",
        "endpoint_url": server_url,
        "aws_access_key_id": "x",
        "aws_secret_access_key": "x",
    }
    served = boto3.client("sesv2", **at)
    served.meta.events.register(
        "before-sign.sesv2", lambda request, **_: request.headers.add_header("x-moto-account-id", account)
    )
    served.create_email_identity(EmailIdentity="example.com")
    made = served.create_multi_region_endpoint(EndpointName="pair", Details=details(REGION))["EndpointId"]
    for endpoint, status in ((made, 200), ("no.thing", 404)):
        answer = requests.post(
            f"{server_url}/v2/email/outbound-emails",
            json=message | {"EndpointId": endpoint},
            headers={"Authorization": signed, "x-moto-account-id": account},
            timeout=30,
        )
        assert answer.status_code == status, answer.text


def certificate_for(sender: str) -> str:
    """The ARN of a certificate for S/MIME in moto's ACM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Sender")])
    now = datetime.now(timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(sender)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    acm = boto3.client("acm", REGION)
    arn: str = acm.import_certificate(Certificate=made.public_bytes(serialization.Encoding.PEM), PrivateKey=pem)[
        "CertificateArn"
    ]
    return arn


UNKNOWN = "arn:aws:acm:us-east-1:123456789012:certificate/no"


@of_model_with("AssociateEmailIdentityCertificate")
def test_a_senders_certificate_is_active_where_acm_has_one_for_it(ses: Any, domain: None) -> None:
    good = certificate_for("me@example.com")
    ses.associate_email_identity_certificate(
        EmailIdentity="example.com", FromAddress="me@example.com", CertificateArn=good
    )
    ses.associate_email_identity_certificate(
        EmailIdentity="example.com", FromAddress="other@example.com", CertificateArn=good
    )
    ses.associate_email_identity_certificate(
        EmailIdentity="example.com", FromAddress="zed@mail.example.com", CertificateArn=UNKNOWN
    )
    listed = ses.list_email_identity_certificates(EmailIdentity="example.com")["Certificates"]
    assert [(association["FromAddress"], association["Status"]) for association in listed] == [
        ("me@example.com", "ACTIVE"),
        ("other@example.com", "FAILED"),
        ("zed@mail.example.com", "FAILED"),
    ]
    assert "CertificateExpiryTime" in listed[0]
    answer = refusal(ses.delete_email_identity, EmailIdentity="example.com")
    assert "has certificates associated with it" in answer.message
    for sender in ("me@example.com", "other@example.com", "zed@mail.example.com", "zed@mail.example.com"):
        ses.disassociate_email_identity_certificate(EmailIdentity="example.com", FromAddress=sender)
    ses.delete_email_identity(EmailIdentity="example.com")


@pytest.mark.fidelity(
    operation="AssociateEmailIdentityCertificate",
    case="a bad sender, one that has a certificate",
    answer="400 in the words of the live service",
    kind="recorded",
    source="floci, SesIdentityCertificateService",
    date="2026-10",
)
@of_model_with("AssociateEmailIdentityCertificate")
def test_bad_associations_are_refused(ses: Any, domain: None) -> None:
    ses.create_email_identity(EmailIdentity="ann@gmail.com")

    def answer(identity: str, sender: str | None) -> Refusal:
        request = {"EmailIdentity": identity, "CertificateArn": UNKNOWN} | ({"FromAddress": sender} if sender else {})
        return refusal(ses.associate_email_identity_certificate, **request)

    assert answer("example.com", None) == bad("FromAddress is required when EmailIdentity is a domain.")
    assert answer("example.com", "x") == bad("FromAddress <x> is not a valid email address.")
    assert answer("example.com", "x@notexample.com") == bad(
        "FromAddress <x@notexample.com> does not belong to the domain identity <example.com>."
    )
    assert answer("no.example", "x@no.example") == Refusal(
        404, "NotFoundException", "Email identity <no.example> does not exist."
    )
    ses.associate_email_identity_certificate(EmailIdentity="ann@gmail.com", CertificateArn=UNKNOWN)
    assert answer("ann@gmail.com", None) == Refusal(
        400,
        "AlreadyExistsException",
        "A certificate is already associated with sender <ann@gmail.com> on identity <ann@gmail.com>.",
    )


@pytest.mark.fidelity(
    operation="GetDeliverabilityDashboardOptions and the rest of the dashboard",
    case="no subscription",
    answer="DashboardEnabled false; 400 BadRequestException",
    kind="our choice",
)
def test_the_dashboard_is_that_of_an_account_without_a_subscription(ses: Any) -> None:
    dashboard = ses.get_deliverability_dashboard_options()
    assert (dashboard["DashboardEnabled"], dashboard["ActiveSubscribedDomains"]) == (False, [])
    ses.put_deliverability_dashboard_option(DashboardEnabled=False)
    assert refusal(ses.put_deliverability_dashboard_option, DashboardEnabled=True).code == "BadRequestException"
    answer = refusal(ses.get_blacklist_reports, BlacklistItemNames=["198.18.0.1"])
    assert answer == bad("The Deliverability dashboard is not enabled for this account.")


@of_model_with("PutAccountPricingAttributes")
def test_the_pricing_plan_and_the_shared_pools_mode_are_kept_and_shown(ses: Any) -> None:
    untouched = ses.get_account()
    assert not {"PricingAttributes", "DeliveryAttributes"} & untouched.keys()
    ses.put_account_pricing_attributes(Plan="PRO")
    ses.put_account_delivery_attributes(SharedPoolDeliveryMode="REGIONAL")
    account = ses.get_account()
    assert account["PricingAttributes"] == {"CurrentPlan": "PRO"}
    assert account["DeliveryAttributes"] == {"SharedPoolDeliveryMode": "REGIONAL"}
