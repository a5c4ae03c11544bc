"""Which identity covers which sender, in both APIs."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from moto_ses_managed import SesManaged
from tests.support.refusals import Refusal, refusal

TO = {"ToAddresses": ["x@y.example"]}
MESSAGE = {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}


@pytest.fixture(autouse=True)
def identities(ses: Any, v1: Any) -> None:
    for name in ("shop.example", "Jo@Post.example", "Upper.Example"):
        ses.create_email_identity(EmailIdentity=name)
    v1.verify_domain_identity(Domain="Vone.Example")


@pytest.mark.fidelity(
    operation="CreateEmailIdentity, v1 VerifyDomainIdentity",
    case="capitals in a name",
    answer="domains know no case, addresses do before the @",
    kind="documented",
    source="Creating and verifying identities",
)
def test_names_are_kept_with_their_domain_in_lower_case(ses: Any, v1: Any) -> None:
    names = ["Jo@post.example", "shop.example", "upper.example", "vone.example"]
    assert sorted(v1.list_identities()["Identities"]) == names
    assert [identity["IdentityName"] for identity in ses.list_email_identities()["EmailIdentities"]] == names


@pytest.mark.fidelity(
    operation="SendEmail, v1 SendEmail",
    case="sub-domains, labels (user+label@), any case of the domain",
    answer="covered by the identity",
    kind="documented",
    source="Creating and verifying identities",
)
@pytest.mark.parametrize(
    "sender",
    [
        "a@shop.example",
        "a@SHOP.example",
        "a@b.mail.shop.example",
        "Jo@post.example",
        "Jo@POST.example",
        "Jo+tag@post.example",
        '"X, Y" <a@shop.example>',
        "a@upper.example",
        "a@Upper.Example",
        "a@vone.example",
        "a@VONE.example",
    ],
)
def test_a_covered_sender_is_taken(ses: Any, v1: Any, hooks: SesManaged, sender: str) -> None:
    ses.send_email(FromEmailAddress=sender, Destination=TO, Content={"Simple": MESSAGE})
    v1.send_email(Source=sender, Destination=TO, Message=MESSAGE)
    assert [message.source for message in hooks.messages] == [sender, sender]


@pytest.mark.parametrize(
    "sender", ["jo@post.example", "joanna@post.example", "a@notshop.example", "a@xshop.example", "a@example"]
)
def test_another_sender_is_rejected(ses: Any, v1: Any, hooks: SesManaged, sender: str) -> None:
    words = "Email address is not verified. The following identities failed the check in region US-EAST-1: " + sender
    answer = refusal(ses.send_email, FromEmailAddress=sender, Destination=TO, Content={"Simple": MESSAGE})
    assert answer == Refusal(400, "MessageRejected", words)
    with pytest.raises(ClientError, match="MessageRejected"):
        v1.send_email(Source=sender, Destination=TO, Message=MESSAGE)
    assert hooks.messages == []


def test_an_identity_is_found_and_taken_whatever_the_case_of_its_domain(ses: Any, v1: Any) -> None:
    assert ses.get_email_identity(EmailIdentity="UPPER.example")["VerifiedForSendingStatus"] is True
    answer = refusal(ses.create_email_identity, EmailIdentity="SHOP.EXAMPLE")
    assert (answer.status, answer.code) == (400, "AlreadyExistsException")
    ses.create_email_identity(EmailIdentity="jo@POST.example")
    ses.delete_email_identity(EmailIdentity="Shop.Example")
    v1.delete_identity(Identity="VONE.EXAMPLE")
    assert sorted(v1.list_identities()["Identities"]) == ["Jo@post.example", "jo@post.example", "upper.example"]


def test_a_set_default_configuration_set_is_that_of_the_identity_in_any_case(ses: Any, hooks: SesManaged) -> None:
    ses.create_configuration_set(ConfigurationSetName="set")
    ses.put_email_identity_configuration_set_attributes(EmailIdentity="SHOP.example", ConfigurationSetName="set")
    ses.send_email(FromEmailAddress="a@Shop.Example", Destination=TO, Content={"Simple": MESSAGE})
    assert hooks.messages[0].configuration_set == "set"


def test_the_return_path_must_be_verified_and_reply_to_need_not(ses: Any, v1: Any, hooks: SesManaged) -> None:
    common: Any = {"FromEmailAddress": "a@shop.example", "Destination": TO, "Content": {"Simple": MESSAGE}}
    answer = refusal(ses.send_email, **common, FeedbackForwardingEmailAddress="q@unverified.example")
    assert (answer.code, answer.message[-20:]) == ("MessageRejected", "q@unverified.example")
    ses.send_email(**common, ReplyToAddresses=["who@ever.example"])
    ses.send_email(**common, FeedbackForwardingEmailAddress="q@SHOP.example")
    assert len(hooks.messages) == 2


def test_another_accounts_identity_that_is_not_there_covers_nobody(ses: Any) -> None:
    arn = "arn:aws:ses:us-east-1:999999999999:identity/other.example"
    answer = refusal(
        ses.send_email,
        FromEmailAddress="a@other.example",
        FromEmailAddressIdentityArn=arn,
        Destination=TO,
        Content={"Simple": MESSAGE},
    )
    assert answer.code == "MessageRejected"
    ses.send_email(
        FromEmailAddress="a@Shop.example",
        FromEmailAddressIdentityArn="arn:aws:ses:us-east-1:123456789012:identity/shop.example",
        Destination=TO,
        Content={"Simple": MESSAGE},
    )
