"""What a script asks before it goes on: whether the server answers."""

from __future__ import annotations

from moto_ses_managed.version import __version__

HEALTH_PATH = "/moto-api/ses-managed/health"


def health() -> dict[str, str]:
    """That there is an answer is the news: no Region is asked, so that none is waited for."""
    from .shapes import Health
    from .wire import to_json

    answer: dict[str, str] = to_json(Health("OK", __version__))
    return answer
