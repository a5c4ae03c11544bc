"""moto's own URLs: moto looks for a backend's URLs in the package of its module."""

from __future__ import annotations

from moto.cloudformation.urls import url_bases as url_bases
from moto.cloudformation.urls import url_paths as url_paths
