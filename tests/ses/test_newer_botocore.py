"""An operation of botocore's model that this package does not know yet is refused clearly, in its API's protocol."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError
from moto.ses.responses import EmailResponse

from moto_ses_managed.ses.v1.lists import ListResponses
from moto_ses_managed.sesv2.operations import all as groups
from tests.support.refusals import refusal_of


@pytest.fixture
def unknown_to_this_package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """v1's ListTemplates and v2's ListEmailTemplates, as if botocore had just brought them."""
    with monkeypatch.context() as patch:
        patch.delattr(ListResponses, "list_templates")
        patch.delattr(EmailResponse, "list_templates")
        patch.delitem(groups.handlers("templates:TemplateOperations"), "list_email_templates")
        groups.operation_handler.cache_clear()
        yield
    groups.operation_handler.cache_clear()


@pytest.mark.usefixtures("unknown_to_this_package")
def test_v1_answers_501_in_xml(v1: Any) -> None:
    with pytest.raises(ClientError) as refused:
        v1.list_templates()
    answer = refusal_of(refused.value)
    assert (answer.status, answer.code) == (501, "NotImplemented")
    assert "ListTemplates" in answer.message
    text = requests.post("https://email.us-east-1.amazonaws.com/", data={"Action": "ListTemplates"}, timeout=5)
    assert text.status_code == 501
    assert text.text.startswith("<ErrorResponse")


@pytest.mark.usefixtures("unknown_to_this_package")
def test_v2_answers_501_in_json(ses: Any) -> None:
    with pytest.raises(ClientError) as refused:
        ses.list_email_templates()
    answer = refusal_of(refused.value)
    assert (answer.status, answer.code) == (501, "NotImplementedException")
    assert "ListEmailTemplates" in answer.message
