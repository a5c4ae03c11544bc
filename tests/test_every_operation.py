"""Every operation of both models, asked for the least that it takes: none answers a 5xx, each reply fits the model."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from moto.core.utils import get_service_model

from moto_ses_managed import SesManaged, mock_aws
from tests.support.botocore_models import check_shape
from tests.support.clients import ACCOUNT, REGION
from tests.support.server_clients import closed_later

OPERATIONS = [(service, name) for service in ("sesv2", "ses") for name in get_service_model(service).operation_names]

POLICY = json.dumps({"Version": "2012-10-17", "Statement": []})

# What members are called that name something: most of it is there.
SAMPLES: dict[str, Any] = {
    "ConfigurationSetName": "set",
    "EmailIdentity": "example.com",
    "Identity": "example.com",
    "Domain": "example.com",
    "EmailAddress": "ann@example.com",
    "FromEmailAddress": "ann@example.com",
    "BounceSender": "ann@example.com",
    "Source": "ann@example.com",
    "PoolName": "pool",
    "DestinationPoolName": "pool",
    "Ip": "198.18.0.1",
    "TemplateName": "template",
    "Template": "template",
    "TemplateData": "{}",
    "DefaultTemplateData": "{}",
    "PolicyName": "policy",
    "Policy": POLICY,
    "ResourceArn": f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set/set",
    "CertificateArn": f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/00000000-0000-4000-8000-000000000000",
    "WebsiteURL": "https://example.com/",
    "RuleSetName": "rules",
    "OriginalRuleSetName": "rules",
    "RuleName": "rule",
    "Cidr": "10.0.0.0/24",
    "SuccessRedirectionURL": "https://example.com/yes",
    "FailureRedirectionURL": "https://example.com/no",
}


def least(shape: Shape, name: str = "") -> Any:
    """A value of the shape with nothing in it that is not required."""
    if isinstance(shape, StructureShape):
        return {member: least(shape.members[member], member) for member in shape.required_members}
    if isinstance(shape, ListShape):
        return [least(shape.member, name)]
    if isinstance(shape, MapShape):
        return {}
    if name in SAMPLES:
        return SAMPLES[name]
    return _least_scalar(shape)


def _least_scalar(shape: Shape) -> Any:
    if shape.metadata.get("enum"):
        return shape.metadata["enum"][0]
    number = shape.metadata.get("min", 1)
    return {
        "string": "x" * max(1, number),
        "boolean": False,
        "integer": number,
        "long": number,
        "double": float(number),
        "float": float(number),
        "timestamp": "2026-01-01T00:00:00Z",
        "blob": b"From: ann@example.com\nTo: bob@example.org\n\nx",
    }[shape.type_name]


def clients(account: str, **more: Any) -> dict[str, Any]:
    config = Config(parameter_validation=False, retries={"max_attempts": 0})
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"} if more else {}
    made = {
        name: closed_later(boto3.client(name, region_name=REGION, config=config, **keys, **more))
        for name in ("ses", "sesv2")
    }
    if more:
        for client in made.values():
            client.meta.events.register(
                "before-sign.*", lambda request, **_: request.headers.add_header("x-moto-account-id", account)
            )
    return made


def furnish(made: dict[str, Any]) -> None:
    """What most operations need to be there."""
    v1, v2 = made["ses"], made["sesv2"]
    v2.create_email_identity(EmailIdentity="example.com")
    v2.create_configuration_set(ConfigurationSetName="set")
    v2.create_dedicated_ip_pool(PoolName="pool")
    v2.create_email_template(TemplateName="template", TemplateContent={"Subject": "s", "Text": "t"})
    v1.create_receipt_rule_set(RuleSetName="rules")
    v1.create_receipt_rule(RuleSetName="rules", Rule={"Name": "rule"})


@pytest.fixture
def in_process() -> Iterator[dict[str, Any]]:
    with mock_aws():
        made = clients(ACCOUNT)
        furnish(made)
        yield made


@pytest.fixture
def at_a_server(server_url: str, request: pytest.FixtureRequest) -> dict[str, Any]:
    account = f"78{OPERATIONS.index(request.node.callspec.params['operation']):010}"
    made = clients(account, endpoint_url=server_url)
    furnish(made)
    return made


def answer(client: Any, name: str) -> tuple[OperationModel, AWSResponse]:
    model = client.meta.service_model.operation_model(name)
    parameters = least(model.input_shape) if model.input_shape is not None else {}
    replies: list[AWSResponse] = []
    client.meta.events.register(f"after-call.*.{name}", lambda http_response, **_: replies.append(http_response))
    with suppress(ClientError):
        client._make_api_call(name, parameters)
    return model, replies[-1]


def check(model: OperationModel, reply: AWSResponse) -> None:
    """Assert that a reply is in the protocol of its API and fits the model, or is an error that says something."""
    text = reply.content.decode()
    assert reply.status_code < 500, f"{model.name}: {reply.status_code} {text}"
    if model.service_model.service_name == "ses":
        root = ET.fromstring(text)
        if reply.status_code >= 300:
            assert root.find(".//{*}Error/{*}Code") is not None, text
            assert root.findtext(".//{*}Error/{*}Message"), text
        elif model.output_shape is not None:
            check_xml(model.output_shape, root.find(f"{{*}}{model.name}Result"), model.name)
        return
    document = json.loads(text or "{}")
    if reply.status_code >= 300:
        assert document["message"], text
        assert document["__type"] == reply.headers["x-amzn-errortype"]
    elif model.output_shape is not None:
        check_shape(model.output_shape, document, model.name)


def check_xml(shape: Shape, element: ET.Element | None, where: str) -> None:
    """Assert that a structure's element has no child that the shape hasn't, and all that it requires."""
    if not isinstance(shape, StructureShape):
        return
    children = {} if element is None else {child.tag.rpartition("}")[2]: child for child in element}
    assert set(children) <= set(shape.members), f"{where} has members that the model hasn't: {set(children)}"
    missing = {name for name in shape.required_members if not isinstance(shape.members[name], (ListShape, MapShape))}
    assert missing <= set(children), f"{where} lacks {missing - set(children)}"
    for name, child in children.items():
        check_xml(shape.members[name], child, f"{where}.{name}")


@pytest.mark.parametrize("operation", OPERATIONS, ids="-".join)
def test_no_operation_answers_5xx_in_process(operation: tuple[str, str], in_process: dict[str, Any]) -> None:
    service, name = operation
    check(*answer(in_process[service], name))


@pytest.mark.parametrize("operation", OPERATIONS, ids="-".join)
def test_no_operation_answers_5xx_at_a_server(operation: tuple[str, str], at_a_server: dict[str, Any]) -> None:
    service, name = operation
    check(*answer(at_a_server[service], name))


THROTTLED = {"ses": ("Throttling", 400), "sesv2": ("TooManyRequestsException", 429)}


@pytest.mark.parametrize("service", THROTTLED)
def test_each_operation_fails_with_each_of_its_errors_and_with_throttling(
    service: str, in_process: dict[str, Any]
) -> None:
    client, hooks = in_process[service], SesManaged(REGION)
    for name in client.meta.service_model.operation_names:
        declared = client.meta.service_model.operation_model(name).error_shapes
        errors = {
            shape.name: (shape.metadata["error"].get("code", shape.name), shape.metadata["error"]["httpStatusCode"])
            for shape in declared
            if "error" in shape.metadata and "httpStatusCode" in shape.metadata["error"]
        }
        for error, expected in {**errors, "Throttling": THROTTLED[service]}.items():
            hooks.fail(name, error)
            _, reply = answer(client, name)
            assert (error_code(reply), reply.status_code) == expected, (name, error)
    assert hooks.messages == []


def error_code(reply: AWSResponse) -> str | None:
    if code := reply.headers.get("x-amzn-errortype"):
        return str(code)
    return ET.fromstring(reply.content).findtext(".//{*}Error/{*}Code")
