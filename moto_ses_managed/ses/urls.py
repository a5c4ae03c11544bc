"""The URLs of SES v1: those of moto and the other ones of AWS, with the responses of this package."""

from __future__ import annotations

from typing import Any

from moto.ses.urls import url_bases as moto_url_bases

from moto_ses_managed.ses_hosts import MORE_HOSTS

from .mail.unsubscribe_links import PREFIX as UNSUBSCRIBE_PREFIX
from .mail.unsubscribe_links import set_link_host

url_bases = [*moto_url_bases, MORE_HOSTS]


def answer(request: Any, full_url: str, headers: Any) -> Any:
    """Answer a request. The first one imports the code of v1, as most tests use v2 only."""
    from .v1.responses import ManagedEmailResponse

    set_link_host(full_url)
    return ManagedEmailResponse.dispatch(request, full_url, headers)


def answer_unsubscribe_link(request: Any, full_url: str, headers: Any) -> Any:
    """Answer a request to an unsubscribe link. The first one imports the page, as few tests use it."""
    from .unsubscribe_page import answer

    return answer(request, full_url, headers)


url_paths = {"{0}/$": answer}

UNSUBSCRIBE_PATHS = {"{0}" + UNSUBSCRIBE_PREFIX + r"(?P<end>[\s\S]*)$": answer_unsubscribe_link}
"""Paths below those of moto's own API, which both servers and mocks have."""
