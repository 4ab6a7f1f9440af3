"""Parquet and CSV: a folder with a folder for each table, a part for each chunk, a ledger part that makes it count.

A chunk counts once its ledger part stands; parts beyond the last one are what a crash has left, and go.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from faktograf.errors import BadInput
from faktograf.sinks import schema
from faktograf.sinks.files import Lock, put, synced, synced_folder, whole, writing
from faktograf.sinks.store import Chunk, Entry, Settings, check

FORMULA = r"^[=+\-@\t\r]"  # what a spreadsheet would run


class _Part(msgspec.Struct):
    entries: list[Entry]


class Parts:
    """What the two share; each says how a table is written and read."""

    ending: str

    def __init__(self, destination: str):
        self._folder = Path(destination)
        self._ledger = self._folder / "_ledger"
        self._lock = self._locked()
        self._numbers = self._committed()

    def _locked(self) -> Lock:
        with writing(self._folder, BadInput):
            self._folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        return Lock(self._folder)

    def write(self, rows: pa.Table, path: Path) -> None:
        """A table into one file."""
        raise NotImplementedError

    def read(self, path: Path, name: str) -> pa.Table:
        """The table in a file."""
        raise NotImplementedError

    def settings(self) -> Settings | None:
        """What the run was started with; raises BadInput for tables of another version."""
        path = self._ledger / "settings.json"
        if not path.exists():
            return None
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
        check(found.pop("schema"))
        return found

    def entries(self) -> Iterator[Entry]:
        """The ledger's entries, the last of each id."""
        return iter({entry.id: entry for number in self._numbers for entry in self._entries(number)}.values())

    def begin(self, settings: Settings) -> None:
        """The folders; raises BadInput where something else stands there. What a crash has left goes."""
        if self._folder.exists() and not self._ledger.is_dir() and any(self._folder.iterdir()):
            raise BadInput(f"{self._folder} is not empty, and no store of ours")
        with writing(self._folder, BadInput):
            self._ledger.mkdir(parents=True, exist_ok=True)  # first: it says that the folder is ours
            for name in schema.TABLES:
                (self._folder / name).mkdir(exist_ok=True)
            synced_folder(self._folder)
            synced_folder(self._folder.absolute().parent)
            whole(self._ledger / "settings.json", msgspec.json.encode({"schema": str(schema.VERSION), **settings}))
        known = {self._name(number) for number in self._numbers}
        for name in schema.TABLES:
            for path in (self._folder / name).iterdir():
                if path.name not in known:
                    path.unlink()

    def commit(self, chunk: Chunk) -> None:
        """A part of each table, then the ledger's."""
        number = self._numbers[-1] + 1 if self._numbers else 0
        with writing(self._folder):
            for name, rows in schema.tables(chunk.records, chunk.rejects).items():
                self._put(rows, self._folder / name / self._name(number))
            whole(self._ledger / f"part-{number:06}.json", msgspec.json.encode(_Part(list(chunk.entries))))
        self._numbers.append(number)

    def close(self) -> None:
        """Rows that a later part has anew go from the earlier ones, part by part, each replaced whole."""
        try:
            with writing(self._folder):
                self._replace_old()
        finally:
            self._lock.free()

    def _replace_old(self) -> None:
        last = {entry.id: number for number in self._numbers for entry in self._entries(number)}
        for number in self._numbers:
            old = [entry.id for entry in self._entries(number) if last[entry.id] != number]
            if old:
                self._drop(number, set(old))

    def abandon(self) -> None:
        """Nothing is open; what was committed stands."""
        self._lock.free()

    def _drop(self, number: int, ids: set[str]) -> None:
        for name in schema.TABLES:
            path = self._folder / name / self._name(number)
            rows = self.read(path, name)
            column = "item" if name == "rejects" else "article_id"
            self._put(rows.filter(pc.invert(pc.is_in(rows[column], pa.array(sorted(ids), pa.string())))), path)
        kept = [entry for entry in self._entries(number) if entry.id not in ids]
        whole(self._ledger / f"part-{number:06}.json", msgspec.json.encode(_Part(kept)))

    def _put(self, rows: pa.Table, path: Path) -> None:
        partial = path.with_name(f".{path.name}.partial")
        self.write(rows, partial)
        with partial.open("rb+") as stream:
            synced(stream)
        put(partial, path)

    def _name(self, number: int) -> str:
        return f"part-{number:06}{self.ending}"

    def _committed(self) -> list[int]:
        return sorted(int(path.stem.removeprefix("part-")) for path in self._ledger.glob("part-*.json"))

    def _entries(self, number: int) -> list[Entry]:
        path = self._ledger / f"part-{number:06}.json"
        return msgspec.json.decode(path.read_bytes(), type=_Part).entries


class Parquet(Parts):
    """`facts.parquet/articles/part-000000.parquet` …, zstd."""

    ending = ".parquet"

    def write(self, rows: pa.Table, path: Path) -> None:
        """A table into one Parquet file."""
        import pyarrow.parquet as pq

        pq.write_table(rows, path, compression="zstd")

    def read(self, path: Path, name: str) -> pa.Table:
        """The table in a Parquet file."""
        import pyarrow.parquet as pq

        return pq.ParquetFile(path).read()


class Csv(Parts):
    """`facts.csv/articles/part-000000.csv` …: UTF-8, RFC 4180; text that a spreadsheet would run gets «'» before it."""

    ending = ".csv"

    def write(self, rows: pa.Table, path: Path) -> None:
        """A table into one CSV file with a header."""
        import pyarrow.csv as pcsv

        safe = [_tame(column) if pa.types.is_string(column.type) else column.cast(pa.string()) for column in rows]
        pcsv.write_csv(pa.table(dict(zip(rows.column_names, safe, strict=True))), path)

    def read(self, path: Path, name: str) -> pa.Table:
        """The table in a CSV file, all of it text."""
        import pyarrow.csv as pcsv

        columns: dict[str, Any] = dict.fromkeys(schema.TABLES[name].columns, pa.string())
        options = pcsv.ConvertOptions(column_types=columns, strings_can_be_null=True, quoted_strings_can_be_null=False)
        whole = pcsv.ReadOptions(block_size=max(path.stat().st_size, 1))  # a long text fits into no smaller block
        return pcsv.read_csv(path, whole, pcsv.ParseOptions(newlines_in_values=True), options)


def _tame(column: Any) -> Any:
    """«=1+1» → «'=1+1», so that no spreadsheet runs it."""
    is_formula = pc.match_substring_regex(column, FORMULA)
    return pc.if_else(is_formula, pc.binary_join_element_wise(pa.scalar("'"), column, ""), column)
