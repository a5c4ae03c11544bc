"""What v1's calls have at hand."""

from __future__ import annotations

from moto.ses.exceptions import ValidationError
from moto.ses.responses import EmailResponse

from .models import ManagedSESBackend


class ResponsesBase(EmailResponse):
    """moto's responses on a managed backend."""

    @property
    def managed_backend(self) -> ManagedSESBackend:
        backend = self.backend
        if not isinstance(backend, ManagedSESBackend):
            raise TypeError("moto's plain SES backend is active: call moto_ses_managed.activate().")
        return backend

    def _boolean(self, name: str) -> bool:
        """A member of the request, false where it is absent, as in all of AWS's protocols.

        Raises ValidationError for what is no boolean, which moto reads as false.
        """
        given: list[str] = self.querystring.get(name, ["false"])
        if given[0].lower() not in {"true", "false"}:
            raise ValidationError(f"{given[0][:256]!r} at {name} is no boolean: true or false was expected.")
        return given[0].lower() == "true"
