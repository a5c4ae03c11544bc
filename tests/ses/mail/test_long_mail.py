"""Raw mail of very many lines."""

from __future__ import annotations

from email import message_from_bytes
from typing import Any

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_ses_managed import SesManaged, mock_aws
from moto_ses_managed.ses.mail import raw

HEAD = b"From: a@example.com\nTo: b@gmail.com\nSubject: long\nX-SES-MESSAGE-TAGS: n=v\n"
MIXED = HEAD + b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n'
LEAF = st.builds(
    lambda kind, lines: b"Content-Type: " + kind + b"\n\n" + b"\n".join(lines),
    st.sampled_from([b"text/plain", b"text/html; charset=utf-8", b"application/pdf"]),
    st.lists(st.sampled_from([b"", b"x", b"--", b"--C", b"--B-", b" --B", b"a: b", b"\xff", b"line\r"]), max_size=6),
)
NESTED = st.builds(
    lambda parts: (
        b"Content-Type: multipart/alternative; boundary=C\n\n"
        + b"".join(b"--C\n" + part.replace(b"--C", b"-C") + b"\n" for part in parts)
        + b"--C--"
    ),
    st.lists(LEAF, min_size=1, max_size=3),
)


def shape(mime: Any) -> object:
    payload = mime.get_payload()
    return mime.items(), [shape(part) for part in payload] if isinstance(payload, list) else payload


@given(st.lists(LEAF | NESTED, min_size=1, max_size=4), st.booleans(), st.sampled_from([b"", b"before\n"]))
def test_a_message_of_many_lines_is_taken_apart_as_any_other(parts: list[bytes], closed: bool, before: bytes) -> None:
    body = before + b"".join(b"--B\n" + part + b"\n" for part in parts) + (b"--B--\nafter" if closed else b"")
    message = MIXED + b"\n" + body
    assert shape(raw._parse_long(message)) == shape(message_from_bytes(message))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["plain", "in parts"])
def test_ten_million_lines_are_accepted_and_read(kind: str) -> None:
    lines = b"x\n" * 10_000_000
    message = HEAD + b"\n" + lines
    if kind == "in parts":
        message = MIXED + b"\n--B\nContent-Type: text/plain\n\n" + lines + b"\n--B\n\nend\n--B--\n"
    with mock_aws():
        ses = boto3.client("sesv2", "us-east-1")
        ses.create_email_identity(EmailIdentity="example.com")
        ses.send_email(Content={"Raw": {"Data": message}})
        [sent] = SesManaged().messages
        assert sent.recipients == ("b@gmail.com",)
