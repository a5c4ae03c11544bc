"""v1's ways of sending: the same way in as v2's, in v1's words, moto's store as moto has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest
import requests
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st

from moto_ses_managed import SesManaged
from tests.support.receivers import Listener
from tests.support.serving import AUTHORIZATION

TO = {"ToAddresses": ["ann@gmail.com"]}
MESSAGE = {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "t"}, "Html": {"Data": "<p></p>"}}}
RAW = b"From: me@example.com\r\nTo: ann@gmail.com\r\nSubject: s\r\n\r\nHi"


@pytest.fixture(autouse=True)
def managed_pool(ses: Any, v1: Any) -> None:
    v1.verify_domain_identity(Domain="example.com")
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    v1.create_template(Template={"TemplateName": "t", "SubjectPart": "Hi {{name}}", "TextPart": "t"})


def refusal(operation: Callable[..., Any], **parameters: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as raised:
        operation(**parameters)
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    error = raised.value.response["Error"]
    return error["Code"], error["Message"]


def nothing_happened(hooks: SesManaged, backend: Any) -> bool:
    kept = (backend.sent_messages, backend.sent_message_count, backend.mail, backend.mail_events, hooks.messages)
    return not any(kept)


def test_a_simple_message_is_kept_with_its_tags_set_and_headers(v1: Any, backend: Any) -> None:
    message_id = v1.send_email(
        Source="me@example.com",
        Destination=TO,
        Message=MESSAGE,
        ReplyToAddresses=["reply@example.org"],
        ReturnPath="bounces@example.com",
        Tags=[{"Name": "a", "Value": "1"}],
        ConfigurationSetName="set",
    )["MessageId"]
    mail = backend.mail[message_id]
    assert (mail.configuration_set, mail.tags, mail.destination) == ("set", {"a": ("1",)}, ("ann@gmail.com",))
    headers = dict(mail.headers)
    assert (headers["Reply-To"], headers["Subject"]) == ("reply@example.org", "Hi")
    assert headers["Content-Type"].startswith("multipart/alternative")
    [kept] = backend.sent_messages
    assert (kept.id, kept.body, kept.destinations) == (message_id, "<p></p>", TO)


def test_a_message_without_a_body_is_an_empty_one_as_moto_has_it(v1: Any, backend: Any) -> None:
    v1.send_email(Source="me@example.com", Destination=TO, Message={"Subject": {"Data": "s"}, "Body": {}})
    assert backend.sent_messages[0].body is None


@pytest.mark.fidelity(
    operation="v1 SendRawEmail",
    case="X-SES- headers",
    answer="are read and taken out; the parameters win",
    kind="documented",
    source="Headers, X-SES-CONFIGURATION-SET",
)
def test_a_raw_messages_headers_name_set_and_tags_and_the_parameters_win(v1: Any, backend: Any) -> None:
    data = b"X-SES-CONFIGURATION-SET: set\r\nX-SES-MESSAGE-TAGS: a=1, b=2\r\n" + RAW
    by_headers = backend.mail[v1.send_raw_email(RawMessage={"Data": data})["MessageId"]]
    assert (by_headers.configuration_set, by_headers.tags) == ("set", {"a": ("1",), "b": ("2",)})
    assert [name for name, _ in by_headers.headers] == ["From", "To", "Subject"]
    v1.create_configuration_set(ConfigurationSet={"Name": "other"})
    message_id = v1.send_raw_email(
        RawMessage={"Data": data}, ConfigurationSetName="other", Tags=[{"Name": "c", "Value": "3"}]
    )["MessageId"]
    by_parameters = backend.mail[message_id]
    assert (by_parameters.configuration_set, by_parameters.tags) == ("other", {"c": ("3",)})
    assert backend.sent_messages[0].raw_data == data.decode()


def test_a_templated_message_is_rendered_and_kept_as_moto_has_it(v1: Any, backend: Any) -> None:
    message_id = v1.send_templated_email(
        Source="me@example.com", Destination=TO, Template="t", TemplateData='{"name": "Ann"}'
    )["MessageId"]
    assert dict(backend.mail[message_id].headers)["Subject"] == "Hi Ann"
    assert backend.mail[message_id].template == "t"
    [kept] = backend.sent_messages
    assert (kept.id, kept.template, kept.template_data, kept.destinations) == (
        message_id,
        "t",
        '{"name": "Ann"}',
        TO,
    )


def test_a_template_that_lacks_an_attribute_is_accepted_and_goes_nowhere(
    v1: Any, ses: Any, backend: Any, hooks: SesManaged
) -> None:
    listener = Listener(ses)
    message_id = v1.send_templated_email(
        Source="me@example.com", Destination=TO, Template="t", TemplateData="{}", ConfigurationSetName="set"
    )["MessageId"]
    [event] = listener.receive()
    assert (event["eventType"], event["mail"]["messageId"]) == ("Rendering Failure", message_id)
    assert (hooks.messages, backend.sent_messages) == ([], [])


def test_a_bulk_message_has_a_result_for_each_destination(v1: Any, backend: Any, hooks: SesManaged) -> None:
    destinations = [
        {"Destination": TO, "ReplacementTemplateData": '{"name": "Ann"}'},
        {"Destination": {"ToAddresses": ["nobody"]}},
        {"Destination": {"ToAddresses": ["bob@aol.com"]}, "ReplacementTags": [{"Name": "a", "Value": "2"}]},
    ]
    statuses = v1.send_bulk_templated_email(
        Source="me@example.com",
        Template="t",
        DefaultTemplateData='{"name": "friend"}',
        Destinations=destinations,
        DefaultTags=[{"Name": "a", "Value": "1"}, {"Name": "b", "Value": "1"}],
        ConfigurationSetName="set",
    )["Status"]
    assert [status["Status"] for status in statuses] == ["Success", "InvalidParameterValue", "Success"]
    assert statuses[1]["Error"] == "Missing final '@domain'"
    first, last = (backend.mail[statuses[number]["MessageId"]] for number in (0, 2))
    assert [dict(mail.headers)["Subject"] for mail in (first, last)] == ["Hi Ann", "Hi friend"]
    assert [mail.tags for mail in (first, last)] == [{"a": ("1",), "b": ("1",)}, {"b": ("1",), "a": ("2",)}]
    assert [message.pool for message in hooks.messages] == ["pool", "pool"]
    [kept] = backend.sent_messages
    assert (kept.template, kept.destinations) == ("t", [destinations[0], destinations[2]])
    assert v1.get_send_quota()["SentLast24Hours"] == 2


def test_each_way_refuses_in_v1s_words_and_changes_nothing(v1: Any, backend: Any, hooks: SesManaged) -> None:
    simple = {"Source": "me@example.com", "Destination": TO, "Message": MESSAGE}
    templated = {"Source": "me@example.com", "Destination": TO, "Template": "t", "TemplateData": "{}"}
    many = {"ToAddresses": [f"a{number}@gmail.com" for number in range(51)]}
    unverified = "Email address is not verified. The following identities failed the check in region US-EAST-1: x@y.org"
    for operation, parameters, expected in (
        (v1.send_email, simple | {"Source": "x@y.org"}, ("MessageRejected", unverified)),
        (v1.send_templated_email, templated | {"Source": "x@y.org"}, ("MessageRejected", unverified)),
        (v1.send_email, simple | {"ReturnPath": "x@y.org"}, ("MessageRejected", unverified)),
        (v1.send_raw_email, {"Source": "x@y.org", "RawMessage": {"Data": RAW}}, ("MessageRejected", unverified)),
        (v1.send_email, simple | {"Destination": many}, ("InvalidParameterValue", "Recipient count exceeds 50.")),
        (
            v1.send_email,
            simple | {"Destination": {}},
            ("InvalidParameterValue", "Missing required header 'To'."),
        ),
        (
            v1.send_email,
            simple | {"Destination": {"ToAddresses": ["x"]}},
            ("InvalidParameterValue", "Missing final '@domain'"),
        ),
        (
            v1.send_raw_email,
            {"RawMessage": {"Data": b"To: a@gmail.com\n\nHi"}},
            ("InvalidParameterValue", "Missing required header 'From'."),
        ),
        (
            v1.send_raw_email,
            {"RawMessage": {"Data": b"From: me@example.com\n\nHi"}},
            ("InvalidParameterValue", "Missing required header 'To'."),
        ),
        (
            v1.send_templated_email,
            templated | {"Template": "no"},
            ("TemplateDoesNotExist", "Template no does not exist"),
        ),
    ):
        assert refusal(operation, **parameters) == expected
    assert refusal(v1.send_templated_email, **templated | {"TemplateData": "x"})[0] == "InvalidRenderingParameter"
    assert refusal(v1.send_email, **simple, Tags=[{"Name": "a b", "Value": "1"}])[0] == "InvalidParameterValue"
    assert nothing_happened(hooks, backend)


def test_bulk_requests_that_are_wrong_for_all_are_refused(v1: Any, backend: Any, hooks: SesManaged) -> None:
    good = {
        "Source": "me@example.com",
        "Template": "t",
        "DefaultTemplateData": '{"name": "x"}',
        "Destinations": [{"Destination": TO}],
    }
    for change, code in (
        ({"Source": "x@y.org"}, "MessageRejected"),
        ({"Template": "no"}, "TemplateDoesNotExist"),
        ({"DefaultTemplateData": "x"}, "InvalidRenderingParameter"),
        ({"ConfigurationSetName": "no"}, "ConfigurationSetDoesNotExist"),
        ({"Destinations": [{"Destination": TO}] * 51}, "InvalidParameterValue"),
        ({"DefaultTags": [{"Name": "", "Value": ""}]}, "InvalidParameterValue"),
    ):
        assert refusal(v1.send_bulk_templated_email, **good | change)[0] == code
    assert nothing_happened(hooks, backend)


def test_v1_takes_10_mb(v1: Any, backend: Any, hooks: SesManaged) -> None:
    limit = 10 * 1024 * 1024
    code, message = refusal(v1.send_raw_email, RawMessage={"Data": RAW + b"x" * limit})
    assert (code, message.startswith(f"Message length is more than {limit} bytes long")) == (
        "InvalidParameterValue",
        True,
    )
    assert nothing_happened(hooks, backend)
    v1.send_raw_email(RawMessage={"Data": RAW + b"x" * (limit - len(RAW))})
    assert len(hooks.messages) == 1


def test_a_received_message_is_bounced_to_its_sender(v1: Any, backend: Any, hooks: SesManaged) -> None:
    original = v1.send_email(Source="me@example.com", Destination={"ToAddresses": ["you@example.com"]}, Message=MESSAGE)
    bounce = v1.send_bounce(
        OriginalMessageId=original["MessageId"],
        BounceSender="postmaster@example.com",
        Explanation="No such mailbox",
        MessageDsn={"ReportingMta": "dns; mx.example.com", "ArrivalDate": hooks.now},
        BouncedRecipientInfoList=[{"Recipient": "you@example.com", "BounceType": "DoesNotExist"}],
    )["MessageId"]
    assert hooks.messages[1].message_id == bounce
    assert hooks.messages[1].recipients == ("me@example.com",)
    headers = dict(backend.mail[bounce].headers)
    assert headers["Content-Type"].startswith('multipart/report; report-type="delivery-status"')
    raw = backend.sent_messages[1].raw_data
    for line in (
        "Reporting-MTA: dns; mx.example.com",
        "Final-Recipient: rfc822; you@example.com",
        "Action: failed",
        "Status: 5.1.1",
    ):
        assert line in raw


def test_a_bounce_with_fields_of_its_own_carries_them(v1: Any, backend: Any, hooks: SesManaged) -> None:
    original = v1.send_email(Source="me@example.com", Destination={"ToAddresses": ["you@example.com"]}, Message=MESSAGE)
    fields = {
        "Action": "delayed",
        "Status": "4.2.2",
        "DiagnosticCode": "smtp; 452 full\r\nX-Injected: yes",
        "LastAttemptDate": hooks.now,
        "ExtensionFields": [{"Name": "X-More", "Value": "1"}],
    }
    v1.send_bounce(
        OriginalMessageId=original["MessageId"],
        BounceSender="postmaster@example.com",
        BouncedRecipientInfoList=[{"Recipient": "you@example.com", "RecipientDsnFields": fields}],
    )
    raw = backend.sent_messages[1].raw_data
    assert "Status: 4.2.2" in raw
    assert "X-More: 1" in raw
    assert "\nX-Injected" not in raw


def test_a_bounce_that_ses_refuses_changes_nothing(v1: Any, backend: Any, hooks: SesManaged) -> None:
    original = v1.send_email(Source="me@example.com", Destination={"ToAddresses": ["you@example.com"]}, Message=MESSAGE)
    info = {"Recipient": "you@example.com", "BounceType": "DoesNotExist"}
    good = {
        "OriginalMessageId": original["MessageId"],
        "BounceSender": "postmaster@example.com",
        "BouncedRecipientInfoList": [info],
    }
    fields = {"Action": "failed", "Status": "5.0.0", "ExtensionFields": [{"Name": "a b", "Value": "1"}]}
    for change, code in (
        ({"OriginalMessageId": "nowhere"}, "MessageRejected"),
        ({"BounceSender": "x@y.org"}, "MessageRejected"),
        ({"BouncedRecipientInfoList": []}, "InvalidParameterValue"),
        ({"BouncedRecipientInfoList": [{"Recipient": "you@example.com"}]}, "InvalidParameterValue"),
        ({"BouncedRecipientInfoList": [info | {"Recipient": "other@example.com"}]}, "InvalidParameterValue"),
        ({"BouncedRecipientInfoList": [info | {"Recipient": "nobody"}]}, "InvalidParameterValue"),
        ({"BouncedRecipientInfoList": [info | {"BounceType": "Whim"}]}, "ValidationError"),
        (
            {"BouncedRecipientInfoList": [{"Recipient": "you@example.com", "RecipientDsnFields": fields}]},
            "InvalidParameterValue",
        ),
    ):
        assert refusal(v1.send_bounce, **good | change)[0] == code
    hooks.advance(hours=25)
    assert refusal(v1.send_bounce, **good)[0] == "MessageRejected"
    assert len(hooks.messages) == len(backend.mail) == 1


def post(form: dict[str, str]) -> requests.Response:
    return requests.post(
        "https://email.us-east-1.amazonaws.com/", data=form, headers={"Authorization": AUTHORIZATION}, timeout=30
    )


@pytest.mark.parametrize(
    "action",
    [
        *("SendEmail", "SendRawEmail", "SendTemplatedEmail", "SendBulkTemplatedEmail", "SendBounce"),
        *("CreateTemplate", "UpdateTemplate", "GetTemplate", "DeleteTemplate", "TestRenderTemplate"),
        *("DeleteConfigurationSet", "VerifyEmailIdentity", "SetIdentityNotificationTopic", "Nonsense", ""),
    ],
)
def test_a_request_without_what_it_needs_is_a_400(backend: Any, hooks: SesManaged, action: str) -> None:
    answer = post({"Action": action})
    assert answer.status_code == 400
    assert "<Code>" in answer.text
    assert nothing_happened(hooks, backend)


_VALUES = st.sampled_from(["", "x", "me@example.com", "ann@gmail.com", "{}", "t", "1", "\r\n", "\u00e4", "&<>", "set"])
_MEMBERS = st.sampled_from(
    [
        *("Source", "Destination", "Destination.ToAddresses.member.1", "Destination.ToAddresses", "Message"),
        *("Message.Subject.Data", "Message.Body.Text.Data", "Message.Body.Text.Charset", "RawMessage.Data", "Template"),
        *("TemplateData", "DefaultTemplateData", "Destinations.member.1", "Destinations.member.x", "TemplateName"),
        *("Destinations.member.1.Destination.ToAddresses.member.1", "Tags.member.1.Name", "Tags.member.1.Value"),
        *("Template.TemplateName", "Template.SubjectPart", "OriginalMessageId", "BounceSender", "MaxItems"),
        *("BouncedRecipientInfoList.member.1.Recipient", "MessageDsn.ArrivalDate", "ConfigurationSetName"),
    ]
)


@settings(max_examples=200)
@given(
    action=st.sampled_from(
        ["SendEmail", "SendRawEmail", "SendTemplatedEmail", "SendBulkTemplatedEmail", "SendBounce", "CreateTemplate"]
    ),
    form=st.dictionaries(_MEMBERS, _VALUES, max_size=8),
)
def test_no_form_whatever_is_answered_with_a_server_error(v1: Any, action: str, form: dict[str, str]) -> None:
    assert post({"Action": action} | form).status_code < 500


def test_both_apis_share_the_mail_of_their_region(v1: Any, ses: Any, backend: Any) -> None:
    first = v1.send_email(Source="me@example.com", Destination=TO, Message=MESSAGE)["MessageId"]
    content = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}
    second = ses.send_email(FromEmailAddress="me@example.com", Destination=TO, Content=content)["MessageId"]
    assert list(backend.mail) == [first, second]
    boto3.client("ses", "eu-west-1").verify_domain_identity(Domain="example.com")
    assert list(backend.mail) == [first, second]
