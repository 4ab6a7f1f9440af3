"""The cluster gives what the local engine gives: a real local Spark session of two workers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from faktograf import batch, readers, sinks
from faktograf.errors import BadInput
from faktograf.sinks import schema

ROOT = Path(__file__).parent.parent
REPRINT = """Завод «Луч» в Туле выпустил 300 машин, сообщил в четверг директор завода Иван Петров. Это на 5 % больше,
чем годом ранее. До
конца года завод построит новый цех и наймёт 120 рабочих, а область даст ему 40 млн рублей на станки."""


@pytest.fixture(scope="module")
def session():
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    os.environ["PYSPARK_PYTHON"] = sys.executable  # of the workers, and of spark-submit
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("faktograf").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
    session = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    """Parquet of the sample articles, a reprint, an empty text and one that is not Russian."""
    texts = {
        path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus/articles").glob("*.txt"))[:6]
    }
    texts |= {"x1": REPRINT, "x2": REPRINT + " Фото завода.", "x3": " ", "x4": "Only English words are here."}
    rows = [{"id": name, "date": "2022-10-05", "text": text} for name, text in sorted(texts.items())]
    folder = tmp_path_factory.mktemp("dump")
    pq.write_table(pa.Table.from_pylist(rows), folder / "news.parquet", row_group_size=3)
    return folder / "news.parquet"


@pytest.fixture(scope="module")
def local(dump, tmp_path_factory):
    """The tables that the local engine makes of the dump."""
    folder = tmp_path_factory.mktemp("local") / "facts.parquet"
    batch.run(readers.read([dump]), sinks.store(str(folder)))
    return {name: rows(pq.read_table(folder / name)) for name in schema.TABLES if (folder / name).exists()}


def rows(table):
    """The rows in an order of their own; a reject is named by its place in a file, which a cluster has not."""
    return sorted(
        ({name: value for name, value in row.items() if name not in ("item", "source")} for row in table.to_pylist()),
        key=lambda row: [str(value) for value in row.values()],
    )


@pytest.mark.parametrize("partitions", [1, 5])
def test_spark_gives_the_rows_of_the_local_engine(session, dump, local, partitions):
    from faktograf import spark

    frame = session.read.parquet(str(dump)).repartition(partitions)
    made = spark.tables(spark.extract(frame))
    assert list(made) == list(schema.TABLES)
    for name, table in made.items():
        found = table.toArrow()
        assert found.schema.names == schema.TABLES[name].schema.names
        assert rows(found.cast(pa.schema(list(schema.TABLES[name].columns.items())))) == local.get(name, [])
    assert [row["duplicate_of"] for row in local["articles"] if row["article_id"] == "x2"] == ["x1"]


def test_of_articles_with_one_id_one_stays_and_the_others_are_rejects(session):
    from faktograf import spark

    frame = session.createDataFrame(
        [("a", REPRINT), ("b", "Порт принял 14 судов."), ("a", REPRINT)], "id string, text string"
    )
    made = spark.tables(spark.extract(frame.repartition(3)))
    assert sorted(row["article_id"] for row in made["articles"].collect()) == ["a", "b"]
    assert [(row["article_id"], row["reason"]) for row in made["rejects"].collect()] == [("a", "duplicate_id")]


def test_a_frame_without_an_id_or_a_text_is_bad_input(session):
    from faktograf import spark

    frame = session.createDataFrame([("https://a.ru/1", "Порт принял 14 судов.")], "url string, text string")
    with pytest.raises(BadInput, match="no column is the id"):
        spark.extract(frame)
    assert spark.extract(frame, columns={"id": "url"}).count() == 1


def test_the_script_for_spark_submit_goes_from_parquet_to_parquet(session, dump, local, tmp_path):
    submit = [
        Path(sys.executable).with_name("spark-submit"),
        "--master",
        "local[2]",
        "--conf",
        "spark.ui.enabled=false",
    ]
    script = ROOT / "scripts" / "spark_extract.py"
    subprocess.run([*submit, script, dump.as_uri(), (tmp_path / "out").as_uri()], check=True, capture_output=True)
    assert rows(pq.read_table(tmp_path / "out" / "facts")) == local["facts"]
