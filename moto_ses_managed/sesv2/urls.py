"""Where SES v2 listens: one path for all of it, which serves moto's in-process and server modes alike."""

from moto.sesv2.urls import url_bases as moto_url_bases

from .responses import ManagedSESV2Response

url_bases = moto_url_bases

url_paths = {"{0}/v2/(?P<path>.+)$": ManagedSESV2Response.dispatch}
