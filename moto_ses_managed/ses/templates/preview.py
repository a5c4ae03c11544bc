"""Previews of templates, for v1 and v2: the MIME message that sending would produce."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from ..mail.compose import compose_preview
from . import store as templates

if TYPE_CHECKING:
    from ..models import ManagedSESBackend


def preview(backend: ManagedSESBackend, name: str, data: str) -> str:
    """The MIME message of the template ``name`` with ``data``, a JSON object.

    Raises TemplateDoesNotExist, InvalidRenderingParameter or MissingRenderingAttribute.
    """
    content = templates.content_of(backend, name)
    rendered = templates.filled(content, templates.data_from(data))
    date = format_datetime(backend.region.clock.now)
    return compose_preview(date, rendered.subject, rendered.text, rendered.html)
