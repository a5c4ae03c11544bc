"""Deterministic Easy DKIM (DEED): identities signed with the key pair of one of the same name in another Region."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from tests.sesv2.identities import dkim
from tests.sesv2.raw_requests import call
from tests.support.clients import ses_client
from tests.support.refusals import Refusal, refusal

PARENT = "eu-west-1"
REPLICA = {"DomainSigningAttributesOrigin": "AWS_SES_EU_WEST_1"}


def bad(words: str) -> Refusal:
    return Refusal(400, "BadRequestException", words)


@pytest.fixture
def parent(mock: None) -> Any:
    client = ses_client(PARENT)
    client.create_email_identity(EmailIdentity="example.com")
    return client


@pytest.mark.fidelity(
    operation="CreateEmailIdentity",
    case="DomainSigningAttributesOrigin AWS_SES_<REGION> (DEED)",
    answer="tokens, key length and DKIM status of the identity of that name in that Region, from then on too",
    kind="documented",
    source="Using Deterministic Easy DKIM (DEED)",
)
def test_a_replica_has_the_tokens_of_its_parent_and_follows_it(ses: Any, parent: Any) -> None:
    made = ses.create_email_identity(EmailIdentity="Example.com", DkimSigningAttributes=REPLICA)["DkimAttributes"]
    assert made == dkim(ses) == dkim(parent) | {"SigningAttributesOrigin": "AWS_SES_EU_WEST_1"}
    parent.put_email_identity_dkim_signing_attributes(
        EmailIdentity="example.com",
        SigningAttributesOrigin="AWS_SES",
        SigningAttributes={"NextSigningKeyLength": "RSA_1024_BIT"},
    )
    assert dkim(ses)["Tokens"] == dkim(parent)["Tokens"] != made["Tokens"]
    assert dkim(ses)["CurrentSigningKeyLength"] == "RSA_1024_BIT"
    v1 = boto3.client("ses", "us-east-1")
    dkim_attributes = v1.get_identity_dkim_attributes(Identities=["example.com"])["DkimAttributes"]["example.com"]
    assert (
        dkim_attributes["DkimTokens"]
        == v1.verify_domain_dkim(Domain="example.com")["DkimTokens"]
        == dkim(parent)["Tokens"]
    )
    assert dkim(ses)["SigningAttributesOrigin"] == "AWS_SES_EU_WEST_1"


def test_a_replica_stays_as_it_was_when_its_parent_goes(ses: Any, parent: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com", DkimSigningAttributes=REPLICA)
    before = dkim(ses)
    parent.delete_email_identity(EmailIdentity="example.com")
    assert dkim(ses) == before


def test_an_identity_becomes_a_replica_and_ceases_to_be_one(ses: Any, parent: Any, domain: None) -> None:
    put = ses.put_email_identity_dkim_signing_attributes
    reply = put(EmailIdentity="example.com", SigningAttributesOrigin="AWS_SES_EU_WEST_1")
    assert (reply["DkimStatus"], reply["DkimTokens"]) == ("SUCCESS", dkim(parent)["Tokens"])
    put(EmailIdentity="example.com", SigningAttributesOrigin="AWS_SES")
    assert dkim(ses)["SigningAttributesOrigin"] == "AWS_SES"
    assert not {*dkim(ses)["Tokens"]} & {*dkim(parent)["Tokens"]}


@pytest.mark.fidelity(
    operation="CreateEmailIdentity, PutEmailIdentityDkimSigningAttributes",
    case="a replica of an identity that is not there, or has no Easy DKIM of its own",
    answer="400 BadRequestException, which names the identity and the Region",
    kind="our choice",
)
def test_a_parent_must_be_there_with_easy_dkim_of_its_own(ses: Any, parent: Any) -> None:
    def answer(origin: str, name: str = "example.com", **attributes: str) -> Refusal:
        return refusal(
            ses.create_email_identity,
            EmailIdentity=name,
            DkimSigningAttributes={"DomainSigningAttributesOrigin": origin} | attributes,
        )

    missing = "The parent identity {} does not exist in the Region {}."
    assert answer("AWS_SES_EU_WEST_1", "other.example") == bad(missing.format("other.example", PARENT))
    assert answer("AWS_SES_EU_WEST_2") == bad(missing.format("example.com", "eu-west-2"))
    assert answer("AWS_SES_US_EAST_1") == bad(
        "The parent identity of example.com must be in another Region than us-east-1."
    )
    with_length = answer("AWS_SES_EU_WEST_1", NextSigningKeyLength="RSA_1024_BIT")
    assert with_length == bad(
        "NextSigningKeyLength can't go with AWS_SES_EU_WEST_1: a replica has the key pair of its parent."
    )
    assert answer("AWS_SES_MOON_1").status == 400
    ses_client("eu-west-2").create_email_identity(EmailIdentity="example.com", DkimSigningAttributes=REPLICA)
    assert answer("AWS_SES_EU_WEST_2") == bad(
        "The parent identity example.com in the Region eu-west-2 has no Easy DKIM configured."
    )
    assert ses.list_email_identities()["EmailIdentities"] == []


@pytest.mark.fidelity(
    operation="PutEmailIdentityDkimSigningAttributes",
    case="DomainSigningAttributesOrigin among the attributes",
    answer="400 BadRequestException: SigningAttributesOrigin is used instead",
    kind="documented",
    source="botocore's model, DkimSigningAttributes",
)
def test_the_origin_has_a_member_of_its_own_where_attributes_are_put(ses: Any, parent: Any, domain: None) -> None:
    before = dkim(ses)
    body = {"SigningAttributesOrigin": "AWS_SES", "SigningAttributes": REPLICA}
    answer = call("PUT", "/v2/email/identities/example.com/dkim/signing", body)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert dkim(ses) == before
