"""Damaged, malicious and merely odd dumps: nothing bad in one loses another, and memory stays bounded."""

import datetime as dt
import functools
import gzip
import io
import json
import sqlite3
import tarfile
import tracemalloc
from contextlib import closing
from decimal import Decimal

import fsspec
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dumps import LATER, NEWS, PAGE, documents, read, reasons, table, tar, texts, zipped
from faktograf import readers
from faktograf.errors import BadInput
from faktograf.records import Document, Skipped

# Parquet, Feather, Arrow


def columnar(rows=3):
    days = [dt.datetime(2019, 3, 5, 23, 30, 0, 5) + dt.timedelta(i) for i in range(rows)]
    return pa.table(
        {
            "text": [f"{NEWS} {i}" for i in range(rows)],
            "date": pa.array(days, pa.timestamp("ns", "Europe/Moscow")),
            "score": [Decimal("1.50")] * rows,
            "tags": [["цех", "рабочие"]] * rows,
            "photo": [b"\xff\xd8"] * rows,
            "mark": [float("nan")] * rows,
        }
    )


def stream(found, path):
    with pa.ipc.new_stream(path, found.schema) as writer:
        writer.write_table(found)


WRITERS = {
    "a.parquet": pq.write_table,
    "a.feather": pyarrow.feather.write_feather,
    "a.arrow": lambda found, path: pyarrow.feather.write_feather(found, path, compression="uncompressed"),
    "a.arrows": stream,
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_columnar_file_is_read_with_values_of_every_type(tmp_path, name):
    WRITERS[name](columnar(), str(tmp_path / name))
    found = documents(read(tmp_path))
    assert [d.text for d in found] == [f"{NEWS} {i}" for i in range(3)]
    assert [d.article.id for d in found] == ["a-1", "a-2", "a-3"]
    assert [d.article.published for d in found] == ["2019-03-06", "2019-03-07", "2019-03-08"]
    assert found[0].article.extra == {"score": "1.50", "tags": ["цех", "рабочие"]}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (pa.date32(), dt.date(2019, 3, 5)),
        (pa.date64(), dt.date(2019, 3, 5)),
        (pa.timestamp("s"), dt.datetime(2019, 3, 5, 12)),
        (pa.int64(), 1551780000),
        (pa.large_string(), "05.03.2019"),
        (pa.dictionary(pa.int32(), pa.string()), "2019/03/05"),
    ],
    ids=str,
)
def test_a_day_of_any_type_is_the_publication_date(tmp_path, kind, value):
    pq.write_table(pa.table({"text": [NEWS], "date": pa.array([value], kind)}), tmp_path / "a.parquet")
    assert [d.article.published for d in read(tmp_path)] == ["2019-03-05"]


def test_a_value_that_is_none_in_python_loses_only_its_row(tmp_path):
    years = pa.array([0, 2**53, 0], pa.int64()).cast(pa.timestamp("s"))
    pq.write_table(pa.table({"text": [NEWS, "x", LATER], "date": years}), tmp_path / "a.parquet")
    found = read(tmp_path)
    assert texts(found) == [NEWS, LATER]
    assert reasons(found) == [("bad_row", "a.parquet:2")]


def test_a_columnar_file_is_told_by_its_content_and_read_inside_an_archive(tmp_path):
    out = io.BytesIO()
    pq.write_table(columnar(), out)
    (tmp_path / "news").write_bytes(out.getvalue())
    (tmp_path / "more.tar.gz").write_bytes(gzip.compress(tar([("a.parquet", out.getvalue())])))
    assert [d.article.id for d in read(tmp_path)] == [f"{name}-{n}" for name in ("more/a", "news") for n in (1, 2, 3)]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("part", [0.0, 0.5, 0.95])
def test_a_damaged_columnar_file_is_skipped_and_the_next_one_read(tmp_path, name, part):
    WRITERS[name](columnar(2000), str(tmp_path / name))
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: int(len(data) * part)] + b"\0" * 30)
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    found = read(tmp_path)
    assert ("unreadable", name) in reasons(found)
    assert texts(found)[-1] == NEWS


def test_a_parquet_file_is_not_held_in_memory(tmp_path):
    schema = pa.schema([("text", pa.string())])
    with pq.ParquetWriter(tmp_path / "a.parquet", schema, compression="none", use_dictionary=False) as writer:
        for number in range(8):
            rows = [f"{number} {row} {NEWS * 80}" for row in range(1000)]
            writer.write_table(pa.table({"text": rows}, schema))
    before = pa.total_allocated_bytes()
    peak = 0
    for number, _ in enumerate(readers.read([tmp_path / "a.parquet"])):
        peak = max(peak, pa.total_allocated_bytes() - before)
        if number == 3000:
            break
    assert (tmp_path / "a.parquet").stat().st_size > 50_000_000
    assert peak < 20_000_000


# Hostile ones


def beside(found):
    return LATER in texts(found)


def test_a_tar_with_a_bomb_gives_the_member_behind_it(tmp_path):
    bomb = b"a" * 300_000_000
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(tar([("bomb.txt", bomb), ("b.txt", LATER.encode())])))
    found = read(tmp_path)
    assert beside(found) and ("too_large", "bomb.txt") in reasons(found)


def test_a_zip_bomb_in_zip(tmp_path):
    inner = zipped([("bomb.txt", b"a" * 300_000_000)])
    (tmp_path / "a.zip").write_bytes(zipped([("in.zip", inner), ("b.txt", LATER.encode())]))
    found = read(tmp_path)
    assert beside(found)


def test_a_tars_endless_name_is_not_taken_into_memory(tmp_path):
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 400_000_000
    raw = info.tobuf(tarfile.GNU_FORMAT) + b"a" * 400_000_000
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(raw, 1))
    del raw
    tracemalloc.start()
    found = read(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reasons(found) and peak < 100_000_000


def test_a_tar_of_many_members_is_not_kept_in_memory(tmp_path):
    members = [(f"{n}.txt", b"\xd0\xb0 1") for n in range(8_000)]
    (tmp_path / "a.tar").write_bytes(tar(members))
    del members
    tracemalloc.start()
    for _ in readers.read([tmp_path / "a.tar"]):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_damaged_header_amid_a_tar_is_told(tmp_path):
    data = bytearray(tar([("a.txt", NEWS.encode()), ("b.txt", LATER.encode())]))
    data[1024:1500] = b"x" * 476
    (tmp_path / "a.tar").write_bytes(bytes(data))
    found = read(tmp_path)
    assert texts(found) == [NEWS] and reasons(found)


def test_two_members_of_one_stem_are_both_read(tmp_path):
    (tmp_path / "a.zip").write_bytes(
        zipped([("a.csv", table(["text"], [NEWS])), ("a.jsonl", b"{}\n" + json.dumps({"text": LATER}).encode())])
    )
    assert sorted(texts(read(tmp_path))) == sorted([NEWS, LATER])


def test_two_sources_of_one_name_are_both_read(tmp_path):
    for year in ("2014", "2015"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "news.csv").write_bytes(table(["text"], [NEWS]))
    assert len(texts(read(tmp_path / "2014" / "news.csv", tmp_path / "2015" / "news.csv"))) == 2


def test_an_encrypted_or_unknown_member_loses_only_itself(tmp_path):
    data = bytearray(zipped([("a.txt", NEWS.encode()), ("b.txt", LATER.encode())]))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(data))
    found = read(tmp_path)
    assert beside(found) and reasons(found) == [("unreadable", "a.txt")]


def test_a_zip_with_a_bad_sum_loses_only_its_member(tmp_path):
    data = bytearray(zipped([("a.txt", NEWS.encode()), ("b.txt", LATER.encode())]))
    data[35 + 10] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(bytes(data))
    assert beside(read(tmp_path))


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_line_of_30_mb_loses_only_itself(tmp_path, name):
    long = "а" * 15_000_000
    data = (
        table(["text"], [long], [NEWS])
        if name == "a.csv"
        else b"\n".join(json.dumps({"text": t}, ensure_ascii=False).encode() for t in (long, NEWS))
    )
    (tmp_path / name).write_bytes(data)
    assert texts(read(tmp_path, max_chars=1_000_000)) == [NEWS]


def sqlite(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_text_of_sqlite_that_is_not_utf8_loses_only_its_row(tmp_path):
    rows = f"INSERT INTO news VALUES (1, '{NEWS}'), (2, CAST(x'fffe41' AS TEXT)), (3, '{LATER}')"
    sqlite(tmp_path / "a.sqlite", "CREATE TABLE news (id INT, text TEXT)", rows)
    found = read(tmp_path)
    assert texts(found) == [NEWS, LATER]
    assert len(reasons(found)) == 1


def test_two_tables_of_texts_want_a_query(tmp_path):
    sqlite(tmp_path / "a.sqlite", "CREATE TABLE one (text TEXT)", "CREATE TABLE two (text TEXT)")
    with pytest.raises(BadInput, match=r"one.*two"):
        read(tmp_path / "a.sqlite")


def test_a_database_without_texts_is_skipped_and_the_next_file_read(tmp_path):
    sqlite(tmp_path / "a.sqlite", "CREATE TABLE prices (price INT)")
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    found = read(tmp_path)
    assert texts(found) == [NEWS]
    assert reasons(found) == [("unreadable", "a.sqlite")]


def test_a_query_for_no_database_ends_at_once(tmp_path):
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    with pytest.raises(BadInput):
        readers.read([tmp_path / "a.txt"], query="select 1")


@pytest.mark.parametrize("url", ["memory://nowhere-at-all/x.csv", "nosuch://a/b", "nowhere/*.csv"])
def test_an_address_of_nothing_ends_at_once(url):
    with pytest.raises(BadInput):
        readers.read([url])


def test_a_folder_and_a_pattern_over_fsspec():
    memory = fsspec.filesystem("memory")
    for n, t in enumerate((NEWS, LATER)):
        memory.pipe(f"/rh/d/{n}.txt", t.encode())
    assert texts(read("memory://rh/d")) == [NEWS, LATER]
    assert texts(read("memory://rh/d/*.txt")) == [NEWS, LATER]


def test_a_password_is_not_told():
    with pytest.raises(BadInput) as raised:
        read("postgresql://news:geheim@127.0.0.1:1/news", query="SELECT 1 AS text")
    assert "geheim" not in str(raised.value)


ODD_PAGES = {
    "empty": b"",
    "a tag": b"<html>",
    "cut off": PAGE.format(NEWS).encode()[:200],
    "deep": b"<p>" * 100_000,
    "NUL": ("<html>\0\x01<p>" + NEWS).encode(),
    "a mark alone": b"\xff\xfe<",
}


@pytest.mark.parametrize("html", ODD_PAGES.values(), ids=list(ODD_PAGES))
def test_odd_pages_give_a_document_or_a_reason(tmp_path, html):
    (tmp_path / "a.html").write_bytes(html)
    assert len(read(tmp_path)) == 1


def test_a_page_is_read_in_the_encoding_it_is_in_whatever_it_says(tmp_path, capfd):
    (tmp_path / "a.html").write_text(PAGE.format(NEWS), encoding="cp1251")
    (tmp_path / "b.html").write_text(PAGE.format(LATER).replace("utf-8", "windows-1251"), encoding="cp1251")
    first, second = documents(read(tmp_path))
    assert NEWS in first.text
    assert LATER in second.text
    assert "price" not in first.text
    assert first.article.published == "2019-03-05"
    assert capfd.readouterr().err == ""


def sound_database(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE news (text TEXT)")
        connection.execute("INSERT INTO news VALUES (?)", (NEWS,))
        connection.commit()


def web_archive(page):
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.ru/\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


@functools.cache
def sound(folder):
    """A sound file of each kind, as bytes."""
    pq.write_table(columnar(), folder / "parquet")
    pyarrow.feather.write_feather(columnar(), str(folder / "feather"))
    sound_database(folder / "sqlite")
    page = PAGE.format(NEWS).encode()
    news = tar([("a.txt", NEWS.encode())])
    out = {name: (folder / name).read_bytes() for name in ("parquet", "feather", "sqlite")}
    return out | {
        "html": page,
        "warc": web_archive(page),
        "tar": news,
        "tar.gz": gzip.compress(news),
        "zip": zipped([("a.txt", NEWS.encode())]),
    }


KINDS = ("html", "warc", "tar", "tar.gz", "zip", "parquet", "feather", "sqlite")


@settings(max_examples=150)
@given(noise=st.binary(max_size=40), at=st.integers(0, 400), kind=st.sampled_from(KINDS))
def test_a_file_with_any_bytes_changed_never_ends_the_run(tmp_path_factory, noise, at, kind):
    folder = tmp_path_factory.mktemp("f")
    data = bytearray(sound(tmp_path_factory.getbasetemp())[kind])
    at = min(at, len(data))
    data[at : at + len(noise)] = noise
    (folder / f"a.{kind}").write_bytes(bytes(data))
    assert all(isinstance(item, Document | Skipped) for item in read(folder))
