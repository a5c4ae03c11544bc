"""docs/howto/from-plain-moto.md: each row of its tables, with plain moto and with this package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from moto_ses_managed import activate, deactivate
from tests.documentation.tables import rows_of
from tests.support.processes import ROOT

PAGE = ROOT / "docs" / "howto" / "from-plain-moto.md"

ACCEPTED = list(rows_of(PAGE, "What plain moto accepts and SES refuses"))
OTHERWISE = list(rows_of(PAGE, "What both refuse, with another error"))

TEXT = {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}


def send(ses: Any, **others: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    send_from_nobody(ses, **others)


def send_from_nobody(ses: Any, **others: Any) -> None:
    mail = {
        "FromEmailAddress": "news@example.com",
        "Destination": {"ToAddresses": ["ann@gmail.com"]},
        "Content": {"Simple": TEXT},
    }
    ses.send_email(**mail | others)


def twice(operation: str, **members: Any) -> Callable[[Any], None]:
    def call(ses: Any) -> None:
        getattr(ses, operation)(**members)
        getattr(ses, operation)(**members)

    return call


def fifty_one_pools(ses: Any) -> None:
    for number in range(51):
        ses.create_dedicated_ip_pool(PoolName=f"pool-{number}")


def two_lists(ses: Any) -> None:
    ses.create_contact_list(ContactListName="one")
    ses.create_contact_list(ContactListName="two")


def send_by_v1(_ses: Any) -> None:
    ses = boto3.client("ses", region_name="us-east-1")
    ses.verify_domain_identity(Domain="example.com")
    ses.send_email(
        Source="news@example.com",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        Message=TEXT,
        ConfigurationSetName="nowhere",
    )


def send_with_a_disabled_set(ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="news", SendingOptions={"SendingEnabled": False})
    send(ses, ConfigurationSetName="news")


def many(count: int) -> dict[str, Any]:
    return {"ToAddresses": [f"ann{number}@gmail.com" for number in range(count)]}


CALLS: dict[str, Callable[[Any], Any]] = {
    "CreateDedicatedIpPool with a name that is taken": twice("create_dedicated_ip_pool", PoolName="marketing"),
    "CreateDedicatedIpPool, the 51st": fifty_one_pools,
    "CreateDedicatedIpPool with a bad name": lambda ses: ses.create_dedicated_ip_pool(PoolName="My Pool"),
    "CreateDedicatedIpPool with a tag of AWS's own (aws:)": lambda ses: ses.create_dedicated_ip_pool(
        PoolName="marketing", Tags=[{"Key": "aws:team", "Value": "mail"}]
    ),
    "CreateConfigurationSet with an unknown pool": lambda ses: ses.create_configuration_set(
        ConfigurationSetName="news", DeliveryOptions={"SendingPoolName": "nowhere"}
    ),
    "CreateConfigurationSet with a bad name": lambda ses: ses.create_configuration_set(ConfigurationSetName="my set"),
    "CreateConfigurationSet with a name of 65 characters": lambda ses: ses.create_configuration_set(
        ConfigurationSetName="a" * 65
    ),
    "CreateEmailIdentity with a name that is taken": twice("create_email_identity", EmailIdentity="example.com"),
    "CreateEmailIdentity with an unknown configuration set": lambda ses: ses.create_email_identity(
        EmailIdentity="example.com", ConfigurationSetName="nowhere"
    ),
    "DeleteEmailIdentity of an unknown identity": lambda ses: ses.delete_email_identity(EmailIdentity="example.com"),
    "CreateContactList, the second": two_lists,
    "SendEmail with an unknown configuration set": lambda ses: send(ses, ConfigurationSetName="nowhere"),
    "SendEmail of API v1 with an unknown configuration set": send_by_v1,
    "SendEmail with a configuration set whose sending is disabled": send_with_a_disabled_set,
    "SendEmail without a recipient": lambda ses: send(ses, Destination={}),
    "SendEmail with a bad message tag": lambda ses: send(ses, EmailTags=[{"Name": "a b", "Value": "c"}]),
    "CreateConfigurationSet with a name that is taken": twice("create_configuration_set", ConfigurationSetName="news"),
    "SendEmail from an address without an identity": send_from_nobody,
    "SendEmail to 51 recipients": lambda ses: send(ses, Destination=many(51)),
    "SendEmail to a bad address": lambda ses: send(ses, Destination={"ToAddresses": ["ann at gmail"]}),
    "DeleteConfigurationSet of an unknown set": lambda ses: ses.delete_configuration_set(
        ConfigurationSetName="nowhere"
    ),
    "DeleteDedicatedIpPool of an unknown pool": lambda ses: ses.delete_dedicated_ip_pool(PoolName="nowhere"),
}
"""By the first cell of a row, what its test does."""


@pytest.fixture
def plain_ses() -> Iterator[Any]:
    """A client of plain moto's SES v2."""
    deactivate()
    try:
        with mock_aws():
            yield boto3.client("sesv2", region_name="us-east-1")
    finally:
        activate()


@pytest.fixture
def ses() -> Iterator[Any]:
    """A client of SES v2 as this package has it."""
    activate()
    with mock_aws():
        yield boto3.client("sesv2", region_name="us-east-1")


def test_each_row_is_tried_here() -> None:
    assert [row[0] for row in (*ACCEPTED, *OTHERWISE)] == list(CALLS)


@pytest.mark.parametrize("call", [row[0] for row in ACCEPTED])
def test_plain_moto_accepts_what_the_page_says_it_does(call: str, plain_ses: Any) -> None:
    CALLS[call](plain_ses)


@pytest.mark.parametrize(("call", "error"), [row[:2] for row in OTHERWISE])
def test_plain_moto_refuses_with_the_error_of_the_page(call: str, error: str, plain_ses: Any) -> None:
    with pytest.raises((ClientError, KeyError)) as raised:
        CALLS[call](plain_ses)
    refusal = raised.value
    code = refusal.response["Error"]["Code"] if isinstance(refusal, ClientError) else type(refusal).__name__
    assert error.partition("`")[0] == code


@pytest.mark.parametrize(("call", "error", "message"), [(row[0], *row[-2:]) for row in (*ACCEPTED, *OTHERWISE)])
def test_the_package_refuses_in_the_words_of_the_page(call: str, error: str, message: str, ses: Any) -> None:
    with pytest.raises(ClientError) as raised:
        CALLS[call](ses)
    refusal = raised.value.response["Error"]
    assert (refusal["Code"], refusal["Message"]) == (error, message)
