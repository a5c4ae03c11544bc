"""v2's templates: kept with v1's, rendered as SES renders them."""

from __future__ import annotations

import email
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.session import get_session
from hypothesis import given, settings
from hypothesis import strategies as st
from moto.ses.models import ses_backends

from moto_ses_managed import SesManaged
from tests.support.clients import ACCOUNT, REGION
from tests.support.refusals import Refusal, refusal

_CREATE: Any = get_session().get_service_model("sesv2").shape_for("CreateEmailTemplateRequest")

CONTENT = {"Subject": "Hi {{name}}", "Text": "Hello {{name}}", "Html": "<p>Hello {{name}}</p>"}


def render(ses: Any, template: str, data: str) -> str:
    """What a template's text becomes."""
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Text": template})
    rendered = ses.test_render_email_template(TemplateName="t", TemplateData=data)["RenderedTemplate"]
    return str(email.message_from_string(rendered).get_payload()[0].get_payload(decode=True).decode())  # type: ignore[union-attr, index]


def test_a_template_is_created_shown_updated_and_deleted(ses: Any) -> None:
    ses.create_email_template(TemplateName="t", TemplateContent=CONTENT)
    template = ses.get_email_template(TemplateName="t")
    assert (template["TemplateName"], template["TemplateContent"]) == ("t", CONTENT)
    [listed] = ses.list_email_templates()["TemplatesMetadata"]
    ses.update_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Html": "<p></p>"})
    assert ses.get_email_template(TemplateName="t")["TemplateContent"] == {"Subject": "s", "Html": "<p></p>"}
    assert ses.list_email_templates()["TemplatesMetadata"] == [listed]
    ses.delete_email_template(TemplateName="t")
    assert ses.list_email_templates()["TemplatesMetadata"] == []


def test_both_apis_have_one_store(ses: Any) -> None:
    v1 = boto3.client("ses", REGION)
    v1.create_template(Template={"TemplateName": "one", "SubjectPart": "s", "HtmlPart": "<p>{{x}}</p>"})
    ses.create_email_template(TemplateName="two", TemplateContent=CONTENT)
    assert ses.get_email_template(TemplateName="one")["TemplateContent"] == {"Subject": "s", "Html": "<p>{{x}}</p>"}
    assert v1.get_template(TemplateName="two")["Template"]["HtmlPart"] == "<p>Hello {{name}}</p>"
    assert [template["Name"] for template in v1.list_templates()["TemplatesMetadata"]] == ["two", "one"]
    assert [template["TemplateName"] for template in ses.list_email_templates()["TemplatesMetadata"]] == ["two", "one"]
    v1.delete_template(TemplateName="two")
    assert refusal(ses.get_email_template, TemplateName="two").code == "NotFoundException"


def test_templates_are_paged_newest_first(ses: Any, hooks: SesManaged) -> None:
    for name in ("c", "a", "b"):
        ses.create_email_template(TemplateName=name, TemplateContent=CONTENT)
    first = ses.list_email_templates(PageSize=2)
    assert [template["TemplateName"] for template in first["TemplatesMetadata"]] == ["b", "a"]
    ses.delete_email_template(TemplateName="a")
    rest = ses.list_email_templates(PageSize=2, NextToken=first["NextToken"])
    assert [template["TemplateName"] for template in rest["TemplatesMetadata"]] == ["c"]
    assert "NextToken" not in rest
    assert refusal(ses.list_email_templates, PageSize=101).code == "BadRequestException"


def test_a_template_is_dated_in_simulated_time(ses: Any, hooks: SesManaged) -> None:
    now = hooks.advance(days=30)
    ses.create_email_template(TemplateName="t", TemplateContent=CONTENT)
    [listed] = ses.list_email_templates()["TemplatesMetadata"]
    assert abs((listed["CreatedTimestamp"] - now).total_seconds()) < 60


def test_a_taken_name_is_refused_and_the_template_stays(ses: Any) -> None:
    ses.create_email_template(TemplateName="t", TemplateContent=CONTENT)
    answer = refusal(ses.create_email_template, TemplateName="t", TemplateContent={"Subject": "other", "Text": "x"})
    assert answer == Refusal(400, "AlreadyExistsException", "Template t already exists")
    assert ses.get_email_template(TemplateName="t")["TemplateContent"] == CONTENT


@pytest.mark.parametrize("operation", ["get_email_template", "delete_email_template"])
def test_an_unknown_template_is_named(ses: Any, operation: str) -> None:
    answer = refusal(getattr(ses, operation), TemplateName="nowhere")
    assert answer == Refusal(404, "NotFoundException", "Template nowhere does not exist")


def test_an_unknown_template_is_neither_updated_nor_rendered(ses: Any) -> None:
    updated = refusal(ses.update_email_template, TemplateName="nowhere", TemplateContent=CONTENT)
    rendered = refusal(ses.test_render_email_template, TemplateName="nowhere", TemplateData="{}")
    assert (updated.status, rendered.status) == (404, 404)
    assert ses.list_email_templates()["TemplatesMetadata"] == []


@pytest.mark.parametrize("name", ["a" * 65, "a b", "ä", "a.b", "a/b", "<script>"])
def test_a_name_that_is_none_is_refused(ses: Any, name: str) -> None:
    answer = refusal(ses.create_email_template, TemplateName=name, TemplateContent=CONTENT)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert repr(name)[1:-1][:60] in answer.message
    assert ses.list_email_templates()["TemplatesMetadata"] == []


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({"Text": "no subject"}, "subject"),
        ({"Subject": "", "Text": "x"}, "subject"),
        ({"Subject": "s", "Text": "{{#if x}}never closed"}, "unclosed block"),
        ({"Subject": "{{x", "Text": "t"}, "unclosed tag"),
        ({"Subject": "s", "Html": "{{/}}"}, "invalid"),
        ({"Subject": "s", "Html": "{{#*inline}}x{{/inline}}"}, "invalid"),
        ({"Subject": "s", "Html": "{{#if x}}" * 200 + "{{/if}}" * 200}, "depth"),
        ({"Subject": "s", "Html": "h" * 300_000, "Text": "t" * 300_000}, "512,000"),
    ],
)
def test_content_that_is_no_template_is_refused(ses: Any, content: Any, named: str) -> None:
    answer = refusal(ses.create_email_template, TemplateName="t", TemplateContent=content)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert named in answer.message
    ses.create_email_template(TemplateName="t", TemplateContent=CONTENT)
    assert refusal(ses.update_email_template, TemplateName="t", TemplateContent=content) == answer
    assert ses.get_email_template(TemplateName="t")["TemplateContent"] == CONTENT


def test_the_20001st_template_is_refused_by_both_apis(ses: Any) -> None:
    backend = ses_backends[ACCOUNT][REGION]
    ses.create_email_template(TemplateName="t", TemplateContent=CONTENT)
    [stored] = backend.templates.values()
    backend.templates.update({f"t{number}": stored for number in range(19_999)})
    answer = refusal(ses.create_email_template, TemplateName="more", TemplateContent=CONTENT)
    assert (answer.status, answer.code) == (400, "LimitExceededException")
    assert "20,000" in answer.message
    with pytest.raises(ClientError, match="LimitExceeded"):
        boto3.client("ses", REGION).create_template(Template={"TemplateName": "more", "SubjectPart": "s"})
    assert "more" not in backend.templates


@pytest.mark.skipif("Tags" not in _CREATE.members, reason="this botocore has no tags of templates")
def test_a_template_has_the_tags_that_it_was_created_with(ses: Any) -> None:
    tags = [{"Key": "team", "Value": "mail"}]
    ses.create_email_template(TemplateName="t", TemplateContent=CONTENT, Tags=tags)
    assert ses.get_email_template(TemplateName="t")["Tags"] == tags
    ses.delete_email_template(TemplateName="t")
    ses.create_email_template(TemplateName="t", TemplateContent=CONTENT)
    assert ses.get_email_template(TemplateName="t")["Tags"] == []
    doubled = refusal(ses.create_email_template, TemplateName="u", TemplateContent=CONTENT, Tags=tags * 2)
    assert (doubled.code, ses.list_email_templates()["TemplatesMetadata"][1:]) == ("BadRequestException", [])


def test_a_preview_is_a_mime_message_of_all_parts(ses: Any, hooks: SesManaged) -> None:
    ses.create_email_template(TemplateName="t", TemplateContent=CONTENT)
    rendered = ses.test_render_email_template(TemplateName="t", TemplateData='{"name": "J\u00fcrgen"}')
    message = email.message_from_string(rendered["RenderedTemplate"])
    assert message.get_content_type() == "multipart/alternative"
    assert abs(parsedate_to_datetime(message["Date"]) - hooks.now) < timedelta(minutes=1)
    assert (message["MIME-Version"], message["Subject"]) == ("1.0", "Hi =?utf-8?q?J=C3=BCrgen?=")
    parts: Any = message.get_payload()
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert [part.get_payload(decode=True).decode().strip() for part in parts] == [
        "Hello J\u00fcrgen",
        "<p>Hello J\u00fcrgen</p>",
    ]


@pytest.mark.parametrize(
    ("template", "data", "expected"),
    [
        ("{{contact.firstName}}", '{"contact": {"firstName": "Anaya"}}', "Anaya"),
        ("{{#each xs}}<li>{{name}}</li>{{/each}}", '{"xs": [{"name": "a"}, {"name": "b"}]}', "<li>a</li><li>b</li>"),
        (
            "{{#each xs}}{{@index}}{{this}}{{../y}}{{#unless @last}},{{/unless}}{{/each}}",
            '{"xs": [5, 6], "y": 1}',
            "051,161",
        ),
        ("{{#if a}}yes{{else}}no{{/if}}", "{}", "no"),
        ("{{#if a}}yes{{else}}no{{/if}}", '{"a": []}', "no"),
        ("{{#if a}}1{{else if b}}2{{/if}}", '{"b": true}', "2"),
        ("{{#unless a}}none{{/unless}}", '{"a": 0}', "none"),
        ("{{#with a}}{{b}}{{/with}}", '{"a": {"b": "c"}}', "c"),
        ("{{#each a}}x{{else}}empty{{/each}}", '{"a": []}', "empty"),
        ("{{a}} {{{a}}}", '{"a": "<b>&\\""}', '<b>&" <b>&"'),
        ("{{lookup a 'b'}}{{log 'quiet'}}", '{"a": {"b": 1}}', "1"),
        ('{{#*inline "full"}}{{first}} {{last}}{{/inline}}{{> full}}!', '{"first": "A", "last": "B"}', "A B!"),
        ('{{#* inline "full"}}{{first}}{{/inline}}{{> full}}!', '{"first": "A"}', "A!"),
        ("{{! a comment }}x{{!-- {{y}} --}}", "{}", "x"),
        ("{{n}} {{f}} {{t}}", '{"n": 3, "f": 1.5, "t": true}', "3 1.5 true"),
        ("unused", '{"more": 1}', "unused"),
    ],
)
def test_handlebars_is_filled_in_and_nothing_escaped(ses: Any, template: str, data: str, expected: str) -> None:
    assert render(ses, template, data).strip() == expected


@pytest.mark.parametrize(
    ("template", "data", "attribute"),
    [
        ("{{name}}", "{}", "name"),
        ("{{name}}", '{"name": null}', "name"),
        ("{{{name}}}", '{"Name": "case counts"}', "name"),
        ("{{contact.name}}", '{"contact": {}}', "contact.name"),
        ("{{#each xs}}{{y}}{{/each}}", '{"xs": [{"y": 1}, {}]}', "y"),
        ("{{#if a}}{{else}}{{b}}{{/if}}", "{}", "b"),
        ('{{#*inline "p"}}{{c}}{{/inline}}{{> p}}', "{}", "c"),
    ],
)
def test_a_missing_attribute_that_would_be_shown_is_named(ses: Any, template: str, data: str, attribute: str) -> None:
    with pytest.raises(ClientError) as raised:
        render(ses, template, data)
    assert raised.value.response["Error"] == {
        "Code": "BadRequestException",
        "Message": f"Attribute '{attribute}' is not present in the rendering data.",
    }


@pytest.mark.parametrize("data", ["", "{", "[]", '"x"', "5", "null", '{"a": NaN}', "[" * 100_000, "9" * 5000])
def test_data_that_is_no_json_object_is_refused(ses: Any, data: str) -> None:
    ses.create_email_template(TemplateName="t", TemplateContent=CONTENT)
    answer = refusal(ses.test_render_email_template, TemplateName="t", TemplateData=data)
    assert (answer.status, answer.code) == (400, "BadRequestException")
    assert answer.message.startswith("Template rendering data is invalid")


@pytest.mark.parametrize(
    "template",
    ["{{> nowhere}}", "{{nohelper x}}", '{{#*inline "p"}}{{> p}}{{/inline}}{{> p}}', "{{#if (gt a 1)}}x{{/if}}"],
)
def test_a_template_that_names_what_is_not_there_is_a_4xx(ses: Any, template: str) -> None:
    with pytest.raises(ClientError) as raised:
        render(ses, template, '{"x": 1, "a": 2}')
    assert raised.value.response["Error"]["Code"] == "BadRequestException"
    assert "could not be rendered" in raised.value.response["Error"]["Message"]


_PIECES = st.sampled_from(
    [
        *("{{", "}}", "{{{", "}}}", "#if ", "/if", "else", "#each ", "/each", "#with ", "> ", "*inline ", '"p"', "../"),
        *(
            "@",
            "a",
            "|",
            " as |x|",
            "(",
            ")",
            "[",
            "]",
            "=",
            "~",
            "!--",
            "\\",
            "^",
            "&",
            "/",
            ".",
            " ",
            "\n",
            "this",
            "1",
        ),
    ]
)


@settings(max_examples=400)
@given(template=st.lists(_PIECES, max_size=14).map("".join))
def test_no_template_whatever_is_answered_with_a_server_error(ses: Any, template: str) -> None:
    ses_backends[ACCOUNT][REGION].templates.clear()
    try:
        ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Text": template})
        ses.test_render_email_template(TemplateName="t", TemplateData='{"a": [{"a": 1}, "x"], "p": null}')
    except ClientError as error:
        assert error.response["Error"]["Code"] == "BadRequestException"
