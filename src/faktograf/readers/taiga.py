"""Taiga's archives: `newmetadata.csv`, a table with tabs for all its name, and `texts/<id>.txt`."""

import csv
import io
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from faktograf.readers import archives

_TABLE = "metadata.csv"
_LARGEST = 512 * 2**20  # bytes of the table, which is held in memory


class Known:
    """What the table of an archive says of its texts; looked for once a text is met, wherever the table stands."""

    def __init__(self, path: Path):
        self._path = path

    def is_metadata(self, member: PurePosixPath) -> bool:
        """Whether a member is such a table."""
        return member.name.endswith(_TABLE) and bool(self._rows)

    def of(self, member: PurePosixPath) -> dict[str, Any] | None:
        """The row of a text, None for one that no table knows."""
        return self._rows.get(member.stem) if member.parent.name == "texts" and member.suffix == ".txt" else None

    @cached_property
    def _rows(self) -> dict[str, dict[str, Any]]:
        found = {}
        for member in archives.members(self._path):
            if member.raw is not None and PurePosixPath(member.name).name.endswith(_TABLE):
                text = member.raw.read(_LARGEST).decode("utf-8-sig", "replace")
                rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
                if "textid" in (rows.fieldnames or ()):
                    found.update({row["textid"]: _whole(row) for row in rows if row["textid"]})
        return found


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if isinstance(name, str) and value is not None}
