"""Which operation of SES is answered by whom."""

from __future__ import annotations

from moto_ses_managed import activate
from moto_ses_managed.commands.doctor import Answerer, answerers_of

_TITLES = {"sesv2": "SES API v2", "ses": "SES API v1"}


def page() -> str:
    """A section for each API with its operations by who answers them."""
    activate()
    parts = []
    for api, title in _TITLES.items():
        answerers = answerers_of(api)
        parts.append(f"## {title}")
        for kind in Answerer:
            names = [f"`{name}`" for name, answerer in answerers.items() if answerer is kind]
            parts.append(f"**{kind.value.capitalize()}** ({len(names)}): {', '.join(names) or 'none'}.")
    return "\n\n".join(parts)
