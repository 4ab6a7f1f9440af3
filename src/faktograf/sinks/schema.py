"""The tables that records are laid out in, one Arrow schema for all stores.

`articles` has the key `article_id`; all other tables carry it, and a `key` that is theirs in the article (o1, d1, q1,
f1). Calendar intervals are dates, half-open. `low` and `high` are exact text («1/3» too), `low_number` and
`high_number` the same as decimals, null where a decimal of 38 digits, 9 behind the point, can't hold them exactly.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Context, Decimal, InvalidOperation
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa

from faktograf.records import Record, Skipped

VERSION = 1  # of this schema
NUMBER = pa.decimal128(38, 9)
CHANCE = pa.decimal128(3, 2)
_STEP = Decimal("0.000000001")
_MOST = Decimal(10) ** 29
_WIDE = Context(prec=60)

Row = dict[str, Any]


class Table(NamedTuple):
    """One table: columns with their types, its primary key, and what its columns refer to (column → table, key)."""

    columns: dict[str, pa.DataType]
    key: tuple[str, ...]
    refers: dict[str, str]

    @property
    def schema(self) -> pa.Schema:
        """The table's Arrow schema; the parts of the key can't be null."""
        return pa.schema([pa.field(name, kind, name not in self.key) for name, kind in self.columns.items()])


_TEXT, _INT, _DATE = pa.string(), pa.int32(), pa.date32()
_SPAN = {"start": _INT, "stop": _INT, "text": _TEXT}
TABLES = {
    "articles": Table(
        {
            "article_id": _TEXT,
            "url": _TEXT,
            "title": _TEXT,
            "published": _DATE,
            "source": _TEXT,
            "extra": _TEXT,
            "text": _TEXT,
            "sha256": _TEXT,
            "duplicate_of": _TEXT,
        },
        ("article_id",),
        {},
    ),
    "organizations": Table(
        {
            "article_id": _TEXT,
            "key": _TEXT,
            "name": _TEXT,
            "short": _TEXT,
            "kind": _TEXT,
            "legal_form": _TEXT,
            "registry": _TEXT,
        },
        ("article_id", "key"),
        {},
    ),
    "organization_mentions": Table(
        {"article_id": _TEXT, "organization": _TEXT, **_SPAN, "role": _TEXT},
        ("article_id", "organization", "start", "stop"),
        {"organization": "organizations"},
    ),
    "dates": Table(
        {
            "article_id": _TEXT,
            "key": _TEXT,
            **_SPAN,
            "type": _TEXT,
            "value": _TEXT,
            "begin_date": _DATE,
            "end_date": _DATE,
            "modifier": _TEXT,
            "rule": _TEXT,
        },
        ("article_id", "key"),
        {},
    ),
    "quantities": Table(
        {
            "article_id": _TEXT,
            "key": _TEXT,
            **_SPAN,
            "kind": _TEXT,
            "low": _TEXT,
            "high": _TEXT,
            "low_number": NUMBER,
            "high_number": NUMBER,
            "modifier": _TEXT,
            "unit": _TEXT,
            "counted": _TEXT,
            "counted_text": _TEXT,
            "role": _TEXT,
            "rule": _TEXT,
        },
        ("article_id", "key"),
        {},
    ),
    "facts": Table(
        {
            "article_id": _TEXT,
            "key": _TEXT,
            "quantity": _TEXT,
            "predicate": _TEXT,
            "organization": _TEXT,
            "date": _TEXT,
            "place_start": _INT,
            "place_stop": _INT,
            "place": _TEXT,
            "source_start": _INT,
            "source_stop": _INT,
            "source": _TEXT,
            "source_post": _TEXT,
            "source_organization": _TEXT,
            "status": _TEXT,
            "change": _TEXT,
            "sentence_start": _INT,
            "sentence_stop": _INT,
            "sentence": _TEXT,
            "confidence": CHANCE,
        },
        ("article_id", "key"),
        {
            "quantity": "quantities",
            "organization": "organizations",
            "date": "dates",
            "source_organization": "organizations",
        },
    ),
    "rejects": Table(
        {"item": _TEXT, "source": _TEXT, "article_id": _TEXT, "reason": _TEXT, "detail": _TEXT}, ("item",), {}
    ),
}


def tables(records: Iterable[Record], rejects: Iterable[tuple[str, Skipped]]) -> dict[str, pa.Table]:
    """The rows of records, and of rejects with the name of the item that each was, as Arrow tables."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for record in records:
        for name, more in rows_of(record).items():
            rows[name] += more
    rows["rejects"] = [reject(item, skipped) for item, skipped in rejects]
    return {name: pa.Table.from_pylist(rows[name], schema=table.schema) for name, table in TABLES.items()}


def rows_of(record: Record) -> dict[str, list[Row]]:
    """The rows of one record, by table."""
    return {name: list(made(record)) for name, made in _ROWS.items()}


def reject(item: str, skipped: Skipped) -> Row:
    """The row of what gave no record; `item` is its name among the articles."""
    known = {"source": skipped.source, "article_id": skipped.id}
    return {"item": item, **known, "reason": skipped.reason, "detail": skipped.detail}


def _articles(record: Record) -> Iterator[Row]:
    article = record.article
    yield {
        "article_id": article.id,
        "url": article.url,
        "title": article.title,
        "published": _day(article.published),
        "source": article.source,
        "extra": msgspec.json.encode(article.extra, order="sorted").decode() if article.extra else None,
        "text": record.text,
        "sha256": record.sha256,
        "duplicate_of": article.duplicate_of,
    }


def _plain(items: Iterable[Any], record: Record) -> Iterator[Row]:
    """Fields of the same name, article_id before them."""
    for item in items:
        yield {"article_id": record.article.id, **msgspec.structs.asdict(item)}


def _organization_mentions(record: Record) -> Iterator[Row]:
    for organization in record.organizations:
        seen = set()
        for row in _plain(organization.mentions, record):
            if (row["start"], row["stop"]) not in seen:
                seen.add((row["start"], row["stop"]))
                yield row | {"organization": organization.key}


def _dates(record: Record) -> Iterator[Row]:
    for row in _plain(record.dates, record):
        yield row | {"begin_date": _day(row["begin"]), "end_date": _day(row["end"])}


def _quantities(record: Record) -> Iterator[Row]:
    for row in _plain(record.quantities, record):
        yield row | {"low_number": _number(row["low"]), "high_number": _number(row["high"])}


def _facts(record: Record) -> Iterator[Row]:
    for row in _plain(record.facts, record):
        for name in ("place", "source"):
            span = row[name]
            row[name] = span and span.text
            row[f"{name}_start"], row[f"{name}_stop"] = (span.start, span.stop) if span else (None, None)
        post, sentence = row["source_post"], row["sentence"]
        row["source_post"] = post and post.text
        row["sentence_start"], row["sentence_stop"] = sentence.start, sentence.stop
        row["sentence"] = None if record.text is None else record.text[sentence.start : sentence.stop]
        row["confidence"] = None if row["confidence"] is None else Decimal(f"{row['confidence']:.2f}")
        yield row


_ROWS: dict[str, Callable[[Record], Iterator[Row]]] = {
    "articles": _articles,
    "organizations": lambda record: _plain(record.organizations, record),
    "organization_mentions": _organization_mentions,
    "dates": _dates,
    "quantities": _quantities,
    "facts": _facts,
}


def _day(iso: str | None) -> dt.date | None:
    """A day; None for one that no calendar type holds («-0044-03-15»)."""
    try:
        return None if iso is None else dt.date.fromisoformat(iso[:10])
    except ValueError:  # a year before the first
        return None


def _number(text: str) -> Decimal | None:
    """The decimal of a value; None for a fraction and for what 38 digits don't hold exactly."""
    try:
        value = Decimal(text)
    except InvalidOperation:  # «1/3»
        return None
    if not value.is_finite() or abs(value) >= _MOST or value != value.quantize(_STEP, context=_WIDE):
        return None
    return value
