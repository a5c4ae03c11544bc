"""The operations of SES v1 on email templates. v1 and v2 share the templates."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult

from ..mail.rendering import TemplateContent
from ..templates import store as templates
from ..templates.preview import preview
from .request import V1Request


class TemplateOperations(V1Request):
    """Create, update, get, delete and render email templates."""

    def create_template(self) -> ActionResult:
        template = self._get_params()["Template"]
        templates.create(self.managed_backend, template["TemplateName"], _content(template))
        return EmptyResult()

    def update_template(self) -> ActionResult:
        template = self._get_params()["Template"]
        templates.update(self.managed_backend, template["TemplateName"], _content(template))
        return EmptyResult()

    def get_template(self) -> ActionResult:
        name = self._get_params()["TemplateName"]
        content = templates.content_of(self.managed_backend, name)
        description = {
            "TemplateName": name,
            "SubjectPart": content.subject,
            "TextPart": content.text,
            "HtmlPart": content.html,
        }
        return ActionResult({"Template": description})

    def delete_template(self) -> ActionResult:
        templates.delete(self.managed_backend, self._get_params()["TemplateName"])
        return EmptyResult()

    def test_render_template(self) -> ActionResult:
        parameters = self._get_params()
        rendered = preview(self.managed_backend, parameters["TemplateName"], parameters["TemplateData"])
        return ActionResult({"RenderedTemplate": rendered})


def _content(template: dict[str, Any]) -> TemplateContent:
    return TemplateContent(template.get("SubjectPart", ""), template.get("TextPart", ""), template.get("HtmlPart", ""))
