"""The dumps that exist, each in its real layout with invented articles, and what hostile ones do."""

import bz2
import gzip
import io
import json
import sqlite3
import tarfile
import zipfile

import pytest

from faktograf import batch, readers, sinks
from faktograf.errors import BadInput
from faktograf.records import Document, Skipped
from stores import rows

TEXT = "Завод «Луч» в Туле выпустил 300 машин. Это на 5 % больше, чем годом ранее."


def read(*sources, **options):
    return list(readers.read(sources, **options))


def tar(path, members, mode="w:gz"):
    with tarfile.open(path, mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def lenta_1_0(folder):
    path = folder / "lenta-ru-news.csv.gz"
    rows = f"url,title,text,topic,tags\nhttps://lenta.ru/news/2018/12/14/luch/,Луч,{TEXT!r},Экономика,Все\n"
    path.write_bytes(gzip.compress(rows.replace("'", '"').encode()))
    return path


def lenta_1_1(folder):
    path = folder / "lenta-ru-news.csv.bz2"
    rows = f'url,title,text,topic,tags,date\nhttps://lenta.ru/news/luch/,Луч,"{TEXT}",Экономика,Все,2018/12/14\n'
    path.write_bytes(bz2.compress(rows.encode()))
    return path


def ria(folder):
    path = folder / "ria.json.gz"
    row = {"text": f"<p>{TEXT.lower()}</p>\n<script>var a = 1;</script><p>второй&nbsp;абзац.</p>", "title": "луч"}
    path.with_name("ria.jsonl.gz").write_bytes(gzip.compress(json.dumps(row, ensure_ascii=False).encode() + b"\n"))
    return path.with_name("ria.jsonl.gz")


def ods(folder):
    path = folder / "news.csv.gz"
    head = "date,url,edition,topics,authors,title,text,reposts_fb,reposts_vk,reposts_ok,reposts_twi,reposts_lj,"
    text = f"{TEXT}nВосемнадцать человек наняты.nЦель ясна."
    row = f'2018-12-14,https://a.ru/1,Экономика,-,-,Луч,"{text}",-,-,-,-,-,-,-,-,3'
    path.write_bytes(gzip.compress(f"{head}reposts_tg,likes,views,comm_count\n{row}\n".encode()))
    return path


def buriy(folder):
    one = f'date,URL,edition,topics,title,text\n2018-12-14,https://a.ru/1,-,-,Луч,"{TEXT}"\n'
    two = f'datetime,url,edition,topics,title,text\n2018-12-14 10:30:00,https://a.ru/2,-,-,Луч,"{TEXT}"\n'
    members = {"news/201812.csv": one.encode(), "news/201901.csv": two.encode()}
    return tar(folder / "webhose-2016.tar.bz2", members, "w:bz2")


def taiga(folder):
    table = "textid\ttextname\tdate\tsource\n20181214luch\tЛуч\t2018-12-14\thttps://lenta.ru/news/luch/\n"
    members = {"Lenta/texts/20181214luch.txt": TEXT.encode(), "Lenta/newmetadata.csv": table.encode()}
    return tar(folder / "Lenta.tar.gz", members)


def parquet(folder):
    import datetime as dt

    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"id": [7], "date": [dt.datetime(2018, 12, 14, 10, 30)], "title": ["Луч"], "text": [TEXT]})
    pq.write_table(table, folder / "news.parquet")
    return folder / "news.parquet"


def feather(folder):
    import pyarrow as pa
    from pyarrow import feather

    feather.write_feather(pa.table({"date": ["2018-12-14"], "title": ["Луч"], "text": [TEXT]}), folder / "news.feather")
    return folder / "news.feather"


def sqlite(folder):
    connection = sqlite3.connect(folder / "news.sqlite")
    connection.execute("CREATE TABLE news (id INTEGER, date TEXT, title TEXT, text TEXT)")
    connection.execute("INSERT INTO news VALUES (7, '2018-12-14', 'Луч', ?)", (TEXT,))
    connection.commit()
    connection.close()
    return folder / "news.sqlite"


def duckdb(folder):
    import duckdb

    with duckdb.connect(str(folder / "news.duckdb")) as connection:
        connection.execute("CREATE TABLE news (id INTEGER, date DATE, title TEXT, text TEXT)")
        connection.execute("INSERT INTO news VALUES (7, '2018-12-14', 'Луч', ?)", (TEXT,))
    return folder / "news.duckdb"


def zipped(folder):
    with zipfile.ZipFile(folder / "news.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2018/luch.txt", f"Луч\n\n14 декабря 2018\n\n{TEXT}")
    return folder / "news.zip"


PAGE = f"""<html><head><title>Луч</title><meta property="article:published_time" content="2018-12-14"></head><body>
<nav><a href="/">Главная</a></nav><article><h1>Луч</h1><p>{TEXT}</p><p>{TEXT.replace("Туле", "Зее")}</p>
<script>alert(1)</script></article><footer>Все права защищены</footer></body></html>"""


def page(folder):
    (folder / "luch.html").write_text(PAGE, encoding="utf-8")
    return folder / "luch.html"


def web_archive(folder):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with (folder / "crawl.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
        payload = io.BytesIO(PAGE.encode())
        writer.write_record(writer.create_warc_record("https://a.ru/1", "response", payload, http_headers=headers))
    return folder / "crawl.warc.gz"


DUMPS = [lenta_1_0, lenta_1_1, ria, ods, buriy, taiga, parquet, feather, sqlite, duckdb, zipped]


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.__name__)
def test_a_dump_is_read_as_it_lies(dump, tmp_path):
    found = read(dump(tmp_path))
    assert [type(item) for item in found] == [Document] * (2 if dump is buriy else 1)
    article = found[0].article
    assert article.title.lower() == "луч"
    assert "машин" in found[0].text
    assert article.published == (None if dump in (lenta_1_0, ria, zipped) else "2018-12-14")
    assert (article.url or "").startswith("http") is (dump in (lenta_1_0, lenta_1_1, ods, buriy, taiga))


@pytest.mark.parametrize("dump", [*DUMPS, page, web_archive], ids=lambda dump: dump.__name__)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the WARC writer's temporary file
def test_every_dump_goes_into_every_store(dump, destination, tmp_path):
    folder = tmp_path / "dump"
    folder.mkdir()
    summary = batch.run(readers.read([dump(folder)]), sinks.store(destination))
    assert (summary.records, summary.skipped) == (2 if dump is buriy else 1, 0)
    assert len(rows(destination, "articles")) == summary.records
    assert summary.facts >= 1
    assert len(rows(destination)) == summary.facts


@pytest.mark.parametrize("make", [sqlite, duckdb])
def test_a_query_says_which_rows_of_a_database(make, tmp_path):
    source = make(tmp_path)
    found = read(source, query="SELECT 'x' || id AS id, 'Новый завод открыт в Туле.' AS text FROM news")
    assert [(item.article.id, item.text) for item in found] == [("x7", "Новый завод открыт в Туле.")]
    with pytest.raises(BadInput, match="nothing"):
        read(source, query="SELECT text FROM nothing")


def test_postgresql_is_a_source_too(postgres):
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(postgres, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE news (id INTEGER, date DATE, text TEXT)")
        cursor.execute(f"INSERT INTO news VALUES (7, '2018-12-14', '{TEXT}')")
    assert [(item.article.id, item.article.published) for item in read(postgres)] == [("7", "2018-12-14")]


def test_the_main_text_of_a_page_is_found(tmp_path):
    (found,) = read(page(tmp_path))
    assert TEXT in found.text
    assert "alert" not in found.text
    assert (found.article.title, found.article.published) == ("Луч", "2018-12-14")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the writer's temporary file
def test_a_web_archive_gives_its_pages(tmp_path):
    (found,) = read(web_archive(tmp_path))
    assert found.article.url == "https://a.ru/1"
    assert TEXT in found.text


@pytest.mark.parametrize("name", ["news/one.txt", "news/one.jsonl.gz"])
def test_what_fsspec_opens_is_read(name):
    import fsspec

    data = json.dumps({"text": TEXT}).encode()
    with fsspec.open(f"memory://{name}", "wb") as stream:
        stream.write(gzip.compress(data) if name.endswith(".gz") else TEXT.encode())
    (found,) = read(f"memory://{name}")
    assert found.text == TEXT
    assert TEXT in {item.text for item in read("memory://news")}
    fsspec.filesystem("memory").rm("/news", recursive=True)


def test_a_local_address_is_read_too(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert [item.text for item in read(f"file://{tmp_path}/a.txt")] == [TEXT]
    with pytest.raises(BadInput, match="can't open"):
        read(f"file://{tmp_path}/none.txt")


def test_a_zip_bomb_loses_only_itself(tmp_path):
    path = tmp_path / "news.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * (100 * 2**20))
        archive.writestr("luch.txt", TEXT)
    bomb, good = read(path)
    assert isinstance(bomb, Skipped)
    assert bomb.reason == "too_large"
    assert good.text == TEXT


def test_a_tar_that_is_cut_off_keeps_what_came_before(tmp_path):
    path = tar(tmp_path / "news.tar", {"a.txt": TEXT.encode(), "b.txt": TEXT.encode() * 500}, "w")
    path.write_bytes(path.read_bytes()[:4000])
    first, *rest = read(path)
    assert first.text == TEXT
    assert [item.reason for item in rest] == ["unreadable"]


def test_names_in_an_archive_are_only_names(tmp_path):
    path = tar(tmp_path / "news.tar.gz", {"../../etc/luch.txt": TEXT.encode(), "/abs/luch.txt": TEXT.encode()})
    assert [item.text for item in read(path)] == [TEXT, TEXT]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["news.tar.gz"]
