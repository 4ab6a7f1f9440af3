"""The same records over a cluster: a Spark DataFrame of articles → the tables of `sinks.schema`, by mapInArrow.

    tables = spark.tables(spark.extract(session.read.parquet("s3a://news/2019/")))
    tables["facts"].write.parquet("s3a://facts/2019/facts")

Each Python worker loads the models once. faktograf must be installed where the executors run.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from faktograf import readers, reprints
from faktograf.errors import BadInput
from faktograf.made import TOGETHER, Made, Options, made_all
from faktograf.records import Skipped
from faktograf.sinks import schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_PLAIN = Options()
_SIGNATURE = "signature"
_OUT = pa.schema(
    [
        ("article_id", pa.string()),
        (_SIGNATURE, pa.binary()),
        *((name, pa.list_(pa.struct(list(table.schema)))) for name, table in schema.TABLES.items()),
    ]
)


def extract(frame: "DataFrame", *, columns: Mapping[str, str] | None = None, options: Options = _PLAIN) -> "DataFrame":
    """One row an article: its id, its MinHash signature, and its rows of each table as an array; not yet computed.

    `columns` names the frame's columns as `extract --column` does: {"id": "url", "text": "fulltext"}. Raises BadInput
    where none is the id or the text: rows of a cluster have no place by which they could be named.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    found = readers.mapping(frame.columns, columns)
    for ours in ("id", "text"):
        if ours not in found:
            raise BadInput(
                f"no column is the {ours}; say which: columns={{{ours!r}: …}}, of {', '.join(frame.columns)}"
            )
    wanted = frame.where(frame[found["id"]].isNotNull())
    return wanted.mapInArrow(partial(_extracted, columns=found, options=options), from_arrow_schema(_OUT))


def _extracted(
    batches: Iterator[pa.RecordBatch], *, columns: Mapping[str, str], options: Options
) -> Iterator[pa.RecordBatch]:
    """What one task gives: the rows of its articles."""
    from pyspark import TaskContext

    task: Any = TaskContext.get()
    items = readers.of_batches(batches, columns=columns)
    while some := list(islice(items, TOGETHER)):
        yield pa.RecordBatch.from_pylist(_rows(some, options, f"part {task.partitionId()}"), schema=_OUT)


def _rows(items: list[readers.Item], options: Options, part: str) -> list[dict[str, Any]]:
    made = iter(made_all([item for item in items if not isinstance(item, Skipped)], options=options))
    return [_reject(item, part) if isinstance(item, Skipped) else _row(next(made)) for item in items]


def _reject(item: Skipped, part: str) -> dict[str, Any]:
    reject = schema.reject(item.id or f"{part}, {item.source}", item)
    return {"article_id": item.id, _SIGNATURE: b"", "rejects": [reject]}


def _row(made: Made) -> dict[str, Any]:
    return {"article_id": made.record.article.id, _SIGNATURE: made.signature, **schema.rows_of(made.record)}


def tables(extracted: "DataFrame") -> dict[str, "DataFrame"]:
    """The tables by name, with reprints marked, as the local stores have them.

    Of articles with one id the first by text stays, the others are rejects. `extracted` is computed once and kept on
    the executors' disks until `extracted.unpersist()`. An original is the first of its reprints by id.
    """
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    kept = extracted.persist(StorageLevel.DISK_ONLY)
    single, repeated = _by_id(kept)
    out = {name: single.select(f.explode(name).alias("row")).select("row.*") for name in schema.TABLES}
    originals = kept.sparkSession.createDataFrame(list(_originals(single)), "article_id string, original string")
    marked = out["articles"].join(f.broadcast(originals), "article_id", "left")
    out["articles"] = marked.withColumn("duplicate_of", f.col("original")).select(*schema.TABLES["articles"].columns)
    out["rejects"] = out["rejects"].unionByName(repeated)
    return out


def _by_id(kept: "DataFrame") -> tuple["DataFrame", "DataFrame"]:
    """The rows of which each id has one, and the others as rejects."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    text = f.coalesce(f.col("articles")[0]["sha256"], f.lit(""))
    place = f.row_number().over(Window.partitionBy("article_id").orderBy(f.desc(text)))
    numbered = kept.withColumn("place", f.when(f.size("articles") > 0, place).otherwise(1))
    again = numbered.where("place > 1")
    columns = {
        "item": f.concat("article_id", f.lit(":"), f.col("place")),
        "source": f.col("article_id"),
        "article_id": f.col("article_id"),
        "reason": f.lit("duplicate_id"),
        "detail": f.concat(f.lit("an article before it has the id '"), f.col("article_id"), f.lit("'")),
    }
    return numbered.where("place = 1"), again.select(*(column.alias(name) for name, column in columns.items()))


def _originals(single: "DataFrame") -> Iterable[tuple[str, str]]:
    """Reprint → original: only articles that share a band with another come to the driver."""
    from pyspark.sql import functions as f

    signed = single.where(f.length(_SIGNATURE) > 0).select("article_id", _SIGNATURE)
    size = reprints.SIZE // reprints.BANDS
    bands = [f.struct(f.lit(i), f.substring(_SIGNATURE, i * size + 1, size)) for i in range(reprints.BANDS)]
    banded = signed.withColumn("band", f.explode(f.array(*bands)))
    shared = banded.groupBy("band").count().where("count > 1").select("band")
    met = banded.join(shared, "band").select("article_id", _SIGNATURE).distinct().orderBy("article_id")
    seen = reprints.Reprints()
    for row in met.toLocalIterator():
        original = seen.original(row["article_id"], bytes(row[_SIGNATURE]))
        if original is not None:
            yield row["article_id"], original
