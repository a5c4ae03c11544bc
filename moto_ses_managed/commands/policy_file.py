"""Read a SendingPolicy from a JSON file, in the form that the control API returns."""

from __future__ import annotations

import json
from pathlib import Path

from ..control.wire.requests import read_request
from ..rehearsal.text_files import FileError, read_text
from ..simulation.errors import InvalidValueError
from ..simulation.policy import SendingPolicy


def read_policy(path: Path) -> SendingPolicy:
    """Read a policy from a JSON file: an object as ``GET /moto-api/ses-managed/policy`` returns it.

    Absent members get their defaults. Raises FileError, which names the invalid member.
    """
    text = read_text(path)
    try:
        policy: SendingPolicy = read_request(SendingPolicy, json.loads(text))
    except json.JSONDecodeError as error:
        raise FileError(str(path), f"it is not JSON: {error.msg}.", error.lineno, str(error.colno)) from error
    except RecursionError as error:
        raise FileError(str(path), "it is not JSON that can be read: too deeply nested.") from error
    except InvalidValueError as error:
        raise FileError(str(path), str(error)) from error
    return policy
