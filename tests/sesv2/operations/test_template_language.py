"""The template language: what AWS's pages show of it, and how much of it one message may take."""

from __future__ import annotations

import json
from email import message_from_string
from typing import Any

import pytest

from tests.sesv2.sending import send
from tests.support.refusals import refusal

# [AWS: "Advanced email personalization" and "Using templates to send personalized email"]: source, data, result.
FEATURES = [
    ("Hello {{name}},", {"name": "Ann"}, "Hello Ann,"),
    ("{{contact.firstName}} {{contact/lastName}}", {"contact": {"firstName": "A", "lastName": "B"}}, "A B"),
    (
        "{{#each interests}}<li>{{name}}</li>{{/each}}",
        {"interests": [{"name": "x"}, {"name": "y"}]},
        "<li>x</li><li>y</li>",
    ),
    ("{{#each xs}}{{@index}}{{this}}{{#unless @last}},{{/unless}}{{/each}}", {"xs": ["a", "b"]}, "0a,1b"),
    ("{{#each o}}{{@key}}={{this}};{{/each}}", {"o": {"a": 1, "b": 2}}, "a=1;b=2;"),
    ("{{#each xs}}x{{else}}none{{/each}}", {"xs": []}, "none"),
    ("{{#each xs}}{{../name}}{{/each}}", {"xs": [1, 2], "name": "n"}, "nn"),
    ("{{#if a}}yes{{else}}no{{/if}}", {"a": "x"}, "yes"),
    ("{{#if a}}yes{{else}}no{{/if}}", {}, "no"),
    ("{{#if a}}yes{{else}}no{{/if}}", {"a": []}, "no"),
    ("{{#if a}}1{{else if b}}2{{else}}3{{/if}}", {"b": True}, "2"),
    ("{{#unless a}}no{{/unless}}", {"a": False}, "no"),
    ("{{#with contact}}{{name}}{{/with}}", {"contact": {"name": "Ann"}}, "Ann"),
    (
        '{{#* inline "fullName"}}{{firstName}}{{#if lastName}} {{lastName}}{{/if}}{{/inline}}Hello {{> fullName}}!',
        {"firstName": "Anaya", "lastName": "Iyengar"},
        "Hello Anaya Iyengar!",
    ),
    (
        '{{#*inline "item"}}[{{name}}]{{/inline}}{{#each xs}}{{> item}}{{/each}}',
        {"xs": [{"name": "a"}, {"name": "b"}]},
        "[a][b]",
    ),
    ("{{{html}}}{{html}}", {"html": "<b>&\"'"}, "<b>&\"'<b>&\"'"),
    ("{{! a note }}{{!-- {{x}} --}}text", {}, "text"),
    ("a  {{~name~}}  b", {"name": "-"}, "a-b"),
    ("\\{{name}} {{name}}", {"name": "n"}, "{{name}} n"),
    ("{{[odd name]}}", {"odd name": "x"}, "x"),
    ("{{lookup xs 1}}", {"xs": ["a", "b"]}, "b"),
    ("{{n}} {{f}} {{t}}", {"n": 3, "f": 1.5, "t": True}, "3 1.5 true"),
]


def previewed(ses: Any, source: str, data: Any) -> str:
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Html": source})
    preview = ses.test_render_email_template(TemplateName="t", TemplateData=json.dumps(data))["RenderedTemplate"]
    [part] = [part for part in message_from_string(preview).walk() if part.get_content_type() == "text/html"]
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode().strip()


@pytest.mark.fidelity(
    operation="TestRenderEmailTemplate",
    case="if, each, unless, with, inline partials, nothing escaped",
    answer="as AWS's pages show it",
    kind="documented",
    source="Advanced email personalization",
)
@pytest.mark.parametrize(("source", "data", "expected"), FEATURES)
def test_a_feature_that_aws_shows(ses: Any, source: str, data: Any, expected: str) -> None:
    assert previewed(ses, source, data) == expected


def test_a_missing_attribute_is_named(ses: Any) -> None:
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Text": "{{contact.name}}"})
    answer = refusal(ses.test_render_email_template, TemplateName="t", TemplateData='{"contact": {}}')
    assert answer.message == "Attribute 'contact.name' is not present in the rendering data."


SIXTY = {"items": list(range(60))}
TOO_MUCH = {
    "six nested loops": ("{{#each items}}" + "{{#each @root.items}}" * 5 + "x" + "{{/each}}" * 6, SIXTY),
    "empty loops": ("{{#each items}}" * 1 + "{{#each @root.items}}" * 3 + "{{/each}}" * 4, SIXTY),
    "partials that nest": (
        "".join(f'{{{{#*inline "p{n}"}}}}{{{{> p{n + 1}}}}}{{{{> p{n + 1}}}}}{{{{/inline}}}}' for n in range(40))
        + '{{#*inline "p40"}}x{{/inline}}{{> p0}}',
        {},
    ),
    "a partial in itself": ('{{#*inline "p"}}{{> p}}{{> p}}{{/inline}}{{> p}}', {}),
    "80,000 placeholders": ("{{a}}" * 80_000, {"a": "x"}),
    "long values": ("{{a}}" * 1_000, {"a": "x" * 100_000}),
    "long numbers": ("{{a}}" * 20_000, {"a": 10**4_000}),
    "much text": ("{{#each items}}{{#each @root.items}}" + "x" * 50_000 + "{{/each}}{{/each}}", SIXTY),
}


@pytest.mark.fidelity(
    operation="SendEmail, SendBulkEmail",
    case="a template that takes more than 50,000 steps or 40 MB, for each message, each entry of a bulk send",
    answer="a Rendering Failure",
    kind="our choice",
)
@pytest.mark.parametrize("case", TOO_MUCH)
def test_a_rendering_that_takes_too_much_fails_and_an_event_says_so(
    ses: Any, domain: None, backend: Any, case: str
) -> None:
    source, data = TOO_MUCH[case]
    ses.create_configuration_set(ConfigurationSetName="set")
    ses.create_email_template(TemplateName="t", TemplateContent={"Subject": "s", "Text": source})
    text = json.dumps(data)
    message_id = send(ses, {"Template": {"TemplateName": "t", "TemplateData": text}})
    [event] = [event for _, event in backend.event_log.of({message_id})]
    assert event.kind.value == "RENDERING_FAILURE"
    assert event.circumstances.detail.startswith("The template could not be rendered:")
    answer = refusal(ses.test_render_email_template, TemplateName="t", TemplateData=text)
    assert answer.code == "BadRequestException"


def test_a_large_table_is_rendered(ses: Any) -> None:
    rows = [{"name": f"n{number}", "price": number} for number in range(2_000)]
    rendered = previewed(ses, "{{#each rows}}<tr><td>{{name}}</td><td>{{price}}</td></tr>{{/each}}", {"rows": rows})
    assert rendered.count("<tr>") == 2_000


def test_the_parts_of_one_message_share_the_bound(ses: Any, domain: None, backend: Any) -> None:
    part = "{{a}}" * 20_000
    for parts, kinds in (
        ({"Text": part}, ["SEND", "DELIVERY"]),
        ({"Text": part, "Html": part * 2}, ["RENDERING_FAILURE"]),
    ):
        name = f"t{len(parts)}"
        ses.create_email_template(TemplateName=name, TemplateContent={"Subject": "s"} | parts)
        template = {"TemplateName": name, "TemplateData": '{"a": "x"}'}
        message_id = send(ses, {"Template": template}, ConfigurationSetName=None)
        assert [event.kind.value for _, event in backend.event_log.of({message_id})] == kinds
