"""HTTP requests to SES v2 that no SDK would send, and what they are answered with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import requests

from tests.support.serving import AUTHORIZATION


@dataclass(frozen=True)
class Answer:
    status: int
    code: str
    message: str


def call(method: str, path: str, body: Any = None, region: str = "us-east-1", **headers: str) -> Answer:
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    response = requests.request(
        method,
        f"https://email.{region}.amazonaws.com{path}",
        data=data,
        headers={"Authorization": AUTHORIZATION, "Content-Type": "application/json", **headers},
        timeout=30,
    )
    if response.status_code == 200:
        return Answer(200, "", response.text)
    reply = response.json()
    code = response.headers.get("x-amzn-errortype", reply.get("__type", "")).rpartition("#")[2]
    return Answer(response.status_code, code, reply["message"])
