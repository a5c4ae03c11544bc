"""v1's templates: moto's answers, and SES's errors."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError


def code(operation: Any, **parameters: Any) -> str:
    with pytest.raises(ClientError) as raised:
        operation(**parameters)
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    return str(raised.value.response["Error"]["Code"])


def test_each_error_has_the_code_of_v1s_model(v1: Any) -> None:
    template = {"TemplateName": "t", "SubjectPart": "Hi {{name}}", "TextPart": "x"}
    v1.create_template(Template=template)
    assert code(v1.create_template, Template=template) == "AlreadyExists"
    assert code(v1.create_template, Template=template | {"TemplateName": "u", "TextPart": "{{#if"}) == "InvalidTemplate"
    assert code(v1.update_template, Template=template | {"TextPart": "{{#if"}) == "InvalidTemplate"
    assert code(v1.update_template, Template=template | {"TemplateName": "u"}) == "TemplateDoesNotExist"
    assert code(v1.get_template, TemplateName="u") == "TemplateDoesNotExist"
    assert code(v1.test_render_template, TemplateName="u", TemplateData="{}") == "TemplateDoesNotExist"
    assert code(v1.test_render_template, TemplateName="t", TemplateData="x") == "InvalidRenderingParameter"
    assert code(v1.test_render_template, TemplateName="t", TemplateData="{}") == "MissingRenderingAttribute"
    assert code(v1.create_template, Template={"TemplateName": "u"}) == "InvalidParameterValue"
    assert [each_template["Name"] for each_template in v1.list_templates()["TemplatesMetadata"]] == ["t"]


def test_deleting_an_unknown_template_is_no_error(v1: Any) -> None:
    v1.delete_template(TemplateName="nowhere")


def test_a_template_goes_on_through_deactivation_and_activation(v1: Any, backend: Any) -> None:
    import moto_ses_managed

    v1.create_template(Template={"TemplateName": "t", "SubjectPart": "s", "TextPart": "Hi {{name}}"})
    moto_ses_managed.deactivate()
    try:
        assert v1.get_template(TemplateName="t")["Template"]["TextPart"] == "Hi {{name}}"
    finally:
        moto_ses_managed.activate()
    assert "Hi Ann" in v1.test_render_template(TemplateName="t", TemplateData='{"name": "Ann"}')["RenderedTemplate"]
