"""A Region that was reset tells of mail as one that was not."""

from __future__ import annotations

from typing import Any

from moto_ses_managed import SesManaged
from tests.support.receivers import Listener


def test_a_region_that_was_reset_tells_what_becomes_of_its_mail(ses: Any) -> None:
    SesManaged().reset()
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_configuration_set(ConfigurationSetName="set")
    listener = Listener(ses)
    ses.send_email(
        FromEmailAddress="me@example.com",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        Content={"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hi"}}}},
        ConfigurationSetName="set",
    )
    assert [document["eventType"] for document in listener.receive()] == ["Send", "Delivery"]
