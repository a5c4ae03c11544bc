"""Rendering of templates as in SES: Handlebars without escaping, where a missing attribute is an error.

SES does not escape, not even in HTML [AWS: "SES doesn't escape HTML content when rendering the HTML template"].
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from .headers import Headers

if TYPE_CHECKING:
    from .handlebars import Budget, Fill

Data = dict[str, Any]

# Handlebars.js accepts `{{#* inline "x"}}`, as in SES's documentation; the library only `{{#*inline "x"}}`.
_SPACED_INLINE = re.compile(r"\{\{(~?)#\*\s+inline\b")

# The content of a tag that only inserts an attribute: `name`, `user.name`, `{name`.
_SUBSTITUTION = re.compile(r"\{?\s*(?!else\b)[^\s{}#/^>!&*~\"'()|=][^\s{}~\"'()|=]*\s*")
_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)

_COMPILED = 128
"""The number of compiled template parts in the cache: a bulk request renders three parts up to 50 times."""


class TemplateSyntaxError(Exception):
    """The template is not valid Handlebars, or names an unknown helper or partial."""


class MissingAttributeError(Exception):
    """The template uses an attribute that the data does not have."""

    def __init__(self, attribute: str) -> None:
        super().__init__(f"Attribute '{attribute}' is not present in the rendering data.")


class InvalidDataError(Exception):
    """The template data is not a JSON object."""


@dataclass(frozen=True)
class TemplateContent:
    """A template, or a rendered template; missing parts are empty."""

    subject: str
    text: str = ""
    html: str = ""

    @property
    def size(self) -> int:
        """The size in bytes."""
        return sum(len(part.encode()) for part in (self.subject, self.text, self.html))


def check_syntax(content: TemplateContent) -> None:
    """Raise TemplateSyntaxError if a part is not valid Handlebars."""
    for part in (content.subject, content.text, content.html):
        _compile(part)


@dataclass(frozen=True)
class Rendering:
    """A rendered template, with the headers that were rendered with it."""

    content: TemplateContent
    headers: Headers = ()


def shows_attributes_alone(content: TemplateContent) -> bool:
    """Whether a template has only simple substitutions. SES accepts no others in a template that is part of a
    request [AWS: TemplateContent, "Amazon SES supports only simple substitions when you send email using the SendEmail
    or SendBulkEmail operations and you provide the full template content in the request"]."""
    parts = (content.subject, content.text, content.html)
    return all(_SUBSTITUTION.fullmatch(tag) for part in parts for tag in _TAG.findall(part))


def read_data(text: str) -> Data:
    """Read the attributes in template data. Raises InvalidDataError.

    An attribute that is null counts as missing (our choice, as in moto).
    """
    try:
        data = json.loads(text, object_hook=_without_nulls, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidDataError(f"Template rendering data is invalid: {error}.") from error
    if not isinstance(data, dict):
        raise InvalidDataError("Template rendering data is invalid: a JSON object was expected.")
    return data


def render(content: TemplateContent, data: Data, headers: Headers = ()) -> Rendering:
    """Render each part and the values of the headers. Raises MissingAttributeError or TemplateSyntaxError.

    All parts of a message share the limits of rendering; exceeding them is a TemplateSyntaxError, too.
    """
    from .handlebars import Budget

    budget = Budget()
    content = TemplateContent(*(_fill(part, data, budget) for part in (content.subject, content.text, content.html)))
    return Rendering(content, tuple((name, _fill(value, data, budget)) for name, value in headers))


def _fill(source: str, data: Data, budget: Budget) -> str:
    if "{{" not in source:
        return source
    from .handlebars import BROKEN, MissingPathError, TooMuchError

    fill = _compile(source)
    try:
        return fill(data, budget)
    except MissingPathError as error:
        raise MissingAttributeError(error.path) from error
    except (*BROKEN, TooMuchError) as error:
        raise TemplateSyntaxError(f"The template could not be rendered: {error}.") from error


@lru_cache(maxsize=_COMPILED)
def _compile(source: str) -> Fill:
    from .handlebars import (
        BROKEN,
        compiled,
    )  # the library is imported only when there is something to render

    try:
        return compiled(_SPACED_INLINE.sub(r"{{\1#*inline", source))
    except BROKEN as error:
        raise TemplateSyntaxError(f"The template is invalid: {error}.") from error


def _without_nulls(data: Data) -> Data:
    return {name: value for name, value in data.items() if value is not None}


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")
