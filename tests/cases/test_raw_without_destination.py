"""Raw mail with and without destinations, From and To, in both APIs."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from moto_ses_managed import SesManaged

FULL = b"From: a@shop.example\r\nTo: x@y.example\r\nCc: c@y.example\r\nBcc: b@y.example\r\nSubject: s\r\n\r\nbody"
NO_TO = b"From: a@shop.example\r\nSubject: s\r\n\r\nbody"
NO_FROM = b"To: x@y.example\r\nSubject: s\r\n\r\nbody"
NO_HEADERS = b"just a body"


@pytest.fixture(autouse=True)
def identity(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="shop.example")


def refusals(ses: Any, v1: Any, data: bytes) -> list[tuple[str, str]]:
    answers = []
    for send, parameters in (
        (ses.send_email, {"Content": {"Raw": {"Data": data}}}),
        (v1.send_raw_email, {"RawMessage": {"Data": data}}),
    ):
        with pytest.raises(ClientError) as refused:
            send(**parameters)
        error = refused.value.response["Error"]
        answers.append((error["Code"], error["Message"]))
    return answers


def test_recipients_are_those_of_the_headers_where_the_request_names_none(ses: Any, v1: Any, hooks: SesManaged) -> None:
    ses.send_email(Content={"Raw": {"Data": FULL}})
    v1.send_raw_email(RawMessage={"Data": FULL})
    everybody = ("x@y.example", "c@y.example", "b@y.example")
    assert [(message.source, message.recipients) for message in hooks.messages] == [("a@shop.example", everybody)] * 2


@pytest.mark.fidelity(
    operation="SendEmail (raw), v1 SendRawEmail",
    case="no From, no recipient",
    answer="'Missing required header 'From'.', '… 'To'.': BadRequestException, in v1 InvalidParameterValue",
    kind="recorded",
    source="kumo #453, boto #351",
    date="2024",
)
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (NO_TO, "Missing required header 'To'."),
        (NO_FROM, "Missing required header 'From'."),
        (NO_HEADERS, "Missing required header 'From'."),
        (b"", "Missing required header 'From'."),
    ],
)
def test_what_neither_request_nor_headers_name_is_missed(
    ses: Any, v1: Any, hooks: SesManaged, data: bytes, words: str
) -> None:
    assert refusals(ses, v1, data) == [("BadRequestException", words), ("InvalidParameterValue", words)]
    assert hooks.messages == []


@pytest.mark.fidelity(
    operation="SendEmail (raw), v1 SendRawEmail",
    case="sender and recipients in the request, none in the headers",
    answer="sent",
    kind="documented",
    source="SendRawEmail: Source, Destinations",
)
@pytest.mark.parametrize("data", [FULL, NO_TO, NO_FROM, NO_HEADERS, b""])
def test_the_request_goes_before_the_headers(ses: Any, v1: Any, hooks: SesManaged, data: bytes) -> None:
    v1.send_raw_email(Source="a@shop.example", Destinations=["q@y.example"], RawMessage={"Data": data})
    ses.send_email(
        FromEmailAddress="a@shop.example",
        Destination={"ToAddresses": ["q@y.example"]},
        Content={"Raw": {"Data": data}},
    )
    sent = [(message.source, message.recipients) for message in hooks.messages]
    assert sent == [("a@shop.example", ("q@y.example",))] * 2


@pytest.mark.fidelity(
    operation="v1 SendRawEmail",
    case="nodemailer 6's verify(): a folded To header",
    answer="400 InvalidParameterValue, whatever the sender",
    kind="recorded",
    source="nodemailer 6, lib/ses-transport",
    date="2024",
)
def test_nodemailers_verify_is_answered_with_what_it_takes_for_a_pass(v1: Any, hooks: SesManaged) -> None:
    """nodemailer 6 sends a message that SES must refuse for its header, for any sender."""
    with pytest.raises(ClientError) as refused:
        v1.send_raw_email(
            RawMessage={
                "Data": b"From: invalid@invalid\r\nTo: invalid@invalid\r\n Subject: Invalid\r\n\r\nInvalid",
            },
            Source="invalid@invalid",
            Destinations=["invalid@invalid"],
        )
    assert refused.value.response["Error"]["Code"] == "InvalidParameterValue"
    assert hooks.messages == []
