"""The operations of SES v2 on custom verification emails."""

from __future__ import annotations

from moto_ses_managed.ses.arns import VERIFICATION_TEMPLATE_ARN_KIND, arn
from moto_ses_managed.ses.mail.message import Api
from moto_ses_managed.ses.sending import verification as emails
from moto_ses_managed.ses.tags import check_tags
from moto_ses_managed.ses.verification.members import read_template, summary
from moto_ses_managed.ses.verification.templates import VerificationTemplate

from ...wire.parsing import Parameters
from ..base import OperationsBase, operation


class VerificationOperations(OperationsBase):
    """Operations on templates, which v1 and v2 share, and SendCustomVerificationEmail."""

    @operation
    def create_custom_verification_email_template(self) -> None:
        tags = self._parameters.get("Tags", [])
        check_tags(tags)
        emails.create(self._ses_backend, self._template())
        self._ses_backend.tagger.tag_resource(self._arn(), tags)

    @operation
    def update_custom_verification_email_template(self) -> None:
        emails.update(self._ses_backend, self._template())

    @operation
    def get_custom_verification_email_template(self) -> Parameters:
        template = self._ses_backend.verification_templates.named(self._parameters["TemplateName"])
        tags = self._ses_backend.tagger.list_tags_for_resource(self._arn())["Tags"]
        return summary(template) | {"TemplateContent": template.content, "Tags": tags}

    @operation
    def delete_custom_verification_email_template(self) -> None:
        template = self._ses_backend.verification_templates.named(self._parameters["TemplateName"])
        del self._ses_backend.verification_templates.by_name[template.name]
        self._ses_backend.tagger.delete_all_tags_for_resource(self._arn())

    @operation
    def list_custom_verification_email_templates(self) -> Parameters:
        templates = self._ses_backend.verification_templates.by_name
        return self._page(
            "CustomVerificationEmailTemplates",
            templates.names(),
            key=str,
            show=lambda name: summary(templates[name]),
        )

    @operation
    def send_custom_verification_email(self) -> Parameters:
        message_id = emails.send_verification(
            self._ses_backend,
            Api.V2,
            self._parameters["EmailAddress"],
            self._parameters["TemplateName"],
            self._parameters.get("ConfigurationSetName") or None,
        )
        return {"MessageId": message_id}

    def _template(self) -> VerificationTemplate:
        return read_template(self._parameters)

    def _arn(self) -> str:
        return arn(self._ses_backend, VERIFICATION_TEMPLATE_ARN_KIND, self._parameters["TemplateName"])
