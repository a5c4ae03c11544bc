"""HTTP requests to SES v1 that no SDK would send, and what they are answered with."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

import requests

from tests.support.serving import AUTHORIZATION

XML = "{http://ses.amazonaws.com/doc/2010-12-01/}"


@dataclass(frozen=True)
class Answer:
    status: int
    code: str
    message: str


def call(action: str, url: str = "https://email.us-east-1.amazonaws.com", **parameters: str) -> Answer:
    response = requests.post(
        f"{url}/",
        data={"Action": action, **parameters},
        headers={"Authorization": AUTHORIZATION},
        timeout=30,
    )
    if response.status_code == 200:
        return Answer(200, "", response.text)
    error = ElementTree.fromstring(response.text).find(f"{XML}Error")
    assert error is not None
    return Answer(response.status_code, error.findtext(f"{XML}Code") or "", error.findtext(f"{XML}Message") or "")
