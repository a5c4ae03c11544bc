"""The operations of SES v2 on email templates. v1 and v2 share the templates."""

from __future__ import annotations

from functools import partial

from moto_ses_managed.ses.arns import TEMPLATE_ARN_KIND, arn
from moto_ses_managed.ses.mail.rendering import TemplateContent
from moto_ses_managed.ses.templates import store as templates
from moto_ses_managed.ses.templates.preview import preview

from ...ses.tags import check_tags
from ..wire.parsing import Parameters
from .base import OperationsBase, operation


class TemplateOperations(OperationsBase):
    """Create, get, update, delete, list and render email templates."""

    @operation
    def create_email_template(self) -> None:
        name, tags = self._parameters["TemplateName"], self._parameters.get("Tags", [])
        check_tags(tags)
        templates.create(self._ses_backend, name, content_from(self._parameters["TemplateContent"]))
        self._ses_backend.tagger.tag_resource(arn(self._ses_backend, TEMPLATE_ARN_KIND, name), tags)

    @operation
    def get_email_template(self) -> Parameters:
        name = self._parameters["TemplateName"]
        content = templates.content_of(self._ses_backend, name)
        parts = {"Subject": content.subject, "Text": content.text, "Html": content.html}
        tags = self._ses_backend.tagger.list_tags_for_resource(arn(self._ses_backend, TEMPLATE_ARN_KIND, name))["Tags"]
        return {
            "TemplateName": name,
            "TemplateContent": {part: text for part, text in parts.items() if text},
            "Tags": tags,
        }

    @operation
    def update_email_template(self) -> None:
        content = content_from(self._parameters["TemplateContent"])
        templates.update(self._ses_backend, self._parameters["TemplateName"], content)

    @operation
    def delete_email_template(self) -> None:
        name = self._parameters["TemplateName"]
        templates.content_of(self._ses_backend, name)
        templates.delete(self._ses_backend, name)

    @operation
    def list_email_templates(self) -> Parameters:
        return self._page(
            "TemplatesMetadata",
            templates.newest_first(self._ses_backend),
            key=partial(templates.place_among_newest, self._ses_backend),
            show=lambda name: {
                "TemplateName": name,
                "CreatedTimestamp": templates.created_at(self._ses_backend, name),
            },
        )

    @operation
    def test_render_email_template(self) -> Parameters:
        name, data = self._parameters["TemplateName"], self._parameters["TemplateData"]
        return {"RenderedTemplate": preview(self._ses_backend, name, data)}


def content_from(member: Parameters) -> TemplateContent:
    """The model's EmailTemplateContent."""
    return TemplateContent(member.get("Subject", ""), member.get("Text", ""), member.get("Html", ""))
