"""A store read for people: facts by filters, organizations, one article; one SQL for DuckDB, SQLite and Parquet."""

import datetime as dt
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from faktograf.errors import BadInput
from faktograf.marked import Mark, as_html
from faktograf.sinks import schema, sql

Row = dict[str, Any]
_MOST = 500  # rows of one page
_FACT = """
SELECT f."article_id", f."key", a."title", a."published", a."url", q."text" AS quantity, q."kind", q."low", q."high",
       q."low_number", q."unit", q."modifier", q."role", coalesce(q."counted_text", q."counted") AS counted,
       f."predicate", o."name" AS organization, d."text" AS date, d."begin_date", f."place", f."source", f."status",
       f."confidence", f."sentence"
FROM facts f
JOIN articles a ON a."article_id" = f."article_id"
JOIN quantities q ON q."article_id" = f."article_id" AND q."key" = f."quantity"
LEFT JOIN organizations o ON o."article_id" = f."article_id" AND o."key" = f."organization"
LEFT JOIN dates d ON d."article_id" = f."article_id" AND d."key" = f."date"
"""
_JOINS = {
    "q": 'JOIN quantities q ON q."article_id" = f."article_id" AND q."key" = f."quantity"',
    "o": 'JOIN organizations o ON o."article_id" = f."article_id" AND o."key" = f."organization"',
    "d": 'JOIN dates d ON d."article_id" = f."article_id" AND d."key" = f."date"',
}


class Filters(NamedTuple):
    """What facts are wanted; days are half-open, `text` stands in the sentence."""

    organization: str | None = None
    begin: dt.date | None = None
    end: dt.date | None = None
    kind: str | None = None
    unit: str | None = None
    text: str | None = None

    def conditions(self) -> list[tuple[str, str, Any]]:
        """The table that each filter asks («» for the facts'), the condition, and its value."""
        found = [
            ("o", 'o."name" = ?', self.organization),
            ("d", 'd."end_date" > ?', self.begin and self.begin.isoformat()),
            ("d", 'd."begin_date" < ?', self.end and self.end.isoformat()),
            ("q", 'q."kind" = ?', self.kind),
            ("q", 'q."unit" = ?', self.unit),
            ("", 'regexp_matches(f."sentence", ?)', self.text and f"(?i){re.escape(self.text)}"),
        ]
        return [row for row in found if row[2]]


class Browser:
    """A store that `extract` wrote, opened for reading. Raises BadInput for what is none."""

    def __init__(self, path: str):
        self.path = Path(path)
        if not self.path.exists():
            raise BadInput(f"there is no store {path}; make one: faktograf extract … -o {path}")
        if self.path.suffix not in _OPENED:
            raise BadInput(f"can't browse {path}: the ending must be one of {', '.join(_OPENED)}")
        self._connection: Any = None
        if self.path.suffix not in _SQLITE:
            self._connection = _OPENED[self.path.suffix](self.path)
        self.rows("SELECT 1 FROM facts LIMIT 1")

    def close(self) -> None:
        """Let go of the store."""
        if self._connection is not None:
            self._connection.close()

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows that a statement gives, each by its columns' names."""
        if self._connection is not None:
            with self._connection.cursor() as cursor:
                return _named(cursor.execute(statement, list(values)))
        try:
            with closing(_sqlite(self.path)) as connection:
                return _named(connection.execute(statement, values))
        except sqlite3.Error as error:
            raise BadInput(f"{self.path.name} is no store of facts: {error}") from error

    def facts(self, filters: Filters, *, after: str | None = None, limit: int = 50) -> tuple[list[Row], str | None]:
        """A page of facts in the order of their articles and keys, and the mark to go on after; None at the end."""
        conditions = filters.conditions()
        joins = " ".join(_JOINS[table] for table in dict.fromkeys(table for table, *_ in conditions) if table)
        wheres, values = [condition for _, condition, _ in conditions], [value for *_, value in conditions]
        if after is not None:
            article, _, key = after.rpartition("|")
            wheres.append('(f."article_id" > ? OR (f."article_id" = ? AND f."key" > ?))')
            values += [article, article, key]
        where = f"WHERE {' AND '.join(wheres)}" if wheres else ""
        limit = max(1, min(limit, _MOST))
        order = 'ORDER BY f."article_id", f."key"'
        page = self.rows(
            f'SELECT f."article_id", f."key" FROM facts f {joins} {where} {order} LIMIT {limit + 1}', values
        )
        is_last = len(page) <= limit
        found = self._details(page[:limit])
        return found, None if is_last else f"{found[-1]['article_id']}|{found[-1]['key']}"

    def _details(self, page: list[Row]) -> list[Row]:
        if not page:
            return []
        marks = ", ".join("?" * len(page))
        wanted = {(row["article_id"], row["key"]) for row in page}
        values = [row["article_id"] for row in page]
        found = self.rows(f'{_FACT} WHERE f."article_id" IN ({marks}) ORDER BY f."article_id", f."key"', values)
        return [row for row in found if (row["article_id"], row["key"]) in wanted]

    def organizations(self, text: str | None = None, limit: int = 100) -> list[Row]:
        """The organizations with most facts, those whose name has the text; counted once."""
        wanted = (text or "").lower()
        return [row for row in self._organizations if wanted in row["name"].lower()][: max(1, min(limit, _MOST))]

    @cached_property
    def _organizations(self) -> list[Row]:
        return self.rows(
            'SELECT o."name", count(*) AS facts FROM facts f JOIN organizations o ON o."article_id" = f."article_id" '
            'AND o."key" = f."organization" GROUP BY o."name" ORDER BY facts DESC, o."name"'
        )

    @cached_property
    def choices(self) -> dict[str, list[str]]:
        """The kinds and units that there are, the commonest first."""
        out = {}
        for name in ("kind", "unit"):
            rows = self.rows(
                f'SELECT "{name}" AS it, count(*) AS n FROM quantities WHERE "{name}" IS NOT NULL '
                "GROUP BY 1 ORDER BY n DESC, it"
            )
            out[name] = [row["it"] for row in rows]
        return out

    def article(self, id: str) -> Row | None:
        """An article with its text marked and its facts; None for one that is not there."""
        found = self.rows('SELECT * FROM articles WHERE "article_id" = ?', [id])
        if not found:
            return None
        facts = self.rows(f'{_FACT} WHERE f."article_id" = ?', [id])
        places = self.rows('SELECT * FROM facts WHERE "article_id" = ?', [id])
        text = found[0]["text"]
        marks = [*self._marks(id), *(_sentence(row) for row in places)]
        pieces = {
            row["key"]: [row[name] for name in ("quantity", "organization", "date") if row[name]] for row in places
        }
        shown = None if text is None else as_html(text, marks)
        return found[0] | {"html": shown, "facts": [row | {"pieces": pieces[row["key"]]} for row in facts]}

    def _marks(self, id: str) -> list[Mark]:
        mentions = self.rows(
            'SELECT m.*, o."name" FROM organization_mentions m JOIN organizations o ON o."article_id" = m."article_id" '
            'AND o."key" = m."organization" WHERE m."article_id" = ?',
            [id],
        )
        out = [Mark(m["start"], m["stop"], "organization", m["organization"], m["name"]) for m in mentions]
        for kind, told in (("date", "value"), ("quantity", "low")):
            table = "dates" if kind == "date" else "quantities"
            for row in self.rows(f'SELECT * FROM {table} WHERE "article_id" = ?', [id]):
                out.append(Mark(row["start"], row["stop"], kind, row["key"], f"{row[told]}, rule: {row['rule']}"))
        return out

    def summary(self) -> Row:
        """How many rows each table has, the reasons of rejects, the facts of each month."""
        counts = {name: self.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"] for name in schema.TABLES}
        reasons = self.rows('SELECT "reason", count(*) AS n FROM rejects GROUP BY 1 ORDER BY n DESC, 1')
        months = self.rows(
            'SELECT substr(CAST(a."published" AS VARCHAR), 1, 7) AS month, count(*) AS n FROM facts f JOIN articles a '
            'ON a."article_id" = f."article_id" WHERE a."published" IS NOT NULL GROUP BY 1 ORDER BY 1'
        )
        return {"counts": counts, "reasons": reasons, "months": months}


def _sentence(row: Row) -> Mark:
    return Mark(row["sentence_start"], row["sentence_stop"], "sentence", row["key"], "")


def _named(cursor: Any) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _sqlite(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.create_function("regexp_matches", 2, _matches, deterministic=True)  # as DuckDB's own
    return connection


def _matches(text: str | None, pattern: str) -> bool:
    return text is not None and re.search(pattern, text) is not None


def _duckdb(path: Path) -> Any:
    import duckdb

    try:
        return duckdb.connect(path, read_only=True)
    except duckdb.Error as error:
        raise BadInput(f"{path.name} is no store of facts: {error}") from error


def _parquet(folder: Path) -> Any:
    import duckdb

    connection = duckdb.connect()
    for name, table in schema.TABLES.items():
        parts = str(folder / name / "*.parquet").replace("'", "''")
        columns = ", ".join(f'CAST(NULL AS {sql.DUCKDB[kind]}) AS "{column}"' for column, kind in table.columns.items())
        has_parts = any((folder / name).glob("*.parquet"))
        rows = f"SELECT * FROM read_parquet('{parts}')" if has_parts else f"SELECT {columns} WHERE false"
        connection.execute(f"CREATE VIEW {name} AS {rows}")
    return connection


_SQLITE = (".sqlite", ".db")
_OPENED = {".duckdb": _duckdb, ".sqlite": _sqlite, ".db": _sqlite, ".parquet": _parquet}
