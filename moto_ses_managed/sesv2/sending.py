"""SendEmail of v2: moto stores the message, the Region sends it on its way."""

from __future__ import annotations

from typing import Any

from moto_ses_managed.ses.sending import as_text, configuration_set_for, recipients_in, sender_in

from .exceptions import BadRequest, NotImplementedHere
from .models import ManagedSESV2Backend
from .parsing import Parameters

_CONTENTS = ("Simple", "Raw", "Template")


def send_email(backend: ManagedSESV2Backend, parameters: Parameters) -> str:
    """Take the message in and return its id. Raises for a request that SES refuses, storing nothing."""
    content = parameters["Content"]
    kinds = [kind for kind in _CONTENTS if kind in content]
    if len(kinds) != 1:
        raise BadRequest(f"Content must have exactly one of {', '.join(_CONTENTS)}: it has {kinds or 'none'}.")
    if kinds == ["Template"]:
        raise NotImplementedHere("SendEmail with Content.Template")
    destination = parameters.get("Destination", {})
    source = parameters.get("FromEmailAddress")
    if kinds == ["Simple"]:
        return _send_simple(backend, parameters, source, destination)
    return _send_raw(backend, parameters, source, recipients_in(destination))


def _send_simple(
    backend: ManagedSESV2Backend,
    parameters: Parameters,
    source: str | None,
    destination: dict[str, list[str]],
) -> str:
    if not source:
        raise BadRequest("FromEmailAddress is required where the content is Simple.")
    recipients = recipients_in(destination)
    if not recipients:
        raise BadRequest("Destination must name at least one recipient.")
    configuration_set = _configuration_set(backend, parameters, source)
    simple = parameters["Content"]["Simple"]
    message = backend.send_email(
        source=source,
        destinations=destination,
        subject=simple["Subject"]["Data"],
        body=_body_text(simple["Body"]),
    )
    backend.core.region.accept(message.id, source, recipients, configuration_set)
    return str(message.id)


def _send_raw(backend: ManagedSESV2Backend, parameters: Parameters, source: str | None, recipients: list[str]) -> str:
    raw: bytes = parameters["Content"]["Raw"]["Data"]
    sender = source or sender_in(raw)
    configuration_set = _configuration_set(backend, parameters, sender)
    # moto adds the header's recipients to the list it is given; SES sends to the request's where it names any.
    message = backend.send_raw_email(source=source, destinations=[*recipients], raw_data=as_text(raw))  # type: ignore[arg-type]
    routed = recipients or recipients_in(message.destinations)
    backend.core.region.accept(message.id, message.source, routed, configuration_set)
    return str(message.id)


def _configuration_set(backend: ManagedSESV2Backend, parameters: Parameters, sender: str | None) -> str | None:
    return configuration_set_for(backend.core, parameters.get("ConfigurationSetName"), sender)


def _body_text(body: dict[str, Any]) -> str:
    """The part that moto stores: the HTML one where there are both."""
    part = body.get("Html") or body.get("Text")
    if part is None:
        raise BadRequest("Body must have Text, Html or both.")
    return str(part["Data"])
