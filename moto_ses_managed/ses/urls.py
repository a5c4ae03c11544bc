"""Where SES v1 listens: at moto's addresses, with our responses."""

from __future__ import annotations

from typing import Any

from moto.ses.urls import url_bases as moto_url_bases

url_bases = moto_url_bases


def answer(request: Any, full_url: str, headers: Any) -> Any:
    """Answer one request. All that v1 takes is imported by its first one: most tests speak v2 alone."""
    from .v1.responses import ManagedEmailResponse

    return ManagedEmailResponse.dispatch(request, full_url, headers)


url_paths = {"{0}/$": answer}
