"""A template with conditionals: refused where the request brings it, rendered where it is stored."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import SesManaged
from tests.support.refusals import Refusal, refusal

CONTENT = {"Subject": "Hello", "Html": "{{#if v}}{{v}}{{/if}}"}
TO = {"ToAddresses": ["x@y.example"]}
WORDS = Refusal(400, "BadRequestException", "Template contains unsupported operations.")


@pytest.mark.fidelity(
    operation="SendEmail, SendBulkEmail",
    case="TemplateContent with a helper",
    answer="400 BadRequestException 'Template contains unsupported operations.'",
    kind="recorded",
    source="aws-sdk-js-v3 #6657",
    date="2024",
)
def test_conditionals_are_for_stored_templates(ses: Any, hooks: SesManaged) -> None:
    ses.create_email_identity(EmailIdentity="shop.example")
    template = {"TemplateContent": CONTENT, "TemplateData": '{"v":"1"}'}
    bulk = {"DefaultContent": {"Template": template}, "BulkEmailEntries": [{"Destination": TO}]}
    assert refusal(ses.send_bulk_email, FromEmailAddress="a@shop.example", **bulk) == WORDS
    single = {"Destination": TO, "Content": {"Template": template}}
    assert refusal(ses.send_email, FromEmailAddress="a@shop.example", **single) == WORDS
    assert hooks.messages == []
    ses.create_email_template(TemplateName="w", TemplateContent=CONTENT)
    stored = {"Template": {"TemplateName": "w", "TemplateData": '{"v":"1"}'}}
    ses.send_email(FromEmailAddress="a@shop.example", Destination=TO, Content=stored)
    assert len(hooks.messages) == 1
