"""Raw v1 requests that no SDK would send: always a 4xx that says what is wrong."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
import requests
from botocore.session import get_session
from moto.core.utils import camelcase_to_underscores

from moto_ses_managed.ses.v1.responses import ManagedEmailResponse
from tests.ses.raw_requests import XML, Answer, call
from tests.support.serving import AUTHORIZATION

_MODEL = get_session().get_service_model("ses")

IMPLEMENTED = [name for name in _MODEL.operation_names if hasattr(ManagedEmailResponse, camelcase_to_underscores(name))]


def requires_members(name: str) -> bool:
    shape = _MODEL.operation_model(name).input_shape
    return shape is not None and bool(shape.required_members)


@pytest.mark.parametrize("name", [name for name in IMPLEMENTED if requires_members(name)])
def test_a_request_without_its_required_members_is_a_validation_error(name: str) -> None:
    answer = call(name)
    assert (answer.status, answer.code) == (400, "ValidationError")
    assert answer.message.endswith("failed to satisfy constraint: Member must not be null")


@pytest.mark.parametrize("name", [name for name in IMPLEMENTED if not requires_members(name)])
def test_a_request_that_requires_nothing_is_answered(name: str) -> None:
    assert call(name).status == 200


@pytest.mark.parametrize(
    ("action", "parameters", "member"),
    [
        ("SetIdentityDkimEnabled", {"DkimEnabled": "true"}, "identity"),
        ("SetIdentityDkimEnabled", {"Identity": "example.com"}, "dkimEnabled"),
        ("CreateTemplate", {"Template.SubjectPart": "s"}, "template.templateName"),
        ("SendEmail", {"Source": "a@example.com"}, "message"),
        ("SendEmail", {"Source": "a@example.com", "Message.Body.Text.Data": "t"}, "message.subject"),
        (
            "SendEmail",
            {"Source": "a@example.com", "Message.Subject.Data": "s", "Message.Body.Html.Charset": "UTF-8"},
            "message.body.html.data",
        ),
        (
            "SendBulkTemplatedEmail",
            {
                "Source": "a@example.com",
                "Template": "t",
                "DefaultTemplateData": "{}",
                "Destinations.member.1.ReplacementTags.member.1.Name": "n",
            },
            "destinations.1.member.replacementTags.1.member.value",
        ),
    ],
)
def test_the_missing_member_is_named_at_every_depth(action: str, parameters: dict[str, str], member: str) -> None:
    assert call(action, **parameters) == Answer(
        400,
        "ValidationError",
        f"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null",
    )


def test_a_refused_request_leaves_everything_as_it_was(ses: Any, v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    before = ses.get_email_identity(EmailIdentity="example.com")["DkimAttributes"]
    assert call("SetIdentityDkimEnabled", Identity="example.com").status == 400
    assert call("SetIdentityDkimEnabled", Identity="example.com", DkimEnabled="no").status == 400
    assert ses.get_email_identity(EmailIdentity="example.com")["DkimAttributes"] == before


def test_a_server_says_what_is_missing_too(server_url: str) -> None:
    answer = call("SetIdentityDkimEnabled", server_url, Identity="example.com")
    assert (answer.status, answer.code) == (400, "ValidationError")
    assert "'dkimEnabled'" in answer.message


@pytest.mark.parametrize("region", ["mars-1", "..", "\u00ff"])
def test_a_region_without_ses_is_refused_by_name(server_url: str, region: str) -> None:
    signed = {"Authorization": AUTHORIZATION.replace("us-east-1", region).encode("latin-1")}
    response = requests.post(f"{server_url}/", data={"Action": "ListIdentities"}, headers=signed, timeout=30)
    error = ElementTree.fromstring(response.content).find(f"{XML}Error")
    assert error is not None
    assert (response.status_code, error.findtext(f"{XML}Code")) == (403, "InvalidClientTokenId")
    assert region in (error.findtext(f"{XML}Message") or "")


@pytest.mark.parametrize("kind", ["application/json", "application/x-amz-json-1.0", "application/x-amz-json-1.1"])
def test_a_body_that_says_to_be_json_is_refused_in_xml(server_url: str, kind: str) -> None:
    for url in ("https://email.us-east-1.amazonaws.com", server_url):
        headers = {"Authorization": AUTHORIZATION, "Content-Type": kind}
        response = requests.post(f"{url}/?Action=ListIdentities", data=b"{}", headers=headers, timeout=30)
        error = ElementTree.fromstring(response.text).find(f"{XML}Error")
        assert error is not None
        assert (response.status_code, error.findtext(f"{XML}Code")) == (400, "ValidationError")
        assert "form" in (error.findtext(f"{XML}Message") or "")
