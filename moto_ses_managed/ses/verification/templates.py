"""Custom verification email templates, shared by v1 and v2. Independent of the backend."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from moto.ses.exceptions import InvalidParameterValue, SesError

from ..errors import LimitExceeded
from ..sorted_dict import SortedDict

MAX_TEMPLATES = 50
"""The most templates of an account in a Region [AWS: "You can create up to 50 custom verification email templates"]."""

MAX_CONTENT = 10 * 1024 * 1024
"""The largest content of a template, in bytes [AWS: "The template content can be up to 10 MB in size"]."""


class CustomVerificationEmailTemplateAlreadyExists(SesError):
    """A template with this name already exists."""

    code = "CustomVerificationEmailTemplateAlreadyExists"


class CustomVerificationEmailTemplateDoesNotExist(SesError):
    """There is no template with this name."""

    code = "CustomVerificationEmailTemplateDoesNotExist"


class CustomVerificationEmailInvalidContent(SesError):
    """SES refuses the content of the template."""

    code = "CustomVerificationEmailInvalidContent"


@dataclass(frozen=True)
class VerificationTemplate:
    """A template: the email, and the URLs that its recipient is redirected to."""

    name: str
    sender: str
    subject: str
    content: str
    success_url: str
    failure_url: str


@dataclass
class VerificationTemplates:
    """The templates by name."""

    by_name: SortedDict[str, VerificationTemplate] = field(default_factory=SortedDict)

    def named(self, name: str) -> VerificationTemplate:
        """The template with this name. Raises CustomVerificationEmailTemplateDoesNotExist."""
        template = self.by_name.get(name)
        if template is None:
            words = f"Custom verification email template <{name}> does not exist"
            raise CustomVerificationEmailTemplateDoesNotExist(words)
        return template

    def add(self, template: VerificationTemplate) -> None:
        """Add a template. Raises CustomVerificationEmailTemplateAlreadyExists or LimitExceeded."""
        if template.name in self.by_name:
            words = f"Custom verification email template <{template.name}> already exists"
            raise CustomVerificationEmailTemplateAlreadyExists(words)
        if len(self.by_name) >= MAX_TEMPLATES:
            raise LimitExceeded(
                f"This account has reached its limit of {MAX_TEMPLATES} custom verification email templates."
            )
        self.by_name[template.name] = template

    def replace(self, template: VerificationTemplate) -> None:
        """Replace the template with the same name. Raises CustomVerificationEmailTemplateDoesNotExist."""
        self.named(template.name)
        self.by_name[template.name] = template


def check_template(template: VerificationTemplate) -> None:
    """Raise InvalidParameterValue or CustomVerificationEmailInvalidContent for a template that SES refuses."""
    for name, value in (
        ("TemplateName", template.name),
        ("FromEmailAddress", template.sender),
        ("TemplateSubject", template.subject),
        ("TemplateContent", template.content),
        ("SuccessRedirectionURL", template.success_url),
        ("FailureRedirectionURL", template.failure_url),
    ):
        if not value.strip():
            raise InvalidParameterValue(f"{name} is required.")
    if len(template.content.encode()) > MAX_CONTENT:
        raise CustomVerificationEmailInvalidContent(f"The template content has at most {MAX_CONTENT:,} bytes.")
    if not _is_url(template.success_url):
        raise InvalidParameterValue("The success redirection URL is invalid")
    if not _is_url(template.failure_url):
        raise InvalidParameterValue("The failure redirection URL is invalid")


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
