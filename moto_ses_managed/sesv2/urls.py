"""Where SES v2 listens: one path for all of it, which serves moto's in-process and server modes alike."""

from moto.sesv2.urls import url_bases as moto_url_bases

from .responses import ManagedSESV2Response

url_bases = moto_url_bases

url_paths = {r"{0}/v2/(?P<path>[\s\S]+)$": ManagedSESV2Response.dispatch}

# What older models of v2 have under /v1/. It belongs among v1's paths: there a server looks for what isn't under /v2/.
# moto's proxy looks there for all of v2, too: it goes by the host alone, which is v1's as well.
paths_among_v1 = {r"{0}/v1/(?P<path>email/[\s\S]+)$": ManagedSESV2Response.dispatch, **url_paths}
