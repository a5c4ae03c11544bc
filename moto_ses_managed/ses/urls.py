"""Where SES v1 listens: at moto's addresses, with our responses."""

from moto.ses.urls import url_bases as moto_url_bases

from .responses import ManagedEmailResponse

url_bases = moto_url_bases

url_paths = {"{0}/$": ManagedEmailResponse.dispatch}
