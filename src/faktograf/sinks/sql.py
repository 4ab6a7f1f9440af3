"""The schema as SQL, and what the three databases share: tables, keys, the view `fact_sheet`."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from faktograf.sinks.schema import CHANCE, NUMBER, TABLES, Table

Types = Mapping[pa.DataType, str]
LEDGER = "faktograf_ledger"
META = "faktograf_meta"


def create(types: Types, *, keys: bool = True) -> Iterator[str]:
    """The statements that make the tables where they are not there; `keys`: with foreign ones."""
    for name, table in TABLES.items():
        yield f"CREATE TABLE IF NOT EXISTS {name} ({', '.join(_lines(table, types, keys))})"
    text, number, flag, blob = types[pa.string()], types[pa.int64()], types[pa.bool_()], types[pa.binary()]
    yield (
        f"CREATE TABLE IF NOT EXISTS {LEDGER} (chunk {number} NOT NULL, place {number} NOT NULL, "
        f"id {text} PRIMARY KEY, digest {blob} NOT NULL, is_reject {flag} NOT NULL, signature {blob} NOT NULL)"
    )
    yield f"CREATE TABLE IF NOT EXISTS {META} (name {text} PRIMARY KEY, value {text} NOT NULL)"


def _lines(table: Table, types: Types, keys: bool) -> Iterator[str]:
    for name, kind in table.columns.items():
        yield f'"{name}" {types[kind]}' + (" NOT NULL" if name in table.key else "")
    yield f"PRIMARY KEY ({_listed(table.key)})"
    if not keys:
        return
    if "article_id" in table.key and table.key != ("article_id",):
        yield 'FOREIGN KEY ("article_id") REFERENCES articles ("article_id")'
    for column, other in table.refers.items():
        yield f'FOREIGN KEY ("article_id", "{column}") REFERENCES {other} ("article_id", "key")'


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


Indexes = tuple[tuple[str, tuple[str, ...]], ...]
INDEXES: Indexes = (  # an organization across articles, a unit, a kind, in the order of the articles; the days
    ("organizations", ("registry",)),
    ("organizations", ("name", "article_id", "key")),
    ("quantities", ("unit", "article_id", "key")),
    ("quantities", ("kind", "article_id", "key")),
    ("dates", ("begin_date",)),
    ("facts", ("article_id", "organization")),
    ("facts", ("article_id", "quantity")),
)


def indexes(wanted: Indexes = INDEXES) -> Iterator[str]:
    """The statements that make the indexes where they are not there."""
    for table, columns in wanted:
        name = f"{table}_by_{'_'.join(columns)}"
        yield f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({_listed(columns)})"


JOINS = {  # what a fact `f` links to, by the letter that stands for it
    "a": 'JOIN articles a ON a."article_id" = f."article_id"',
    "q": 'JOIN quantities q ON q."article_id" = f."article_id" AND q."key" = f."quantity"',
    "o": 'LEFT JOIN organizations o ON o."article_id" = f."article_id" AND o."key" = f."organization"',
    "s": 'LEFT JOIN organizations s ON s."article_id" = f."article_id" AND s."key" = f."source_organization"',
    "d": 'LEFT JOIN dates d ON d."article_id" = f."article_id" AND d."key" = f."date"',
}
FACT_SHEET = f"""
SELECT a."article_id", a."title", a."published", a."url", a."duplicate_of",
       o."name" AS organization, o."registry", o."kind" AS organization_kind, f."predicate",
       q."low", q."high", q."low_number", q."high_number", q."unit", q."modifier", q."role", q."kind" AS quantity_kind,
       coalesce(q."counted_text", q."counted") AS counted, q."text" AS quantity, f."status", f."change",
       d."text" AS date, d."begin_date", d."end_date", f."place", f."source", f."source_post",
       s."name" AS source_organization, f."confidence", f."sentence", q."start", q."stop", f."key" AS fact
FROM facts f {" ".join(JOINS.values())}"""


def view(*, head: str = "CREATE VIEW IF NOT EXISTS") -> str:
    """The statement that makes `fact_sheet`: a row a fact, all that it links to beside it."""
    return f"{head} fact_sheet AS {FACT_SHEET}"


DUCKDB: Types = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.date32(): "DATE",
    NUMBER: "DECIMAL(38, 9)",
    CHANCE: "DECIMAL(3, 2)",
    pa.bool_(): "BOOLEAN",
    pa.binary(): "BLOB",
}
SQLITE: Types = {
    **dict.fromkeys(DUCKDB, "TEXT"),
    pa.int32(): "INTEGER",
    pa.int64(): "INTEGER",
    pa.bool_(): "INTEGER",
    pa.binary(): "BLOB",
}
POSTGRES: Types = {**DUCKDB, pa.string(): "TEXT", pa.binary(): "BYTEA"}
