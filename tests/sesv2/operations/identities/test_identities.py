"""Identities over the wire: their limit over both APIs, their default configuration set, their tags and policies."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.ses.models import ses_backends

from moto_ses_managed import SesManaged
from tests.support.clients import ACCOUNT
from tests.support.refusals import Refusal, refusal
from tests.support.sending import SIMPLE, managed_pool


def send(ses: Any, source: str, **parameters: Any) -> str:
    reply = ses.send_email(
        FromEmailAddress=source, Destination={"ToAddresses": ["ann@gmail.com"]}, Content=SIMPLE, **parameters
    )
    return str(reply["MessageId"])


@pytest.mark.fidelity(
    operation="CreateEmailIdentity, v1 VerifyDomainIdentity, VerifyEmailIdentity",
    case="a 10,001st identity of the Region",
    answer="400 LimitExceededException, in words of our own",
    kind="documented",
    source="SES quotas",
)
def test_the_10000th_identity_is_created_and_the_next_refused_whichever_api_creates_it(ses: Any) -> None:
    v1 = boto3.client("ses", "us-east-1")
    for number in range(98):
        ses.create_email_identity(EmailIdentity=f"d{number}.example.com")
    backend = ses_backends[ACCOUNT]["us-east-1"]
    for number in range(9_900):
        backend.verify_email_identity(f"a{number}@example.com")
    v1.verify_domain_identity(Domain="last-but-one.example.com")
    v1.verify_email_identity(EmailAddress="last@example.com")
    answer = refusal(ses.create_email_identity, EmailIdentity="more.example.com")
    assert (answer.status, answer.code) == (400, "LimitExceededException")
    assert "10,000" in answer.message
    for operation, parameters in (
        (v1.verify_email_identity, {"EmailAddress": "more@example.com"}),
        (v1.verify_domain_identity, {"Domain": "more.example.com"}),
        (v1.verify_domain_dkim, {"Domain": "more.example.com"}),
    ):
        with pytest.raises(ClientError, match="LimitExceeded"):
            operation(**parameters)
    v1.verify_email_identity(EmailAddress="last@example.com")
    ses.delete_email_identity(EmailIdentity="d0.example.com")
    ses.create_email_identity(EmailIdentity="more.example.com")


def test_threads_of_both_apis_never_make_more_than_10000_identities(ses: Any) -> None:
    v1 = boto3.client("ses", "us-east-1")
    backend = ses_backends[ACCOUNT]["us-east-1"]
    for number in range(9_980):
        backend.verify_email_identity(f"a{number}@example.com")

    def create(number: int) -> bool:
        try:
            if number % 2:
                v1.verify_domain_identity(Domain=f"d{number}.example.com")
            else:
                ses.create_email_identity(EmailIdentity=f"d{number}.example.com")
        except ClientError as error:
            assert error.response["Error"]["Code"] in {"LimitExceeded", "LimitExceededException"}
            return False
        return True

    with ThreadPoolExecutor(16) as threads:
        made = list(threads.map(create, range(60)))
    assert sum(made) == 20
    assert len(backend.email_identities) == 10_000


@pytest.mark.fidelity(
    operation="CreateEmailIdentity",
    case="an identity that exists",
    answer="400 AlreadyExistsException 'Email identity NAME already exist.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
def test_creating_an_identity_that_exists_is_refused(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    boto3.client("ses", "us-east-1").verify_email_identity(EmailAddress="ann@example.org")
    for name in ("example.com", "ann@example.org"):
        assert refusal(ses.create_email_identity, EmailIdentity=name) == Refusal(
            400, "AlreadyExistsException", f"Email identity {name} already exist."
        )


@pytest.mark.parametrize("name", ["nodot", "a@b", "@example.com", "a b@example.com", "x" * 321, "a..b"])
def test_what_is_neither_address_nor_domain_is_no_identity(ses: Any, name: str) -> None:
    answer = refusal(ses.create_email_identity, EmailIdentity=name)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert ses.list_email_identities()["EmailIdentities"] == []


@pytest.mark.parametrize(
    "operation",
    [
        "get_email_identity",
        "delete_email_identity",
        "get_email_identity_policies",
    ],
)
def test_an_unknown_identity_does_not_exist(ses: Any, operation: str) -> None:
    assert refusal(getattr(ses, operation), EmailIdentity="example.com") == Refusal(
        404, "NotFoundException", "Email identity example.com does not exist."
    )


@pytest.mark.fidelity(
    operation="PutEmailIdentityConfigurationSetAttributes",
    case="an unknown identity",
    answer="404 NotFoundException 'Identity <X> does not exist.'",
    kind="recorded",
    source="floci #1698",
    date="2026-09",
)
def test_the_default_set_of_an_unknown_identity_is_refused_in_other_words(ses: Any) -> None:
    answer = refusal(ses.put_email_identity_configuration_set_attributes, EmailIdentity="example.com")
    assert answer == Refusal(404, "NotFoundException", "Identity <example.com> does not exist.")


@pytest.mark.fidelity(
    operation="CreateEmailIdentity, GetEmailIdentity",
    case="an address",
    answer="made without DkimAttributes; VerificationInfo {} and NextSigningKeyLength RSA_1024_BIT",
    kind="recorded",
    source="moto #9771",
    date="2026",
)
def test_an_address_is_shown_as_the_live_service_shows_it(ses: Any) -> None:
    made = ses.create_email_identity(EmailIdentity="ann@example.com")
    assert set(made) == {"IdentityType", "VerifiedForSendingStatus", "ResponseMetadata"}
    identity = ses.get_email_identity(EmailIdentity="ann@example.com")
    assert identity["VerificationInfo"] == {}
    assert identity["DkimAttributes"]["NextSigningKeyLength"] == "RSA_1024_BIT"


def test_an_identity_shows_its_default_configuration_set_and_its_tags(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    ses.create_email_identity(
        EmailIdentity="example.com", ConfigurationSetName="set", Tags=[{"Key": "k", "Value": "v"}]
    )
    identity = ses.get_email_identity(EmailIdentity="example.com")
    assert (identity["ConfigurationSetName"], identity["Tags"]) == ("set", [{"Key": "k", "Value": "v"}])
    ses.put_email_identity_configuration_set_attributes(EmailIdentity="example.com")
    assert "ConfigurationSetName" not in ses.get_email_identity(EmailIdentity="example.com")
    ses.put_email_identity_configuration_set_attributes(EmailIdentity="example.com", ConfigurationSetName="set")
    assert ses.get_email_identity(EmailIdentity="example.com")["ConfigurationSetName"] == "set"


def test_an_unknown_default_configuration_set_does_not_exist(ses: Any) -> None:
    unknown = Refusal(404, "NotFoundException", "Configuration set <nowhere> does not exist.")
    assert refusal(ses.create_email_identity, EmailIdentity="example.com", ConfigurationSetName="nowhere") == unknown
    assert ses.list_email_identities()["EmailIdentities"] == []
    ses.create_email_identity(EmailIdentity="example.com")
    assert (
        refusal(
            ses.put_email_identity_configuration_set_attributes,
            EmailIdentity="example.com",
            ConfigurationSetName="nowhere",
        )
        == unknown
    )


@pytest.mark.fidelity(
    operation="SendEmail",
    case="no ConfigurationSetName",
    answer="the identity's default set; an address goes before its domain",
    kind="documented",
    source="Understanding default configuration sets",
)
def test_a_message_takes_the_requests_set_else_the_address_default_else_the_domains(
    ses: Any, hooks: SesManaged
) -> None:
    for name in ("request", "address", "domain"):
        ses.create_configuration_set(ConfigurationSetName=name)
    ses.create_email_identity(EmailIdentity="example.com", ConfigurationSetName="domain")
    ses.create_email_identity(EmailIdentity="joe@example.com", ConfigurationSetName="address")
    send(ses, "Joe <joe@example.com>", ConfigurationSetName="request")
    send(ses, "Joe <joe@example.com>")
    send(ses, "ann@example.com")
    ses.put_email_identity_configuration_set_attributes(EmailIdentity="example.com")
    send(ses, "ann@example.com")
    assert [message.configuration_set for message in hooks.messages] == ["request", "address", "domain", None]


def test_a_message_of_either_api_with_an_unknown_set_is_refused_and_not_sent(ses: Any, hooks: SesManaged) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    with pytest.raises(ClientError, match="Configuration set <nowhere> does not exist") as raised:
        send(ses, "ann@example.com", ConfigurationSetName="nowhere")
    assert raised.value.response["Error"]["Code"] == "NotFoundException"
    v1 = boto3.client("ses", "us-east-1")
    with pytest.raises(ClientError, match="ConfigurationSetDoesNotExist"):
        v1.send_email(
            Source="ann@example.com",
            Destination={"ToAddresses": ["bob@gmail.com"]},
            Message={"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}},
            ConfigurationSetName="nowhere",
        )
    assert hooks.messages == []
    assert v1.get_send_quota()["SentLast24Hours"] == 0


def test_the_sends_of_an_identity_whose_default_set_was_deleted_fail(ses: Any, hooks: SesManaged) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    ses.create_email_identity(EmailIdentity="example.com", ConfigurationSetName="set")
    ses.delete_configuration_set(ConfigurationSetName="set")
    with pytest.raises(ClientError, match="Configuration set <set> does not exist"):
        send(ses, "ann@example.com")
    assert hooks.messages == []


@pytest.mark.fidelity(
    operation="SendEmail",
    case="mail with no pool",
    answer="ses-default-dedicated-pool where IPs are in no pool, else ses-shared-pool",
    kind="documented",
    source="Assigning IP pools",
)
def test_mail_without_a_pool_goes_through_standard_ips_in_no_pool_else_the_shared_pool(
    ses: Any, hooks: SesManaged
) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    send(ses, "ann@example.com")
    [address] = hooks.lease_standard_ips(1)
    ses.put_dedicated_ip_warmup_attributes(Ip=address, WarmupPercentage=100)
    send(ses, "ann@example.com")
    shared, dedicated = hooks.messages
    assert (shared.pool, shared.route and shared.route.value, shared.ip) == (None, "SHARED", None)
    assert (dedicated.pool, dedicated.ip) == ("ses-default-dedicated-pool", address)


@pytest.mark.fidelity(
    operation="SendEmail, GetConfigurationSet",
    case="a set that names a deleted pool",
    answer="mail goes the default way, and the pool is shown no more",
    kind="our choice",
)
def test_mail_with_a_deleted_pool_goes_the_default_way(ses: Any, hooks: SesManaged) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    managed_pool(ses)
    send(ses, "ann@example.com", ConfigurationSetName="set")
    ses.delete_dedicated_ip_pool(PoolName="pool")
    send(ses, "ann@example.com", ConfigurationSetName="set")
    assert [message.pool for message in hooks.messages] == ["pool", None]
    assert [message.configuration_set for message in hooks.messages] == ["set", "set"]


def test_identities_are_listed_in_pages_by_name_and_filtered(ses: Any) -> None:
    for name in ("c.example.com", "ann@example.com", "b.example.com"):
        ses.create_email_identity(EmailIdentity=name)
    first = ses.list_email_identities(PageSize=2)
    assert [identity["IdentityName"] for identity in first["EmailIdentities"]] == ["ann@example.com", "b.example.com"]
    rest = ses.list_email_identities(PageSize=2, NextToken=first["NextToken"])
    assert [identity["IdentityName"] for identity in rest["EmailIdentities"]] == ["c.example.com"]


def test_policies_of_an_identity_are_kept_once_each(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    names = {"EmailIdentity": "example.com", "PolicyName": "allow"}
    ses.create_email_identity_policy(**names, Policy="{}")
    assert refusal(ses.create_email_identity_policy, **names, Policy="{}").code == "AlreadyExistsException"
    ses.update_email_identity_policy(**names, Policy='{"Version":"2012-10-17"}')
    policies = ses.get_email_identity_policies(EmailIdentity="example.com")["Policies"]
    assert policies == {"allow": '{"Version":"2012-10-17"}'}
    ses.delete_email_identity_policy(**names)
    assert refusal(ses.update_email_identity_policy, **names, Policy="{}").code == "NotFoundException"


def test_deleting_an_identity_takes_its_tags_and_its_default_set_with_it(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    ses.create_email_identity(
        EmailIdentity="example.com", ConfigurationSetName="set", Tags=[{"Key": "k", "Value": "v"}]
    )
    ses.delete_email_identity(EmailIdentity="example.com")
    ses.create_email_identity(EmailIdentity="example.com")
    identity = ses.get_email_identity(EmailIdentity="example.com")
    assert identity["Tags"] == []
    assert "ConfigurationSetName" not in identity


def test_an_identity_that_is_refused_leaves_no_tags_behind(ses: Any) -> None:
    tags = [{"Key": "team", "Value": "growth"}]
    ses.create_email_identity(EmailIdentity="example.com")
    with pytest.raises(ses.exceptions.AlreadyExistsException):
        ses.create_email_identity(EmailIdentity="example.com", Tags=tags)
    with pytest.raises(ses.exceptions.NotFoundException):
        ses.create_email_identity(EmailIdentity="other.com", Tags=tags, ConfigurationSetName="nowhere")
    ses.create_email_identity(EmailIdentity="other.com")
    for name in ("example.com", "other.com"):
        arn = f"arn:aws:ses:us-east-1:123456789012:identity/{name}"
        assert ses.list_tags_for_resource(ResourceArn=arn)["Tags"] == []
