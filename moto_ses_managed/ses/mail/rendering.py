"""Templates filled with data, as SES does it: Handlebars, nothing escaped, a missing attribute is an error.

SES escapes nothing, in HTML either [AWS: "SES doesn't escape HTML content when rendering the HTML template"].
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

# Handlebars.js takes `{{#* inline "x"}}`, which SES's documentation shows, and the library `{{#*inline "x"}}` alone.
_SPACED_INLINE = re.compile(r"\{\{(~?)#\*\s+inline\b")

# A tag's whole content where it does no more than show an attribute: `name`, `user.name`, `{name`.
_SUBSTITUTION = re.compile(r"\{?\s*(?!else\b)[^\s{}#/^>!&*~\"'()|=][^\s{}~\"'()|=]*\s*")
_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)

_COMPILED = 128
"""Template parts kept compiled: a bulk send renders three, 50 times over."""


class TemplateSyntaxError(Exception):
    """The template is not Handlebars, or names a helper or partial that is not there."""


class MissingAttributeError(Exception):
    """The template shows an attribute that the data does not have."""

    def __init__(self, attribute: str) -> None:
        super().__init__(f"Attribute '{attribute}' is not present in the rendering data.")


class InvalidDataError(Exception):
    """The template data is not a JSON object."""


@dataclass(frozen=True)
class TemplateContent:
    """A template, or what it was rendered to; a part that it doesn't have is empty."""

    subject: str
    text: str = ""
    html: str = ""

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(len(part.encode()) for part in (self.subject, self.text, self.html))


def check_syntax(content: TemplateContent) -> None:
    """Raise TemplateSyntaxError where a part is not Handlebars."""
    for part in (content.subject, content.text, content.html):
        _compile(part)


@dataclass(frozen=True)
class Rendering:
    """What a template was rendered to, with the headers that were filled in with it."""

    content: TemplateContent
    headers: Headers = ()


def shows_attributes_alone(content: TemplateContent) -> bool:
    """Whether a template has simple substitutions and no other tags: all that SES takes of one that comes with a
    request [AWS: TemplateContent, "Amazon SES supports only simple substitions when you send email using the SendEmail
    or SendBulkEmail operations and you provide the full template content in the request"]."""
    parts = (content.subject, content.text, content.html)
    return all(_SUBSTITUTION.fullmatch(tag) for part in parts for tag in _TAG.findall(part))


def read_data(text: str) -> Data:
    """The attributes in template data. Raises InvalidDataError.

    An attribute that is null counts as one that is not there (our choice, as moto has it).
    """
    try:
        data = json.loads(text, object_hook=_without_nulls, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidDataError(f"Template rendering data is invalid: {error}.") from error
    if not isinstance(data, dict):
        raise InvalidDataError("Template rendering data is invalid: a JSON object was expected.")
    return data


def render(content: TemplateContent, data: Data, headers: Headers = ()) -> Rendering:
    """Fill each part in, and the values of the headers. Raises MissingAttributeError or TemplateSyntaxError.

    One message's parts share the bounds on what rendering may take: beyond them it is a TemplateSyntaxError, too.
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
    )  # the library is imported where there is something to fill in, and no sooner

    try:
        return compiled(_SPACED_INLINE.sub(r"{{\1#*inline", source))
    except BROKEN as error:
        raise TemplateSyntaxError(f"The template is invalid: {error}.") from error


def _without_nulls(data: Data) -> Data:
    return {name: value for name, value in data.items() if value is not None}


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")
