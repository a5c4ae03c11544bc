"""The simulation's refusals in the words of SES v1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from moto.ses.exceptions import ConfigurationSetDoesNotExist, SesError

from moto_ses_managed.simulation.errors import Kind, LimitExceededError, NotFoundError


class LimitExceeded(SesError):
    """SES v1's answer where a quota is used up."""

    code = "LimitExceeded"


class InvalidTemplate(SesError):
    """The template is not Handlebars."""

    code = "InvalidTemplate"


class InvalidRenderingParameter(SesError):
    """The template data is no JSON object."""

    code = "InvalidRenderingParameter"


class MissingRenderingAttribute(SesError):
    """The template shows an attribute that the data does not have."""

    code = "MissingRenderingAttribute"


@contextmanager
def v1_words() -> Iterator[None]:
    """Raise what v1 would raise for what the simulation refuses inside the block."""
    try:
        yield
    except LimitExceededError as error:
        raise LimitExceeded(str(error)) from error
    except NotFoundError as error:
        if error.kind is not Kind.CONFIGURATION_SET:
            raise
        raise ConfigurationSetDoesNotExist(f"Configuration set <{error.name}> does not exist.") from error
