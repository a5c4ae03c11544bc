"""Raw HTTP that no SDK would send: always a 4xx that says what is wrong, and nothing changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
from botocore.session import get_session
from hypothesis import given, settings
from hypothesis import strategies as st

from moto_ses_managed import SesManaged
from tests.sesv2.raw_requests import Answer, call

POOLS = "/v2/email/dedicated-ip-pools"


@pytest.mark.fidelity(
    operation="CreateDedicatedIpPool",
    case="no body, no PoolName, null",
    answer="400 BadRequestException 'Request body is required.', 'PoolName is required.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize(
    ("body", "message"),
    [
        (None, "Request body is required."),
        (b"", "Request body is required."),
        (b"  \n", "Request body is required."),
        (b"null", "Request body is required."),
        ({}, "PoolName is required."),
        ({"PoolName": None}, "PoolName is required."),
        ({"ScalingMode": "MANAGED"}, "PoolName is required."),
        ({"PoolName": "pool", "ScalingMode": 1}, "The ScalingMode parameter is invalid."),
        ({"PoolName": "pool", "ScalingMode": ["MANAGED"]}, "The ScalingMode parameter is invalid."),
        ({"PoolName": "pool", "ScalingMode": {}}, "The ScalingMode parameter is invalid."),
        ({"PoolName": "pool", "ScalingMode": True}, "The ScalingMode parameter is invalid."),
    ],
)
def test_create_dedicated_ip_pool_says_what_is_missing_or_invalid(hooks: SesManaged, body: Any, message: str) -> None:
    assert call("POST", POOLS, body) == Answer(400, "BadRequestException", message)
    assert hooks.pools() == []


def test_a_scaling_mode_of_null_is_one_that_is_absent(hooks: SesManaged) -> None:
    assert call("POST", POOLS, {"PoolName": "pool", "ScalingMode": None}).status == 200
    assert hooks.pool("pool").scaling_mode.value == "STANDARD"


@pytest.mark.parametrize("body", [None, {}, {"ScalingMode": None}, {"ScalingMode": 7}])
def test_a_conversion_without_a_mode_is_invalid_whatever_the_pool(hooks: SesManaged, body: Any) -> None:
    assert call("PUT", f"{POOLS}/nowhere/scaling", body) == Answer(
        400, "BadRequestException", "The ScalingMode parameter is invalid."
    )


@pytest.mark.fidelity(
    operation="PutDedicatedIpWarmupAttributes",
    case="no WarmupPercentage, whatever the IP",
    answer="400 BadRequestException 'Warmup Percentage can't be null.'",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize("body", [None, {}, {"WarmupPercentage": None}])
def test_a_missing_warmup_percentage_is_null_whatever_the_ip(hooks: SesManaged, body: Any) -> None:
    assert call("PUT", "/v2/email/dedicated-ips/192.0.2.1/warmup", body) == Answer(
        400, "BadRequestException", "Warmup Percentage can't be null."
    )


@pytest.mark.parametrize("body", [None, {}, {"DestinationPoolName": None}])
def test_a_missing_destination_pool_is_blank_whatever_the_ip(hooks: SesManaged, body: Any) -> None:
    assert call("PUT", "/v2/email/dedicated-ips/192.0.2.1/pool", body) == Answer(
        400, "BadRequestException", "Pool name can't be blank."
    )


@pytest.mark.fidelity(
    operation="v2, any operation",
    case="a JSON member of the wrong type",
    answer="400 SerializationException, 'NUMBER_VALUE can not be converted to a Boolean' for one",
    kind="recorded",
    source="a public report of a probe of the live API",
    date="2026",
)
@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("account/dedicated-ips/warmup", {"AutoWarmupEnabled": 1}, "NUMBER_VALUE can not be converted to a Boolean"),
        (
            "account/dedicated-ips/warmup",
            {"AutoWarmupEnabled": "true"},
            "STRING_VALUE can not be converted to a Boolean",
        ),
        (
            "dedicated-ips/192.0.2.1/warmup",
            {"WarmupPercentage": "9"},
            "STRING_VALUE can not be converted to an Integer",
        ),
        (
            "dedicated-ips/192.0.2.1/warmup",
            {"WarmupPercentage": 9.5},
            "NUMBER_VALUE can not be converted to an Integer",
        ),
        ("dedicated-ips/192.0.2.1/warmup", {"WarmupPercentage": True}, "TRUE_VALUE can not be converted to an Integer"),
        ("dedicated-ips/192.0.2.1/warmup", {"WarmupPercentage": 2**31}, "2147483648 is out of the range of an Integer"),
        ("dedicated-ips/192.0.2.1/pool", {"DestinationPoolName": 5}, "NUMBER_VALUE can not be converted to a String"),
        ("dedicated-ips/192.0.2.1/pool", {"DestinationPoolName": []}, "Start of list found where not expected"),
        (
            "dedicated-ips/192.0.2.1/pool",
            {"DestinationPoolName": {}},
            "Start of structure or map found where not expected.",
        ),
        ("account/dedicated-ips/warmup", [], "Start of list found where not expected"),
        ("account/dedicated-ips/warmup", "x", "STRING_VALUE can not be converted to a Structure"),
    ],
)
def test_a_member_of_the_wrong_type_is_a_serialization_exception(
    hooks: SesManaged, path: str, body: Any, message: str
) -> None:
    assert call("PUT", f"/v2/email/{path}", body) == Answer(400, "SerializationException", message)


@pytest.mark.parametrize("tags", ["x", {"Key": "k"}, [1], [["k"]], [None], [{"Key": 1, "Value": "v"}]])
def test_tags_of_the_wrong_type_are_a_serialization_exception(hooks: SesManaged, tags: Any) -> None:
    answer = call("POST", POOLS, {"PoolName": "pool", "Tags": tags})
    assert (answer.status, answer.code) == (400, "SerializationException")
    assert hooks.pools() == []


@pytest.mark.parametrize("tags", [[{}], [{"Key": "k"}], [{"Value": "v"}]])
def test_a_tag_needs_key_and_value(hooks: SesManaged, tags: Any) -> None:
    answer = call("POST", POOLS, {"PoolName": "pool", "Tags": tags})
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert "tags.1.member" in answer.message


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"{", "line 1, column 2"),
        (b'{"PoolName": NaN}', "NaN"),
        (b'{"PoolName": -Infinity}', "-Infinity"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"PoolName": "\\ud800"}', "surrogate"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"WarmupPercentage": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"PoolName=pool", "not JSON"),
    ],
    ids=["cut short", "NaN", "infinity", "no UTF-8", "half a surrogate pair", "deep", "huge number", "form"],
)
def test_a_body_that_is_no_json_is_a_serialization_exception(hooks: SesManaged, body: bytes, named: str) -> None:
    answer = call("POST", POOLS, body)
    assert (answer.status, answer.code) == (400, "SerializationException")
    assert named in answer.message
    assert hooks.pools() == []


def test_unknown_members_are_named_at_every_depth(hooks: SesManaged) -> None:
    for body, where in (
        ({"PoolName": "pool", "Colour": 1}, "CreateDedicatedIpPool has no member 'Colour'"),
        (
            {"PoolName": "pool", "Tags": [{"Key": "k", "Value": "v", "x": 1}]},
            "CreateDedicatedIpPool.Tags.1 has no member 'x'",
        ),
    ):
        answer = call("POST", POOLS, body)
        assert (answer.status, answer.code) == (400, "BadRequestException")
        assert where in answer.message
    assert hooks.pools() == []


def test_a_huge_body_is_refused_with_its_size(hooks: SesManaged) -> None:
    answer = call("POST", POOLS, b" " * (1024 * 1024 + 1))
    assert (answer.status, answer.code) == (413, "RequestEntityTooLargeException")
    assert "1,048,577" in answer.message


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v2/email/nothing-here"),
        ("PATCH", POOLS),
        ("POST", f"{POOLS}/pool"),
        ("GET", "/v2/email/dedicated-ip-pools/a/b/c"),
        ("DELETE", POOLS),
        ("GET", "/v2/email"),
        ("GET", "/v2//email/account"),
    ],
)
def test_a_method_and_path_of_no_operation_are_named(hooks: SesManaged, method: str, path: str) -> None:
    answer = call(method, path)
    assert (answer.status, answer.code) == (404, "UnknownOperationException")
    assert method in answer.message


@pytest.mark.parametrize("name", ["%00", "%2e%2e", "%ff", "a%2Fb", "%F0%9F%93%A7", "<script>", "a" * 5000, "%"])
def test_odd_names_in_the_path_are_pools_that_do_not_exist(hooks: SesManaged, name: str) -> None:
    answer = call("GET", f"{POOLS}/{name}")
    # Some of moto's versions decode the path before it gets here, so that a slash in a name is one between names.
    expected = {"NotFoundException"} | ({"UnknownOperationException"} if "%2F" in name else set())
    assert answer.status == 404
    assert answer.code in expected


def test_a_trailing_slash_makes_no_difference(hooks: SesManaged) -> None:
    assert call("GET", f"{POOLS}/").status == 200


@pytest.mark.parametrize("size", ["abc", "1.5", "", "9" * 30, "-1"])
def test_a_page_size_that_is_no_number_is_a_4xx(hooks: SesManaged, size: str) -> None:
    assert call("GET", f"{POOLS}?PageSize={size}").status == 400


def test_a_region_without_ses_is_named(hooks: SesManaged) -> None:
    answer = call("GET", POOLS, region="mars-north-1")
    assert (answer.status, answer.code) == (400, "UnrecognizedClientException")
    assert "mars-north-1" in answer.message


def test_a_body_that_only_says_it_is_compressed_is_no_json(hooks: SesManaged) -> None:
    answer = call("POST", POOLS, b"\x1f\x8bnot really", **{"Content-Encoding": "gzip"})
    assert (answer.status, answer.code) == (400, "SerializationException")


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", ""]
)
def test_the_content_type_makes_no_difference(hooks: SesManaged, kind: str) -> None:
    assert call("POST", POOLS, {"PoolName": "pool"}, **{"Content-Type": kind}).status == 200
    form = b'--x\r\nContent-Disposition: form-data; name="a"; filename="key"\r\n\r\nkey\r\n--x--'
    assert call("POST", POOLS, form, **{"Content-Type": kind}).code == "SerializationException"
    moved = requests.post(
        "http://motoapi.amazonaws.com/moto-api/ses-managed/advance",
        data=b'{"Weeks": 1}',
        headers={"Content-Type": kind},
        timeout=30,
    )
    assert moved.status_code == 400


@pytest.mark.parametrize("prefix", ["GET /v2/email/configuration-sets", "POST /v2/email/list-configuration-sets"])
def test_lists_answer_at_their_older_and_their_newer_paths(ses: Any, prefix: str) -> None:
    for name in ("a", "b"):
        ses.create_configuration_set(ConfigurationSetName=name)
        ses.create_email_identity(EmailIdentity=f"{name}.example.com")
    method, path = prefix.split()
    paged = call(method, f"{path}?PageSize=1") if method == "GET" else call(method, path, {"PageSize": 1})
    assert json.loads(paged.message)["ConfigurationSets"] == ["a"]
    identities = call(method, path.replace("configuration-sets", "identities"))
    assert len(json.loads(identities.message)["EmailIdentities"]) == 2


SEND = "/v2/email/outbound-emails"
SUBJECT = {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}
TO = {"ToAddresses": ["ann@gmail.com"]}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"Content": {}},
        {"Content": {"Simple": SUBJECT}},
        {"Content": {"Simple": SUBJECT}, "FromEmailAddress": "a@example.com"},
        {"Content": {"Simple": SUBJECT, "Raw": {"Data": ""}}, "FromEmailAddress": "a@example.com", "Destination": TO},
        {
            "Content": {"Simple": {"Subject": {"Data": "s"}, "Body": {}}},
            "FromEmailAddress": "a@example.com",
            "Destination": TO,
        },
        {"Content": {"Simple": {"Subject": {}, "Body": {}}}, "FromEmailAddress": "a@example.com", "Destination": TO},
        {"Content": {"Raw": {"Data": "not base64!"}}, "FromEmailAddress": "a@example.com"},
        {"Content": {"Raw": {"Data": "/////w=="}}, "FromEmailAddress": "a@nowhere.org"},
        {"Content": {"Raw": {"Data": ""}}},
        {"Content": {"Simple": SUBJECT}, "FromEmailAddress": "a@nowhere.org", "Destination": TO},
        {
            "Content": {"Simple": SUBJECT},
            "FromEmailAddress": "a@example.com",
            "Destination": {"ToAddresses": ["nobody"]},
        },
        {
            "Content": {"Simple": SUBJECT},
            "FromEmailAddress": "a@example.com",
            "Destination": {"ToAddresses": ["a@b.c"] * 51},
        },
    ],
)
def test_a_message_that_ses_refuses_is_a_4xx_and_not_stored(ses: Any, hooks: SesManaged, body: Any) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    assert call("POST", SEND, body).status == 400
    assert hooks.messages == []
    assert ses.get_account()["SendQuota"]["SentLast24Hours"] == 0


def test_a_message_from_an_unknown_template_is_a_404_that_names_it(ses: Any, hooks: SesManaged) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    body = {"Content": {"Template": {"TemplateName": "t"}}, "FromEmailAddress": "a@example.com", "Destination": TO}
    answer = call("POST", SEND, body)
    assert (answer.status, answer.code) == (404, "NotFoundException")
    assert answer.message == "Template t does not exist"
    assert hooks.messages == []


def test_a_raw_message_in_another_encoding_is_sent(ses: Any, hooks: SesManaged) -> None:
    ses.create_email_identity(EmailIdentity="example.com")
    raw = "From: a@example.com\r\nTo: ann@gmail.com\r\n\r\nGrüße".encode("latin-1")
    ses.send_email(Content={"Raw": {"Data": raw}})
    assert hooks.messages[0].recipients == ("ann@gmail.com",)


_MODEL = get_session().get_service_model("sesv2")
_GARBAGE: tuple[bytes, ...] = (
    b"",
    b"null",
    b"{}",
    b"[]",
    b"5",
    b'"x"',
    b"{",
    b'{"Tags": 5}',
    b'{"ConfigurationSetName": ""}',
)


# Older models have one operation under /v1/, where moto does not listen for SES v2.
_OPERATIONS = [
    name for name in _MODEL.operation_names if _MODEL.operation_model(name).http["requestUri"].startswith("/v2/")
]


@pytest.mark.fidelity(operation="v2, any operation", case="whatever a client sends", answer="no 5xx", kind="our choice")
@pytest.mark.parametrize("name", _OPERATIONS)
def test_no_operation_answers_garbage_with_a_server_error(hooks: SesManaged, name: str) -> None:
    http = _MODEL.operation_model(name).http
    path = "/".join("x" if part.startswith("{") else part for part in http["requestUri"].split("/"))
    for body in _GARBAGE:
        assert call(http["method"], path, body).status != 500


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
_MEMBERS = st.sampled_from(
    ["PoolName", "ScalingMode", "Tags", "ConfigurationSetName", "DeliveryOptions", "EmailIdentity"]
)


@settings(max_examples=60)
@given(
    path=st.sampled_from(["dedicated-ip-pools", "configuration-sets", "identities", "tags", "outbound-emails"]),
    body=st.dictionaries(_MEMBERS, _JSON, max_size=3),
)
def test_no_json_whatever_is_answered_with_a_server_error(hooks: SesManaged, path: str, body: Any) -> None:
    assert call("POST", f"/v2/email/{path}", body).status < 500
