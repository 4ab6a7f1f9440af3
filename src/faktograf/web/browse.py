"""A store read for people: facts by filters, organizations, one article; one SQL for DuckDB, SQLite and Parquet."""

import datetime as dt
from functools import cached_property
from typing import Any, NamedTuple

from faktograf.marked import Mark, as_html
from faktograf.sinks import schema, sql
from faktograf.sinks.opened import Opened, Row, opened

_MOST = 500  # rows of one page
_FACT = f"""
SELECT "article_id", fact AS "key", "title", "published", "url", quantity, quantity_kind AS kind, "low", "high",
       "low_number", "unit", "modifier", "role", counted, "predicate", organization, date, "begin_date", "place",
       "source", "status", "confidence", "sentence"
FROM ({sql.FACT_SHEET}) AS sheet
"""


class Filters(NamedTuple):
    """What facts are wanted; days are half-open, `text` stands in the sentence."""

    organization: str | None = None
    begin: dt.date | None = None
    end: dt.date | None = None
    kind: str | None = None
    unit: str | None = None
    text: str | None = None

    def conditions(self, store: Opened) -> list[tuple[str, str, list[Any]]]:
        """The table that each filter asks (`f` the facts'), the condition, and its values."""
        text = store.saying(self.text) if self.text else ("", [])
        found: list[tuple[str, str, list[Any]]] = [
            ("o", 'o."name" = ?', [self.organization]),
            ("q", 'q."unit" = ?', [self.unit]),
            ("q", 'q."kind" = ?', [self.kind]),
            ("d", 'd."end_date" > ?', [self.begin and self.begin.isoformat()]),
            ("d", 'd."begin_date" < ?', [self.end and self.end.isoformat()]),
            ("f", *text),
        ]
        return [row for row in found if any(row[2])]


class Browser:
    """A store that `extract` wrote, opened for reading. Raises BadInput for what is none."""

    def __init__(self, path: str):
        self._store = opened(path)
        self.rows, self.close = self._store.rows, self._store.close

    def facts(self, filters: Filters, *, after: str | None = None, limit: int = 50) -> tuple[list[Row], str | None]:
        """A page of facts in the order of their articles and keys, and the mark to go on after; None at the end."""
        conditions = filters.conditions(self._store)
        tables = dict.fromkeys(table for table, *_ in conditions)
        joins = " ".join(sql.JOINS[table] for table in tables if table != "f")
        wheres, values = [condition for _, condition, _ in conditions], [v for *_, held in conditions for v in held]
        by = next((table for table in tables if table in "oq"), "f") if self._store.is_indexed else "f"
        if after is not None:
            article, _, key = after.rpartition("|")
            wheres.append(f'{by}."article_id" >= ? AND ({by}."article_id" > ? OR f."key" > ?)')
            values += [article, article, key]
        where = f"WHERE {' AND '.join(wheres)}" if wheres else ""
        limit = max(1, min(limit, _MOST))
        order = f'ORDER BY {by}."article_id", f."key"'
        page = self.rows(
            f'SELECT f."article_id", f."key" FROM facts f {joins} {where} {order} LIMIT {limit + 1}', values
        )
        is_last = len(page) <= limit
        found = self._details(page[:limit])
        return found, None if is_last else f"{found[-1]['article_id']}|{found[-1]['key']}"

    def _details(self, page: list[Row]) -> list[Row]:
        wanted = {(row["article_id"], row["key"]) for row in page}
        ids = list(dict.fromkeys(row["article_id"] for row in page))
        found = self._of_articles(_FACT, ids, order='ORDER BY "article_id", "key"') if ids else []
        return [row for row in found if (row["article_id"], row["key"]) in wanted]

    def _of_articles(self, select: str, ids: list[str], *, order: str = "") -> list[Row]:
        """The rows of some articles."""
        marks = ", ".join("?" * len(ids))
        return self.rows(f'{select} WHERE "article_id" IN ({marks}) {order}', ids, articles=ids)

    def organizations(self, text: str | None = None, limit: int = 100) -> list[Row]:
        """The organizations with most facts, those whose name has the text; counted once."""
        wanted = (text or "").lower()
        return [row for row in self._organizations if wanted in row["name"].lower()][: max(1, min(limit, _MOST))]

    @cached_property
    def _organizations(self) -> list[Row]:
        wanted = 'FROM facts WHERE "organization" IS NOT NULL GROUP BY 1, 2'
        counted = f'SELECT "article_id", "organization", count(*) AS n {wanted}'
        return self.rows(
            f'SELECT o."name", CAST(sum(f.n) AS BIGINT) AS facts FROM ({counted}) f JOIN organizations o '
            'ON o."article_id" = f."article_id" AND o."key" = f."organization" GROUP BY 1 ORDER BY 2 DESC, 1'
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
        found = self._of_articles("SELECT * FROM articles", [id])
        if not found:
            return None
        facts = self._of_articles(_FACT, [id])
        places = {row["key"]: row for row in self._of_articles("SELECT * FROM facts", [id])}
        text = found[0]["text"]
        shown = None if text is None else as_html(text, [*self._marks(id), *map(_sentence, places.values())])
        return found[0] | {"html": shown, "facts": [row | {"pieces": _pieces(places[row["key"]])} for row in facts]}

    def _marks(self, id: str) -> list[Mark]:
        names = {row["key"]: row["name"] for row in self._of_articles("SELECT * FROM organizations", [id])}
        mentions = self._of_articles("SELECT * FROM organization_mentions", [id])
        out = [
            Mark(m["start"], m["stop"], "organization", m["organization"], names[m["organization"]]) for m in mentions
        ]
        for kind, table, told in (("date", "dates", "value"), ("quantity", "quantities", "low")):
            for row in self._of_articles(f"SELECT * FROM {table}", [id]):
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


def _pieces(row: Row) -> list[str]:
    return [row[name] for name in ("quantity", "organization", "date") if row[name]]
