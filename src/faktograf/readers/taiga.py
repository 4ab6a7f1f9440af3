"""Taiga keeps what it knows of its texts in tables of their own: they wait on the disk until the texts come."""

import json
import sqlite3
from collections.abc import Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

_TEXTS = "/texts/"
_TABLES = ("newmetadata", "metadata", "metatable")
_LAYOUT = "taiga"


def is_metadata(layout: str | None) -> bool:
    """Whether rows of this layout tell of texts that stand elsewhere."""
    return layout == _LAYOUT


def folder(source: str) -> str | None:
    """The folder of a text's tables: «Lenta/texts/2007/1.txt» → «Lenta»; None for what is no such text."""
    before, texts, _ = source.rpartition(_TEXTS)
    return before if texts and source.lower().endswith(".txt") else None


def is_table(name: str) -> bool:
    """Whether a file is by its name one of Taiga's tables: «newmetadata.csv», «metatable_2007.csv»."""
    return PurePosixPath(name).name.startswith(_TABLES) and name.endswith(".csv")


class Metadata:
    """Rows by the folder they are found in and the text they tell of."""

    def __init__(self) -> None:
        self._asked: set[str] = set()

    @cached_property
    def _store(self) -> sqlite3.Connection:
        store = sqlite3.connect("")  # on the disk, and gone in the end
        store.execute("CREATE TABLE row (folder TEXT, id TEXT, fields TEXT, PRIMARY KEY (folder, id)) WITHOUT ROWID")
        return store

    def add(self, source: str, values: Mapping[str, Any]) -> None:
        """Take a row of a table."""
        row = (source.rpartition("/")[0], str(values["textid"]), json.dumps(values))
        self._store.execute("INSERT OR REPLACE INTO row VALUES (?, ?, ?)", row)

    def is_new(self, folder: str) -> bool:
        """Whether the folder is asked for the first time, and has no row yet."""
        if folder in self._asked:
            return False
        self._asked.add(folder)
        return self._store.execute("SELECT 1 FROM row WHERE folder = ? LIMIT 1", (folder,)).fetchone() is None

    def find(self, source: str) -> dict[str, Any] | None:
        """The row of a text: of «texts/2007/fontanka_20070101001.txt» the one of 20070101001."""
        where = folder(source)
        if where is None or "_store" not in self.__dict__:
            return None
        name = PurePosixPath(source).stem
        found = self._store.execute(
            "SELECT fields FROM row WHERE folder = ? AND id IN (?, ?)", (where, name, name.rpartition("_")[2])
        ).fetchone()
        return dict(json.loads(found[0])) if found else None
