"""AWS::SES::Template and AWS::SES::CustomVerificationEmailTemplate."""

from __future__ import annotations

from typing import Any

from .resource import Properties, SesResource

_PARTS = {"SubjectPart": "Subject", "TextPart": "Text", "HtmlPart": "Html"}


class Template(SesResource):
    """An email template."""

    type_name = "AWS::SES::Template"
    properties = frozenset({"Tags", "Template"})
    read_only = ("Id",)
    tagged_as = "template"

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        name: str | None = settings.get("Template", {}).get("TemplateName")
        return name

    @property
    def _parameters(self) -> dict[str, Any]:
        parts = self.settings.get("Template", {})
        content = {name: parts[part] for part, name in _PARTS.items() if part in parts}
        return {"TemplateName": self.name, "TemplateContent": content}

    def create(self) -> None:
        self.ses.v2("CreateEmailTemplate", **self._parameters)
        try:
            self.set_tags({})
        except Exception:
            self.remove()
            raise

    def change(self, before: Properties) -> None:
        if before.get("Template") != self.settings.get("Template"):
            self.ses.v2("UpdateEmailTemplate", **self._parameters)
        self.set_tags(before)

    def remove(self) -> None:
        self.ses.remove("sesv2", "DeleteEmailTemplate", TemplateName=self.name)

    def attribute(self, name: str) -> str:
        del name  # the type has only one attribute
        return self.name


class CustomVerificationEmailTemplate(SesResource):
    """The template of the email that asks the owner of an address to verify it."""

    type_name = "AWS::SES::CustomVerificationEmailTemplate"
    required = frozenset(
        {
            "FailureRedirectionURL",
            "FromEmailAddress",
            "SuccessRedirectionURL",
            "TemplateContent",
            "TemplateName",
            "TemplateSubject",
        }
    )
    properties = required | {"Tags"}
    tagged_as = "custom-verification-email-template"

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        return str(settings["TemplateName"])

    @property
    def _parameters(self) -> dict[str, Any]:
        return {name: value for name, value in self.settings.items() if name != "Tags"}

    def create(self) -> None:
        self.ses.v2("CreateCustomVerificationEmailTemplate", **self._parameters)
        try:
            self.set_tags({})
        except Exception:
            self.remove()
            raise

    def change(self, before: Properties) -> None:
        self.ses.v2("UpdateCustomVerificationEmailTemplate", **self._parameters)
        self.set_tags(before)

    def remove(self) -> None:
        self.ses.remove("sesv2", "DeleteCustomVerificationEmailTemplate", TemplateName=self.name)
