"""Reading and writing the files of jobs: CSV, or JSON with one object per line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .model import DataFormat

_ADDRESS = "emailaddress"
_TOPIC = "topicpreferences."


@dataclass(frozen=True)
class Record:
    """A row of an import: an address and its data. ``fault`` is the reason if the row cannot be read, or None."""

    address: str = ""
    reason: str | None = None
    unsubscribe_all: bool = False
    attributes: str | None = None
    preferences: tuple[tuple[str, str], ...] = ()
    fault: str | None = None


def read_records(data: bytes, data_format: DataFormat) -> Iterator[Record]:
    """The rows of a file. Raises ValueError for a file that is not UTF-8 text, or not valid CSV."""
    text = data.decode("utf-8-sig")
    if data_format is DataFormat.JSON:
        return _from_json(text)
    try:
        return iter(list(_from_csv(text)))
    except csv.Error as error:
        raise ValueError(f"it is not CSV: {error}") from error


def write_rows(rows: Sequence[dict[str, Any]], columns: Sequence[str], data_format: DataFormat) -> bytes:
    """The content of an export file."""
    if data_format is DataFormat.JSON:
        return "".join(f"{json.dumps(row)}\n" for row in rows).encode()
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def _from_csv(text: str) -> Iterator[Record]:
    """The rows of a CSV file. Its first row can contain the names of the columns.

    Without names, the columns are the address and the reason [AWS: the examples in "Adding email addresses in bulk" and
    "Using list management"].
    """
    rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    if not rows:
        return
    names = [cell.strip() for cell in rows[0]]
    if names[0].lower() != _ADDRESS:
        for row in rows:
            reason = row[1].strip() if len(row) > 1 else ""
            yield Record(row[0].strip(), reason=reason or None)
        return
    for row in rows[1:]:
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        lowered = {name.lower(): cell for name, cell in cells.items()}
        yield Record(
            address=lowered.get(_ADDRESS, ""),
            reason=lowered.get("reason") or None,
            unsubscribe_all=lowered.get("unsubscribeall", "").lower() == "true",
            attributes=lowered.get("attributesdata") or None,
            preferences=tuple(
                (name[len(_TOPIC) :], cell) for name, cell in cells.items() if name.lower().startswith(_TOPIC) and cell
            ),
        )


def _from_json(text: str) -> Iterator[Record]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield _record(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            yield Record(fault=f"line {number} can't be read: {error}")


def _record(row: Any) -> Record:
    attributes = row.get("attributesData")
    return Record(
        address=str(row["emailAddress"]),
        reason=row.get("reason"),
        unsubscribe_all=row.get("unsubscribeAll") is True,
        attributes=attributes if attributes is None or isinstance(attributes, str) else json.dumps(attributes),
        preferences=tuple(
            (str(preference["topicName"]), str(preference["subscriptionStatus"]))
            for preference in row.get("topicPreferences") or ()
        ),
    )
