"""Readers: every format, compression and encoding; nothing bad in one input loses another."""

import bz2
import gzip
import json
import lzma

import pytest
import zstandard

from faktograf import readers
from faktograf.errors import BadInput
from faktograf.records import Document, Skipped

NEWS = "В мае завод «Заря» нанял 120 рабочих, а в июне — ещё 30."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def read(*sources, **options):
    return list(readers.read(sources, **options))


def texts(found):
    return [item.text for item in found if isinstance(item, Document)]


def reasons(found):
    return [(item.reason, item.source.rsplit("/", 1)[-1]) for item in found if isinstance(item, Skipped)]


@pytest.mark.parametrize(
    ("ending", "pack"),
    [("", bytes), (".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", zstandard.compress)],
)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", NEWS),
        ("a.jsonl", json.dumps({"text": NEWS}, ensure_ascii=False)),
        ("a.csv", f'id,text\n1,"{NEWS}"\n'),
        ("a.tsv", f"id\ttext\n1\t{NEWS}\n"),
        ("a.json", json.dumps([{"text": NEWS}], ensure_ascii=False)),
    ],
)
def test_each_format_is_read_from_each_compression(folder, name, content, ending, pack):
    (folder / (name + ending)).write_bytes(pack(content.encode()))
    assert texts(read(folder)) == [NEWS]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"]
)
@pytest.mark.parametrize("text", [NEWS, "Сбор урожая завершён.", "Новости\n\n" + NEWS * 40])
def test_the_encoding_is_recognised(folder, encoding, text):
    for char in "—«»":
        text = text.replace(char, "-") if encoding in ("koi8-r", "cp866") else text
    (folder / "a.txt").write_bytes(text.encode(encoding))
    assert texts(read(folder)) == [text]


def test_line_ends_and_control_characters_stay_as_they_are(folder):
    text = "Заголовок\r\n\r\nТекст\x07 статьи\rконец"
    (folder / "a.txt").write_bytes(text.encode())
    assert texts(read(folder)) == [text]


@pytest.mark.parametrize(
    ("header", "field", "value"),
    [
        ("guid,body", "id", "7"),
        ("link,content", "url", "7"),
        ("headline,text", "title", "7"),
        ("site,text", "source", "7"),
        ("Заголовок,Текст", "title", "7"),
    ],
)
def test_column_names_are_found_by_themselves(folder, header, field, value):
    (folder / "a.csv").write_text(f'{header}\n7,"{NEWS}"\n', encoding="utf-8")
    assert getattr(read(folder, columns=None)[0].article, field) == value


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019-03-05", "2019-03-05"),
        ("2019/03/05", "2019-03-05"),
        ("05.03.2019 12:30", "2019-03-05"),
        ("2019-03-05T12:30:00+03:00", "2019-03-05"),
        ("Tue, 05 Mar 2019 12:30:00 +0300", "2019-03-05"),
        (1551780000, "2019-03-05"),
        ("31.11.2019", None),
        ("вчера", None),
    ],
)
def test_a_publication_date_is_read_or_kept_raw(folder, written, day):
    (folder / "a.jsonl").write_text(json.dumps({"text": NEWS, "date": written}), encoding="utf-8")
    article = read(folder)[0].article
    assert article.published == day
    assert ("published_raw" in article.extra) is (day is None)


def test_other_columns_are_kept_and_options_override_the_names(folder):
    (folder / "a.csv").write_text(f'text,full,views\nкратко,"{NEWS}",5\n', encoding="utf-8")
    (found,) = read(folder, columns={"text": "full"})
    assert found.text == NEWS
    assert found.article.extra == {"text": "кратко", "views": "5"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", ("empty", "a.txt")),
        ("a.txt", b" \n\n ", ("empty", "a.txt")),
        ("a.txt", b"\x00\x01\x02\xff\xfe\x00" * 50, ("unreadable", "a.txt")),
        ("a.txt", b"The plant hired one hundred and twenty workers in May.", ("not_russian", "a.txt")),
        ("a.txt", ("Завод найняв робітників, і їхні сім'ї задоволені. " * 9).encode(), ("not_russian", "a.txt")),
        ("a.txt.gz", gzip.compress(NEWS.encode() * 99)[:60], ("unreadable", "a.txt.gz")),
        ("a.jsonl", b'{"text": ', ("bad_row", "a.jsonl:1")),
        ("a.jsonl", b"[1]", ("bad_row", "a.jsonl:1")),
        ("a.csv", b"id,text\n1\n", ("bad_row", "a.csv:2")),
        ("a.jsonl", b'{"text": ""}', ("empty", "a.jsonl:1")),
    ],
    ids=repr,
)
def test_what_gives_no_record_is_skipped_with_its_reason(folder, name, content, reason):
    (folder / name).write_bytes(content)
    (folder / "b.txt").write_text(NEWS, encoding="utf-8")
    found = read(folder)
    assert reasons(found) == [reason]
    assert texts(found) == [NEWS]


@pytest.mark.parametrize("text", ["0", "2 л", "10RUB", "$1", "USD3.14"])
def test_a_short_text_is_not_judged_by_its_letters(folder, text):
    (folder / "a.txt").write_text(text, encoding="utf-8")
    assert texts(read(folder)) == [text]


def test_a_bomb_is_skipped_and_never_unpacked_whole(folder):
    (folder / "a.txt.gz").write_bytes(gzip.compress("я".encode() * 5_000_000))
    assert reasons(read(folder, max_chars=1000)) in ([("too_large", "a.txt.gz")], [("unreadable", "a.txt.gz")])


def test_an_endless_line_loses_only_itself(folder):
    rows = [json.dumps({"text": "а" * 90_000}), json.dumps({"text": NEWS})]
    (folder / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    found = read(folder, max_chars=10_000)
    assert reasons(found) == [("bad_row", "a.jsonl:1")]
    assert texts(found) == [NEWS]


def test_a_repeated_id_is_read_once(folder):
    (folder / "a.jsonl").write_text('{"id": 1, "text": "один"}\n{"id": "1", "text": "два"}', encoding="utf-8")
    found = read(folder)
    assert texts(found) == ["один"]
    assert reasons(found) == [("duplicate_id", "1")]


def test_a_folder_is_walked_in_order_and_ids_follow_its_paths(folder):
    (folder / "б").mkdir()
    for name in ("а.txt", "б/в.txt", ".hidden.txt"):
        (folder / name).write_text(NEWS, encoding="utf-8")
    assert [item.article.id for item in read(folder)] == ["а", "б/в"]


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"format": "pdf"}, "jsonl"),
        ({"encoding": "utf-99"}, "windows-1251"),
        ({"columns": {"body": "x"}}, "published"),
        ({"columns": {"text": "nowhere"}}, "nowhere"),
    ],
)
def test_a_bad_option_says_what_would_work(folder, options, what):
    (folder / "a.csv").write_text(f'id,text\n1,"{NEWS}"\n', encoding="utf-8")
    with pytest.raises(BadInput, match=what):
        read(folder, **options)


@pytest.mark.parametrize("source", ["nowhere.txt", "{empty}"])
def test_a_source_that_is_not_there_ends_at_once(folder, source):
    with pytest.raises(BadInput, match="no file"):
        readers.read([source.replace("{empty}", str(folder))])


def test_a_formula_in_a_table_stays_text(folder):
    (folder / "a.csv").write_text('id,text\n1,"=СУММ(А1)"\n', encoding="utf-8")
    assert texts(read(folder)) == ["=СУММ(А1)"]
