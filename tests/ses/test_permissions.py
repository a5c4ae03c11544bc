"""moto's IAM, where it is enforced: actions by SES's names for them, and refusals in SES's form."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
import requests
from botocore.exceptions import ClientError
from moto.core.authorization import enable_iam_authentication

from moto_ses_managed import SesManaged, mock_aws
from tests.support.clients import ACCOUNT, REGION
from tests.support.sending import SIMPLE
from tests.support.serving import server

MESSAGE = {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}
RAW = "From: me@example.com\nTo: ann@gmail.com\nSubject: Hi\n\nHello"
TO = {"ToAddresses": ["ann@gmail.com"]}
TEMPLATE = {"TemplateName": "hello", "TemplateData": "{}"}
IDENTITY = f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/example.com"
SET_ARN = IDENTITY.replace("identity/example.com", "configuration-set/set")
TEMPLATE_ARN = IDENTITY.replace("identity/example.com", "template/hello")
USER = f"arn:aws:iam::{ACCOUNT}:user/ann"
V1, V2 = "ses", "sesv2"

SENDS: dict[str, tuple[str, str, Callable[[Any], Any]]] = {
    "v1 simple": (
        V1,
        "SendEmail",
        lambda ses: ses.send_email(Source="me@example.com", Destination=TO, Message=MESSAGE),
    ),
    "v1 raw": (V1, "SendRawEmail", lambda ses: ses.send_raw_email(RawMessage={"Data": RAW})),
    "v1 template": (
        V1,
        "SendTemplatedEmail",
        lambda ses: ses.send_templated_email(
            Source="me@example.com", Destination=TO, Template="hello", TemplateData="{}"
        ),
    ),
    "v1 bulk": (
        V1,
        "SendBulkTemplatedEmail",
        lambda ses: ses.send_bulk_templated_email(
            Source="me@example.com", Destinations=[{"Destination": TO}], Template="hello", DefaultTemplateData="{}"
        ),
    ),
    "v2 simple": (
        V2,
        "SendEmail",
        lambda ses: ses.send_email(FromEmailAddress="me@example.com", Destination=TO, Content=SIMPLE),
    ),
    "v2 raw": (V2, "SendRawEmail", lambda ses: ses.send_email(Content={"Raw": {"Data": RAW.encode()}})),
    "v2 template": (
        V2,
        "SendTemplatedEmail",
        lambda ses: ses.send_email(FromEmailAddress="me@example.com", Destination=TO, Content={"Template": TEMPLATE}),
    ),
    "v2 bulk": (
        V2,
        "SendBulkTemplatedEmail",
        lambda ses: ses.send_bulk_email(
            FromEmailAddress="me@example.com",
            DefaultContent={"Template": TEMPLATE},
            BulkEmailEntries=[{"Destination": TO}],
        ),
    ),
}


@pytest.fixture(autouse=True)
def mock() -> Iterator[None]:
    with mock_aws():
        boto3.client(V2, REGION).create_email_identity(EmailIdentity="example.com")
        content = {"Subject": "Hi", "Text": "Hello"}
        boto3.client(V2, REGION).create_email_template(TemplateName="hello", TemplateContent=content)
        boto3.client("iam", REGION).create_user(UserName="ann")
        yield


def allowed(*actions: str, resource: str | list[str] = "*") -> Callable[[str], Any]:
    """Clients of a user who may do that much."""
    key = boto3.client("iam", REGION).create_access_key(UserName="ann")["AccessKey"]
    if actions:
        allow(*actions, resource=resource)
    credentials = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
    return lambda service: boto3.client(service, REGION, **credentials)


def allow(*actions: str, resource: str | list[str]) -> None:
    """Let the user do that, and no more."""
    statement = {"Effect": "Allow", "Action": [f"ses:{action}" for action in actions], "Resource": resource}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    boto3.client("iam", REGION).put_user_policy(UserName="ann", PolicyName="policy", PolicyDocument=policy)


def refusal(call: Callable[[], Any]) -> tuple[int, str, str]:
    with enable_iam_authentication(), pytest.raises(ClientError) as raised:
        call()
    error = raised.value.response["Error"]
    return raised.value.response["ResponseMetadata"]["HTTPStatusCode"], error["Code"], error["Message"]


@pytest.mark.parametrize("way", SENDS)
def test_a_send_needs_the_action_of_its_kind(way: str) -> None:
    service, action, send = SENDS[way]
    ses = allowed(action)(service)
    with enable_iam_authentication():
        send(ses)
    assert len(SesManaged().messages) == 1


@pytest.mark.parametrize("way", SENDS)
def test_a_send_without_its_action_is_refused_in_sess_words(way: str) -> None:
    service, action, send = SENDS[way]
    others = {other_action for _, other_action, _ in SENDS.values()} - {action}
    ses = allowed(*others)(service)
    assert refusal(lambda: send(ses)) == (
        403,
        "AccessDenied" if service == V1 else "AccessDeniedException",
        f"User `{USER}' is not authorized to perform `ses:{action}' on resource `{IDENTITY}'",
    )
    assert SesManaged().messages == []


@pytest.mark.parametrize("way", SENDS)
def test_a_policy_may_name_the_identity_and_the_template(way: str) -> None:
    service, action, send = SENDS[way]
    named = [IDENTITY, *([TEMPLATE_ARN] if "Templated" in action else [])]
    ses = allowed(action, resource=named)(service)
    with enable_iam_authentication():
        send(ses)
    assert len(SesManaged().messages) == 1
    other = allowed(action, resource=IDENTITY.replace("example.com", "other.example"))(service)
    assert refusal(lambda: send(other))[0] == 403


@pytest.mark.fidelity(
    operation="SendEmail and the others, v1 and v2",
    case="IAM allows the identity, not the configuration set that the mail takes, or the template",
    answer="403, not authorized to perform the action on that resource; an identity's default set counts too",
    kind="recorded",
    source="usdr-gost #3080, serverless-application-model #2844, medplum #10102",
    date="2026-08",
)
@pytest.mark.parametrize("way", SENDS)
def test_a_send_needs_its_action_on_the_configuration_set_and_the_template_too(way: str) -> None:
    service, action, send = SENDS[way]
    v2 = boto3.client(V2, REGION)
    v2.create_configuration_set(ConfigurationSetName="set")
    v2.put_email_identity_configuration_set_attributes(EmailIdentity="example.com", ConfigurationSetName="set")
    words = f"User `{USER}' is not authorized to perform `ses:{action}' on resource `{{}}'"
    ses = allowed(action, resource=IDENTITY)(service)
    assert refusal(lambda: send(ses))[2] == words.format(SET_ARN)
    allow(action, resource=[IDENTITY, SET_ARN])
    if "Templated" in action:
        assert refusal(lambda: send(ses))[2] == words.format(TEMPLATE_ARN)
        allow(action, resource=[IDENTITY, SET_ARN, TEMPLATE_ARN])
    assert SesManaged().messages == []
    with enable_iam_authentication():
        send(ses)
    assert len(SesManaged().messages) == 1


def test_the_configuration_set_that_a_raw_message_names_is_asked_for() -> None:
    boto3.client(V2, REGION).create_configuration_set(ConfigurationSetName="set")
    raw = f"X-SES-CONFIGURATION-SET: set\n{RAW}"
    v1 = allowed("SendRawEmail", resource=IDENTITY)(V1)
    assert SET_ARN in refusal(lambda: v1.send_raw_email(RawMessage={"Data": raw}))[2]


def test_managing_needs_the_operations_name_and_in_v2_may_name_what_it_is_on() -> None:
    pool = f"arn:aws:ses:{REGION}:{ACCOUNT}:dedicated-ip-pool/mine"
    v2 = allowed("CreateDedicatedIpPool", resource=pool)(V2)
    with enable_iam_authentication():
        v2.create_dedicated_ip_pool(PoolName="mine", ScalingMode="MANAGED")
    assert refusal(lambda: v2.create_dedicated_ip_pool(PoolName="other")) == (
        403,
        "AccessDeniedException",
        f"User: {USER} is not authorized to perform: ses:CreateDedicatedIpPool on resource: {pool[:-4]}other",
    )
    assert refusal(v2.get_account) == (
        403,
        "AccessDeniedException",
        f"User: {USER} is not authorized to perform: ses:GetAccount",
    )
    assert [each_pool.name for each_pool in SesManaged().pools()] == ["mine"]


def test_v1_refuses_to_manage_in_xml() -> None:
    v1 = allowed("VerifyDomainIdentity")(V1)
    with enable_iam_authentication():
        v1.verify_domain_identity(Domain="new.example")
    assert refusal(lambda: v1.verify_email_identity(EmailAddress="me@new.example")) == (
        403,
        "AccessDenied",
        f"User: {USER} is not authorized to perform: ses:VerifyEmailIdentity",
    )


def test_who_may_not_is_told_so_before_what_is_wrong() -> None:
    nobody = allowed()
    assert refusal(lambda: nobody(V2).send_email(Content={}))[1] == "AccessDeniedException"
    assert refusal(lambda: nobody(V1).send_raw_email(RawMessage={"Data": ""}))[1] == "AccessDenied"


@pytest.mark.parametrize(("service", "code"), [(V1, "InvalidClientTokenId"), (V2, "UnrecognizedClientException")])
def test_an_unknown_key_is_refused(service: str, code: str) -> None:
    unknown = boto3.client(service, REGION, aws_access_key_id="AKIAUNKNOWNUNKNOWN12", aws_secret_access_key="x")
    call = unknown.get_send_quota if service == V1 else unknown.get_account
    assert refusal(call)[:2] == (403, code)


@pytest.mark.parametrize(("service", "code"), [(V1, "SignatureDoesNotMatch"), (V2, "InvalidSignatureException")])
def test_a_wrong_secret_is_refused(service: str, code: str) -> None:
    key = boto3.client("iam", REGION).create_access_key(UserName="ann")["AccessKey"]["AccessKeyId"]
    wrong = boto3.client(service, REGION, aws_access_key_id=key, aws_secret_access_key="x")
    call = wrong.get_send_quota if service == V1 else wrong.get_account
    assert refusal(call)[:2] == (403, code)


def test_a_server_refuses_in_the_same_words() -> None:
    with server() as url:
        at = {"region_name": REGION, "endpoint_url": url}
        plain = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        boto3.client(V2, **at, **plain).create_email_identity(EmailIdentity="example.com")
        iam = boto3.client("iam", **at, **plain)
        iam.create_user(UserName="ann")
        key = iam.create_access_key(UserName="ann")["AccessKey"]
        requests.post(f"{url}/moto-api/reset-auth", data=b"0", timeout=60).raise_for_status()
        credentials = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
        for service, _, send in SENDS.values():
            with pytest.raises(ClientError, match=r"\(AccessDenied.* is not authorized to perform `ses:Send"):
                send(boto3.client(service, **at, **credentials))


def test_an_unsigned_request_is_refused_in_the_form_of_its_api() -> None:
    with enable_iam_authentication():
        v2 = requests.get(f"https://email.{REGION}.amazonaws.com/v2/email/account", timeout=60)
        form = {"Action": "GetSendQuota", "Version": "2010-12-01"}
        v1 = requests.post(f"https://email.{REGION}.amazonaws.com/", data=form, timeout=60)
    assert (v2.status_code, v2.json()["__type"]) == (403, "MissingAuthenticationTokenException")
    assert v1.status_code == 403
    assert "<Code>MissingAuthenticationToken</Code>" in v1.text
