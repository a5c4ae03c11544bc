"""The state's file: versioned JSON with its digest, read whole or not at all, replaced in one step."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from glob import escape
from hashlib import sha256
from pathlib import Path
from typing import Any

from moto_ses_managed.version import __version__

from .errors import StateError

FORMAT = "moto_ses_managed state"
VERSION = 1
"""Raised where a state can't be read by who reads the version before."""

Json = Any


def write_state(path: Path, state: Json) -> None:
    """Put ``state`` into the file, whole: who reads it meanwhile, or after a crash, finds this one or the last one.

    Raises OSError.
    """
    text = _text(state)
    document = {"Format": FORMAT, "Version": VERSION, "WrittenBy": __version__, "Digest": _digest(text)}
    head = _text(document)[:-1]
    # In the same folder: a rename is one step only within a file system. Of this process: two can't mix in one file.
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("w", encoding="ascii") as file:
            file.write(f'{head},"State":{text}}}\n')
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def remove_remains(path: Path) -> None:
    """Take away what writers left beside the file that were killed. Whoever calls is its only writer."""
    for beside in path.parent.glob(f".{escape(path.name)}.*.tmp"):
        with suppress(OSError):
            beside.unlink()


def read_state(path: Path) -> Json | None:
    """What write_state() put into the file; None where there is no file.

    Raises StateError for a file that is damaged, that is no state, or that a later version wrote; OSError where it
    can't be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        document = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise StateError(f"{path} is damaged, or no state of moto-ses-managed: it is not JSON ({error}).") from error
    if not isinstance(document, dict) or document.get("Format") != FORMAT:
        raise StateError(f"{path} is no state of moto-ses-managed: it has no Format {FORMAT!r}.")
    version = document.get("Version")
    if type(version) is not int or version != VERSION:
        raise StateError(
            f"{path} has version {version!r} of the state, written by moto-ses-managed {document.get('WrittenBy')}: "
            f"this one, {__version__}, reads version {VERSION}."
        )
    state = document.get("State")
    if document.get("Digest") != _digest(_text(state)):
        raise StateError(f"{path} is damaged: what it holds is not what was written there.")
    return state


def _text(value: Json) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _digest(text: str) -> str:
    return sha256(text.encode("ascii")).hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the rename last, where the system lets a folder be opened (Windows doesn't)."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return  # some file systems can't, and the file itself is written
    finally:
        os.close(descriptor)
