"""The operations of SES v1 on custom verification emails. v1 and v2 share the templates."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult

from moto_ses_managed.wire.pagination import PageRules

from ..errors import translate_errors
from ..mail.message import Api
from ..sending import verification as emails
from ..verification.members import read_template, summary
from .request import V1Request

_PAGES = PageRules(
    default=50,
    largest=50,
    size_message="The page size must be between 1 and 50",
    position_message="Invalid PageToken <{token}>.",
)
"""[AWS: ListCustomVerificationEmailTemplates, MaxResults "at least 1, and can be no more than 50"]."""


class VerificationOperations(V1Request):
    """Operations on templates, and SendCustomVerificationEmail."""

    def create_custom_verification_email_template(self) -> ActionResult:
        emails.create(self.managed_backend, read_template(self._get_params()))
        return EmptyResult()

    def update_custom_verification_email_template(self) -> ActionResult:
        templates, parameters = self.managed_backend.verification_templates, self._get_params()
        before = summary(templates.named(parameters["TemplateName"])) | {
            "TemplateContent": templates.named(parameters["TemplateName"]).content
        }
        emails.update(self.managed_backend, read_template(before | parameters))
        return EmptyResult()

    def get_custom_verification_email_template(self) -> ActionResult:
        template = self.managed_backend.verification_templates.named(self._get_params()["TemplateName"])
        return ActionResult(summary(template) | {"TemplateContent": template.content})

    def delete_custom_verification_email_template(self) -> ActionResult:
        """Delete a template. A missing template is not an error: v1's model declares none."""
        self.managed_backend.verification_templates.by_name.pop(self._get_params()["TemplateName"], None)
        return EmptyResult()

    def list_custom_verification_email_templates(self) -> ActionResult:
        templates = self.managed_backend.verification_templates.by_name
        return self._page(
            "CustomVerificationEmailTemplates",
            templates.names(),
            key=str,
            show=lambda name: summary(templates[name]),
            rules=_PAGES,
        )

    def send_custom_verification_email(self) -> ActionResult:
        parameters = self._get_params()
        with translate_errors():
            message_id = emails.send_verification(
                self.managed_backend,
                Api.V1,
                parameters["EmailAddress"],
                parameters["TemplateName"],
                parameters.get("ConfigurationSetName") or None,
            )
        return ActionResult({"MessageId": message_id})
