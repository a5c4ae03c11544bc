"""Email templates, shared by v1 and v2. They are in moto's own store, in the form of moto's v1."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Any

from moto.ses.exceptions import InvalidParameterValue, TemplateDoesNotExist, TemplateNameAlreadyExists

from ..arns import TEMPLATE_ARN_KIND, arn
from ..errors import InvalidRenderingParameter, InvalidTemplate, LimitExceeded, MissingRenderingAttribute
from ..mail.rendering import (
    Data,
    InvalidDataError,
    MissingAttributeError,
    TemplateContent,
    TemplateSyntaxError,
    check_syntax,
    read_data,
    render,
)
from ..models import ManagedSESBackend

MAX_TEMPLATES = 20_000
"""The most templates of an account in a Region [AWS: "You can create up to 20,000 email templates per AWS Region"]."""

MAX_SIZE = 500 * 1024
"""The largest template, in bytes
[AWS: "Each template can be up to 500 KB in size, including both the text and HTML parts"]."""

_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
"""[AWS: the pattern of TemplateName in CloudFormation's AWS::SES::Template]."""


def create(backend: ManagedSESBackend, name: str, content: TemplateContent) -> None:
    """Create a template. Raises InvalidParameterValue, InvalidTemplate, TemplateNameAlreadyExists or LimitExceeded."""
    if not _NAME.fullmatch(name):
        raise InvalidParameterValue(
            f"Template name {name[:100]!r} is invalid: 1 to 64 letters, numbers, underscores and dashes were expected."
        )
    _check_content(content)
    if name in backend.templates:
        raise TemplateNameAlreadyExists(f"Template {name} already exists")
    if len(backend.templates) >= MAX_TEMPLATES:
        raise LimitExceeded(f"This account has reached its limit of {MAX_TEMPLATES:,} templates in this Region.")
    newest = next(reversed(backend.templates), None)
    number = -place_among_newest(backend, newest) + 1 if newest is not None else 1
    _store(backend, name, content, backend.region.clock.now, number)


def update(backend: ManagedSESBackend, name: str, content: TemplateContent) -> None:
    """Replace the content of a template. Raises TemplateDoesNotExist, InvalidParameterValue or InvalidTemplate."""
    before = _find(backend, name)
    _check_content(content)
    _store(backend, name, content, before["Timestamp"], before.get("Number", 0))


def content_of(backend: ManagedSESBackend, name: str) -> TemplateContent:
    """The content of a template. Raises TemplateDoesNotExist."""
    stored = _find(backend, name)
    return TemplateContent(stored["subject_part"], stored["text_part"], stored["html_part"])


def created_at(backend: ManagedSESBackend, name: str) -> datetime:
    """When a template was created, in UTC. Raises TemplateDoesNotExist."""
    created: datetime = _find(backend, name)["Timestamp"]
    return created if created.tzinfo else created.replace(tzinfo=timezone.utc)


def newest_first(backend: ManagedSESBackend) -> list[str]:
    """The names of all templates, newest first, as lists show them. Updating a template does not change its place."""
    return [*reversed(backend.templates)]


def place_among_newest(backend: ManagedSESBackend, name: str) -> int:
    """The key by which ``newest_first`` is sorted. Raises TemplateDoesNotExist."""
    return -int(_find(backend, name).get("Number", 0))


def delete(backend: ManagedSESBackend, name: str) -> None:
    """Delete a template and its tags. A missing template is not an error, as in v1.

    Raises InvalidParameterValue if a tenant uses the template.
    """
    backend.check_unused(TEMPLATE_ARN_KIND, name)
    backend.templates.pop(name, None)
    backend.tagger.delete_all_tags_for_resource(arn(backend, TEMPLATE_ARN_KIND, name))


def data_from(text: str) -> Data:
    """Read template data. Raises InvalidRenderingParameter if it is not a JSON object."""
    try:
        return read_data(text)
    except InvalidDataError as error:
        raise InvalidRenderingParameter(str(error)) from error


def filled(content: TemplateContent, data: Data) -> TemplateContent:
    """Render a template for a preview.

    Raises MissingRenderingAttribute or InvalidRenderingParameter, where sending would publish an event.
    """
    try:
        return render(content, data).content
    except MissingAttributeError as error:
        raise MissingRenderingAttribute(str(error)) from error
    except TemplateSyntaxError as error:
        raise InvalidRenderingParameter(str(error)) from error


def _find(backend: ManagedSESBackend, name: str) -> dict[str, Any]:
    stored = backend.templates.get(name)
    if stored is None:
        raise TemplateDoesNotExist(f"Template {name} does not exist")
    return stored


def _store(backend: ManagedSESBackend, name: str, content: TemplateContent, created: datetime, number: int) -> None:
    parts: dict[str, Any] = {
        "template_name": name,
        "subject_part": content.subject,
        "text_part": content.text,
        "html_part": content.html,
        "Timestamp": created,
        # Templates are numbered in the order of their creation, which is the order of lists.
        "Number": number,
    }
    backend.templates[name] = parts


def _check_content(content: TemplateContent) -> None:
    if not content.subject:
        raise InvalidParameterValue("The subject must be specified.")
    if content.size > MAX_SIZE:
        raise InvalidParameterValue(f"A template has at most {MAX_SIZE:,} bytes: {content.size:,} were given.")
    try:
        check_syntax(content)
    except TemplateSyntaxError as error:
        raise InvalidTemplate(str(error)) from error
