"""How an identity's mail is signed: SES's key pairs, the customer's own, and neither."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from moto_ses_managed import SesManaged
from tests.sesv2.identities import dkim
from tests.sesv2.raw_requests import call
from tests.support.clients import ses_client
from tests.support.processes import TIMEOUT
from tests.support.refusals import Refusal, refusal
from tests.support.serving import AUTHORIZATION


def in_base64(key: Any, form: PrivateFormat = PrivateFormat.PKCS8) -> str:
    return base64.b64encode(key.private_bytes(Encoding.DER, form, NoEncryption())).decode()


@pytest.fixture(scope="module")
def private_key() -> str:
    return in_base64(rsa.generate_private_key(65537, 1024))


def test_tokens_are_the_same_each_time_and_differ_by_name_and_region(ses: Any, domain: None) -> None:
    first = dkim(ses)["Tokens"]
    ses.delete_email_identity(EmailIdentity="example.com")
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_email_identity(EmailIdentity="example.org")
    elsewhere = ses_client("eu-west-1")
    elsewhere.create_email_identity(EmailIdentity="example.com")
    assert dkim(ses)["Tokens"] == first
    assert not set(first) & {*dkim(ses, "example.org")["Tokens"], *dkim(elsewhere)["Tokens"]}


def test_signing_is_switched_off_and_on(ses: Any, domain: None) -> None:
    ses.put_email_identity_dkim_attributes(EmailIdentity="example.com", SigningEnabled=False)
    assert (dkim(ses)["SigningEnabled"], dkim(ses)["Status"]) == (False, "SUCCESS")
    ses.put_email_identity_dkim_attributes(EmailIdentity="example.com", SigningEnabled=True)
    assert dkim(ses)["SigningEnabled"] is True
    ses.put_email_identity_dkim_attributes(EmailIdentity="example.com")
    assert dkim(ses)["SigningEnabled"] is False


def test_an_address_is_signed_as_its_domain_until_it_is_set_otherwise(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="ann@example.com")
    assert dkim(ses, "ann@example.com") == {
        "SigningEnabled": False,
        "Status": "NOT_STARTED",
        "Tokens": [],
        "SigningAttributesOrigin": "AWS_SES",
        "NextSigningKeyLength": "RSA_1024_BIT",
    }
    ses.create_email_identity(EmailIdentity="example.com")
    assert dkim(ses, "ann@example.com") == dkim(ses)
    ses.put_email_identity_dkim_attributes(EmailIdentity="example.com", SigningEnabled=False)
    assert dkim(ses, "ann@example.com")["SigningEnabled"] is False
    ses.put_email_identity_dkim_attributes(EmailIdentity="ann@example.com", SigningEnabled=True)
    assert (dkim(ses, "ann@example.com")["SigningEnabled"], dkim(ses)["SigningEnabled"]) == (True, False)


def test_an_address_that_is_no_identity_of_a_domain_that_is_one_changes_nothing(ses: Any, domain: None) -> None:
    before = dkim(ses)
    ses.put_email_identity_dkim_attributes(EmailIdentity="ann@example.com", SigningEnabled=False)
    assert dkim(ses) == before
    assert refusal(ses.get_email_identity, EmailIdentity="ann@example.com").status == 404


@pytest.mark.parametrize("name", ["example.com", "ann@example.com"])
def test_signing_of_an_unknown_domain_cannot_be_switched(ses: Any, name: str) -> None:
    assert refusal(ses.put_email_identity_dkim_attributes, EmailIdentity=name, SigningEnabled=True) == Refusal(
        400, "BadRequestException", "Domain example.com is not verified for DKIM signing."
    )


def test_another_key_length_makes_a_new_key_pair_and_the_same_does_not(
    ses: Any, hooks: SesManaged, domain: None
) -> None:
    first = dkim(ses)
    hooks.advance(days=2)

    def put(length: str) -> Any:
        return ses.put_email_identity_dkim_signing_attributes(
            EmailIdentity="example.com",
            SigningAttributesOrigin="AWS_SES",
            SigningAttributes={"NextSigningKeyLength": length},
        )

    put("RSA_2048_BIT")
    assert dkim(ses) == first
    reply = put("RSA_1024_BIT")
    second = dkim(ses)
    assert (reply["DkimStatus"], reply["DkimTokens"]) == ("SUCCESS", second["Tokens"])
    assert not set(first["Tokens"]) & set(second["Tokens"])
    assert (second["NextSigningKeyLength"], second["CurrentSigningKeyLength"]) == ("RSA_1024_BIT", "RSA_1024_BIT")
    assert second["LastKeyGenerationTimestamp"] > first["LastKeyGenerationTimestamp"]
    put("RSA_2048_BIT")
    assert not {*first["Tokens"], *second["Tokens"]} & set(dkim(ses)["Tokens"])


def test_a_domain_goes_over_to_the_customers_key_pair_and_back(ses: Any, domain: None, private_key: str) -> None:
    easy = dkim(ses)
    reply = ses.put_email_identity_dkim_signing_attributes(
        EmailIdentity="example.com",
        SigningAttributesOrigin="EXTERNAL",
        SigningAttributes={"DomainSigningSelector": "spring-26", "DomainSigningPrivateKey": private_key},
    )
    assert (reply["DkimStatus"], reply["DkimTokens"]) == ("SUCCESS", ["spring-26"])
    assert dkim(ses) == {
        "SigningEnabled": True,
        "Status": "SUCCESS",
        "Tokens": ["spring-26"],
        "SigningAttributesOrigin": "EXTERNAL",
    }
    ses.put_email_identity_dkim_signing_attributes(EmailIdentity="example.com", SigningAttributesOrigin="AWS_SES")
    assert dkim(ses)["SigningAttributesOrigin"] == "AWS_SES"
    assert not set(easy["Tokens"]) & set(dkim(ses)["Tokens"])


def test_a_domain_is_made_with_either_kind_of_key_pair(ses: Any, private_key: str) -> None:
    own = {"DomainSigningSelector": "s", "DomainSigningPrivateKey": private_key}
    made = ses.create_email_identity(EmailIdentity="own.example.com", DkimSigningAttributes=own)
    assert made["DkimAttributes"] == dkim(ses, "own.example.com")
    assert made["DkimAttributes"]["Tokens"] == ["s"]
    easy = {"NextSigningKeyLength": "RSA_1024_BIT"}
    ses.create_email_identity(EmailIdentity="easy.example.com", DkimSigningAttributes=easy)
    assert dkim(ses, "easy.example.com")["CurrentSigningKeyLength"] == "RSA_1024_BIT"


@pytest.mark.parametrize("bits", [1024, 2048])
@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
def test_a_private_key_has_1024_to_2048_bits_in_either_form(
    ses: Any, domain: None, bits: int, form: PrivateFormat
) -> None:
    key = in_base64(rsa.generate_private_key(65537, bits), form)
    ses.put_email_identity_dkim_signing_attributes(
        EmailIdentity="example.com",
        SigningAttributesOrigin="EXTERNAL",
        SigningAttributes={"DomainSigningSelector": "s", "DomainSigningPrivateKey": key},
    )
    assert dkim(ses)["Tokens"] == ["s"]


# 3072 bits are the next size that keys come in above 2048; what is under 1024 no library makes any more.
WRONG_SIGNING = {
    "own without anything": ("EXTERNAL", {}),
    "own without selector": ("EXTERNAL", {"DomainSigningPrivateKey": "KEY"}),
    "own without key": ("EXTERNAL", {"DomainSigningSelector": "s"}),
    "own and a length": (
        "EXTERNAL",
        {"DomainSigningSelector": "s", "DomainSigningPrivateKey": "KEY", "NextSigningKeyLength": "RSA_1024_BIT"},
    ),
    "easy and a key": ("AWS_SES", {"DomainSigningSelector": "s", "DomainSigningPrivateKey": "KEY"}),
    "no base64": ("EXTERNAL", {"DomainSigningSelector": "s", "DomainSigningPrivateKey": "=="}),
    "cut base64": ("EXTERNAL", {"DomainSigningSelector": "s", "DomainSigningPrivateKey": "abcde"}),
    "no key": ("EXTERNAL", {"DomainSigningSelector": "s", "DomainSigningPrivateKey": "test"}),
    "key with header": (
        "EXTERNAL",
        {"DomainSigningSelector": "s", "DomainSigningPrivateKey": "-----BEGIN PRIVATE KEY-----"},
    ),
    "no RSA key": ("EXTERNAL", {"DomainSigningSelector": "s", "DomainSigningPrivateKey": "ELLIPTIC"}),
    "3072 bits": ("EXTERNAL", {"DomainSigningSelector": "s", "DomainSigningPrivateKey": "LONG"}),
    "selector of 64": ("EXTERNAL", {"DomainSigningSelector": "s" * 64, "DomainSigningPrivateKey": "KEY"}),
    "selector with dot": ("EXTERNAL", {"DomainSigningSelector": "a.b", "DomainSigningPrivateKey": "KEY"}),
    "unknown length": ("AWS_SES", {"NextSigningKeyLength": "RSA_4096_BIT"}),
    "unknown origin": ("SOMEWHERE", {}),
    "no origin": (None, {}),
}


@pytest.fixture(scope="module")
def keys(private_key: str) -> dict[str, str]:
    return {
        "KEY": private_key,
        "ELLIPTIC": in_base64(ec.generate_private_key(ec.SECP256R1())),
        "LONG": in_base64(rsa.generate_private_key(65537, 3072)),
    }


@pytest.mark.parametrize("case", WRONG_SIGNING)
def test_signing_attributes_that_do_not_go_together_are_a_bad_request_and_change_nothing(
    ses: Any, domain: None, keys: dict[str, str], case: str
) -> None:
    before = dkim(ses)
    origin, wrong = WRONG_SIGNING[case]
    attributes = {name: keys.get(value, value) for name, value in wrong.items()}
    body = {"SigningAttributesOrigin": origin, "SigningAttributes": attributes}
    answer = call("PUT", "/v2/email/identities/example.com/dkim/signing", body)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert dkim(ses) == before


def test_an_identity_is_not_made_with_signing_attributes_that_ses_refuses(ses: Any) -> None:
    for name, attributes in (
        ("example.com", {"DomainSigningSelector": "s"}),
        ("example.com", {"DomainSigningSelector": "s", "DomainSigningPrivateKey": "test"}),
        ("ann@example.com", {"NextSigningKeyLength": "RSA_1024_BIT"}),
    ):
        answer = refusal(ses.create_email_identity, EmailIdentity=name, DkimSigningAttributes=attributes)
        assert (answer.status, answer.code) == (400, "BadRequestException")
    assert ses.list_email_identities()["EmailIdentities"] == []


def test_signing_attributes_are_a_domains_and_an_unknown_domain_does_not_exist(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="ann@example.com")
    put = ses.put_email_identity_dkim_signing_attributes
    assert refusal(put, EmailIdentity="ann@example.com", SigningAttributesOrigin="AWS_SES") == Refusal(
        400, "BadRequestException", "The EmailIdentity value must be a valid domain."
    )
    assert refusal(put, EmailIdentity="example.com", SigningAttributesOrigin="AWS_SES") == Refusal(
        404, "NotFoundException", "Email identity example.com does not exist."
    )


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_signing_attributes_are_put_at_the_path_of_older_and_newer_models(ses: Any, domain: None, version: str) -> None:
    body = {
        "SigningAttributesOrigin": "AWS_SES",
        "SigningAttributes": {"NextSigningKeyLength": "RSA_1024_BIT"},
    }
    assert call("PUT", f"/{version}/email/identities/example.com/dkim/signing", body).status == 200
    assert dkim(ses)["CurrentSigningKeyLength"] == "RSA_1024_BIT"
    assert call("PUT", f"/{version}/email/identities/nowhere.org/dkim/signing", body).status == 404
    assert call("PUT", f"/{version}/email/nowhere", body).code == "UnknownOperationException"


def test_a_server_takes_signing_attributes_at_both_paths_too(server_url: str) -> None:
    import requests

    headers = {"Authorization": AUTHORIZATION, "x-moto-account-id": "640000000101"}
    requests.post(
        f"{server_url}/v2/email/identities", json={"EmailIdentity": "example.com"}, headers=headers, timeout=TIMEOUT
    )
    for version, length in (("v1", "RSA_1024_BIT"), ("v2", "RSA_2048_BIT")):
        body = {"SigningAttributesOrigin": "AWS_SES", "SigningAttributes": {"NextSigningKeyLength": length}}
        path = f"{server_url}/{version}/email/identities/example.com/dkim/signing"
        assert requests.put(path, json=body, headers=headers, timeout=TIMEOUT).status_code == 200
        identity = requests.get(
            f"{server_url}/v2/email/identities/example.com", headers=headers, timeout=TIMEOUT
        ).json()
        assert identity["DkimAttributes"]["CurrentSigningKeyLength"] == length
