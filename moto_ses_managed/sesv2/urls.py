"""The URLs of SES v2: one pattern for all operations, in process and in moto's server."""

from __future__ import annotations

from typing import Any

from moto.sesv2.urls import url_bases as moto_url_bases

from moto_ses_managed.ses.mail.unsubscribe_links import set_link_host

from .wire.replies import Reply

url_bases = moto_url_bases


def answer(request: Any, full_url: str, headers: Any) -> Reply:
    """Answer a request. The first one imports the responses, as clients in process use the shortcut."""
    from .responses import ManagedSESV2Response

    set_link_host(full_url)
    reply: Reply = ManagedSESV2Response.dispatch(request, full_url, headers)
    return reply


url_paths = {r"{0}/v2/(?P<path>[\s\S]+)$": answer}

# What older models of v2 have under /v1/. It belongs among v1's paths: there a server looks for what isn't under /v2/.
# moto's proxy looks there for all of v2, too: it goes by the host alone, which is v1's as well.
paths_among_v1 = {r"{0}/v1/(?P<path>email/[\s\S]+)$": answer, **url_paths}
