"""Faults of raw messages and addresses that libraries have been caught with, in both APIs."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from moto_ses_managed import SesManaged

HEADERS = b"From: a@shop.example\r\nTo: b@c.example\r\n"
MESSAGE = {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}
V1_CODE = {"BadRequestException": "InvalidParameterValue"}


@pytest.fixture(autouse=True)
def identity(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="shop.example")


def refused(send: Any, **parameters: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as raised:
        send(**parameters)
    error = raised.value.response["Error"]
    return error["Code"], error["Message"]


@pytest.mark.fidelity(
    operation="SendEmail (raw), v1 SendRawEmail",
    case="an empty header name",
    answer="400 'Empty header names are illegal.'",
    kind="recorded",
    source="aws-sdk-js #4121",
    date="2022",
)
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b": x\r\n" + HEADERS + b"\r\nx", "Empty header names are illegal."),
        (HEADERS + b"Subject: a\r\nSubject: b\r\n\r\nx", "Duplicate header 'Subject'."),
        (HEADERS + b"From: z@shop.example\r\n\r\nx", "Duplicate header 'From'."),
        (
            HEADERS + b"Return-Path: <q@shop.example>\r\nReturn-Path: <r@shop.example>\r\n\r\nx",
            "Duplicate header 'Return-Path'.",
        ),
        (b"hello there\r\n" + HEADERS + b"\r\nx", "Missing required header 'From'."),
    ],
)
def test_a_raw_message_is_refused(ses: Any, v1: Any, hooks: SesManaged, data: bytes, words: str) -> None:
    assert refused(v1.send_raw_email, RawMessage={"Data": data}) == ("InvalidParameterValue", words)
    assert refused(ses.send_email, Content={"Raw": {"Data": data}}) == ("BadRequestException", words)
    assert hooks.messages == []


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@shop.example, z@shop.example\r\nTo: b@c.example\r\n\r\nx",
        HEADERS[:-2],
        HEADERS + b"\r\n\x00",
        HEADERS + b"\r\n" + b"x" * 1200,
        HEADERS.replace(b"\r\n", b"\n") + b"\nx",
    ],
)
def test_a_raw_message_is_taken(ses: Any, v1: Any, hooks: SesManaged, data: bytes) -> None:
    v1.send_raw_email(RawMessage={"Data": data})
    ses.send_email(Content={"Raw": {"Data": data}})
    assert [message.recipients for message in hooks.messages] == [("b@c.example",)] * 2


@pytest.mark.fidelity(
    operation="SendEmail, v1 SendEmail",
    case="an address that is none",
    answer="JavaMail's words: 'Missing final '@domain'', 'Missing domain', 'Domain contains control or whitespace', …",
    kind="recorded",
    source="floci, SesAddressSyntax; anymail #281",
    date="2026-09",
)
@pytest.mark.fidelity(
    operation="SendEmail, v1 SendEmail",
    case="an address of more than 320 characters, its display name counted",
    answer="400 'Address length is more than 320 characters long: '<the address>'.'",
    kind="recorded",
    source="18F identity-idp #7380; zulip #17558",
    date="2022",
)
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nodomain", "Missing final '@domain'"),
        ("", "Missing final '@domain'"),
        (" ", "Missing final '@domain'"),
        ("a@", "Missing domain"),
        ("@c.example", "Missing local name"),
        ("a b@c.example", "Local address contains control or whitespace"),
        ("\u00fc@c.example", "Local address contains control or whitespace"),
        ("x@b\u00fccher.example", "Domain contains illegal character"),
        ("a@[1.2.3.4]", "Domain contains illegal character"),
        ("a@c example", "Domain contains control or whitespace"),
        ("a@c..example", "Domain contains dot-dot"),
        ("a.@c.example", "Local address ends with dot"),
        ("a@c.example, d@e.example", "Illegal address"),
        ("Doe, John <a@c.example>", "Missing final '@domain'"),
        ("x" * 311 + "@c.example", f"Address length is more than 320 characters long: '{'x' * 311}@c.example'."),
    ],
)
def test_an_address_is_refused(ses: Any, v1: Any, hooks: SesManaged, address: str, words: str) -> None:
    to = {"ToAddresses": [address]}
    answer = refused(v1.send_email, Source="a@shop.example", Destination=to, Message=MESSAGE)
    assert answer == ("InvalidParameterValue", words)
    content = {"Simple": MESSAGE}
    answer = refused(ses.send_email, FromEmailAddress="a@shop.example", Destination=to, Content=content)
    assert answer == ("BadRequestException", words)
    assert hooks.messages == []


@pytest.mark.parametrize(
    "address",
    [
        "x@c",
        '"q" <a@c.example>',
        "=?utf-8?q?=C3=BC?= <a@c.example>",
        "x" * 310 + "@c.example",
        "x@xn--bcher-kva.example",
    ],
)
def test_an_address_is_taken(ses: Any, v1: Any, hooks: SesManaged, address: str) -> None:
    to = {"ToAddresses": [address]}
    v1.send_email(Source="a@shop.example", Destination=to, Message=MESSAGE)
    ses.send_email(FromEmailAddress="a@shop.example", Destination=to, Content={"Simple": MESSAGE})
    assert [message.recipients for message in hooks.messages] == [(address,)] * 2


def test_fifty_one_recipients_are_refused_however_they_are_named(ses: Any, v1: Any, hooks: SesManaged) -> None:
    many = [f"u{number}@x.example" for number in range(51)]
    words = "Recipient count exceeds 50."
    parted = {"ToAddresses": many[:30], "CcAddresses": many[30:]}
    answer = refused(v1.send_email, Source="a@shop.example", Destination=parted, Message=MESSAGE)
    assert answer == ("InvalidParameterValue", words)
    answer = refused(v1.send_raw_email, Destinations=many, RawMessage={"Data": HEADERS + b"\r\nx"})
    assert answer == ("InvalidParameterValue", words)
    content, to = {"Simple": MESSAGE}, {"BccAddresses": many}
    answer = refused(ses.send_email, FromEmailAddress="a@shop.example", Destination=to, Content=content)
    assert answer == ("BadRequestException", words)
    assert hooks.messages == []


def test_v1_takes_ten_megabytes_and_v2_forty(ses: Any, v1: Any, hooks: SesManaged) -> None:
    big = HEADERS + b"\r\n" + (b"x" * 76 + b"\r\n") * 150_000
    words = f"Message length is more than 10485760 bytes long: '{len(big)}'."
    assert refused(v1.send_raw_email, RawMessage={"Data": big}) == ("InvalidParameterValue", words)
    ses.send_email(Content={"Raw": {"Data": big}})
    assert len(hooks.messages) == 1
