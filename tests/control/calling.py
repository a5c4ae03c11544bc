"""Calls of the control API under the hooks, as moto's own host answers them."""

from __future__ import annotations

from typing import Any

import requests

CONTROL = "http://motoapi.amazonaws.com/moto-api/ses-managed"
SIMPLE = {"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}}


def control(method: str, path: str, **options: Any) -> tuple[int, dict[str, Any]]:
    response = requests.request(method, f"{CONTROL}/{path}", timeout=30, **options)
    assert response.headers["content-type"] == "application/json"
    return response.status_code, response.json()
