"""Calls of the control API under the hooks, as moto's own host answers them."""

from __future__ import annotations

from typing import Any

import requests

HOST = "http://motoapi.amazonaws.com"
CONTROL = f"{HOST}/moto-api/ses-managed"


def control(method: str, path: str, **options: Any) -> tuple[int, dict[str, Any]]:
    response = requests.request(method, f"{CONTROL}/{path}", timeout=30, **options)
    assert response.headers["content-type"] == "application/json"
    return response.status_code, response.json()
