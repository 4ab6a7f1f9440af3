"""Readers: every format, compression and encoding; nothing bad in one input loses another."""

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import random
import tracemalloc

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from faktograf import readers
from faktograf.errors import BadInput
from faktograf.records import Document, Skipped

NEWS = "В мае завод «Заря» нанял 120 рабочих, а в июне — ещё 30."
PACKERS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstandard.compress}


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
    [("", bytes), *PACKERS.items()],
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
@pytest.mark.parametrize(
    "text", [NEWS, "Сбор урожая завершён.", "Новости\n\n" + NEWS * 40, "СБОР УРОЖАЯ ЗАВЕРШЁН", "Два цеха"]
)
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


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_lines_of_a_table_may_end_as_they_do_anywhere(folder, end, encoding):
    (folder / "a.csv").write_bytes(end.join(["id,text", f'1,"{NEWS}"', f'2,"{NEWS}"', ""]).encode(encoding))
    assert [item.article.id for item in read(folder)] == ["1", "2"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019-03-05", "2019-03-05"),
        ("2019/03/05", "2019-03-05"),
        ("05.03.2019 12:30", "2019-03-05"),
        ("2019-03-05T12:30:00+03:00", "2019-03-05"),
        ("Tue, 05 Mar 2019 12:30:00 +0300", "2019-03-05"),
        (1551780000, "2019-03-05"),
        ("5 марта 2019 г.", "2019-03-05"),
        ("вторник, 5 марта 2019 года, 12:30", "2019-03-05"),
        ("12:30 | 05.03.2019", "2019-03-05"),
        ("5.3.2019 г.", "2019-03-05"),
        ("March 5, 2019", "2019-03-05"),
        ("Tue Mar  5 12:30:00 2019", "2019-03-05"),
        ("20190305T123000Z", "2019-03-05"),
        (20190305, "2019-03-05"),
        ("31.11.2019", None),
        ("03/05/2019", None),  # the fifth of March or the third of May
        ("5 мрт 2019", None),
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
        ("a.jsonl", b'{"id": 1}', ("empty", "a.jsonl:1")),
        ("a.jsonl", b'{"text": ["\\u0430"]}', ("bad_row", "a.jsonl:1")),
        ("a.jsonl", b"[" * 200_000, ("bad_row", "a.jsonl:1")),
        ("a.json", b"[", ("empty", "a.json")),
        ("a.csv", b"id,text\n", ("empty", "a.csv")),
        ("a.csv", b"id,name\n1,2\n", ("bad_row", "a.csv")),
        ("a.csv", b"id,text\n1,2,3\n", ("bad_row", "a.csv:2")),
        ("a.txt", ("Зал\0" * 9).encode(), ("unreadable", "a.txt")),
        ("a.txt", (NEWS + "\n").encode() * 3 + b"\xff\xfe" + NEWS.encode(), ("unreadable", "a.txt")),
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


@pytest.mark.parametrize("ending", PACKERS)
def test_a_bomb_is_skipped_and_never_unpacked_whole(folder, ending):
    (folder / f"a.txt{ending}").write_bytes(PACKERS[ending](bytes(150_000_000).replace(b"\0", b"a")))
    tracemalloc.start()
    assert reasons(read(folder, max_chars=1000)) == [("too_large", f"a.txt{ending}")]
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_an_endless_line_loses_only_itself(folder):
    rows = [json.dumps({"text": "а" * 90_000}), json.dumps({"text": NEWS})]
    (folder / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    found = read(folder, max_chars=10_000)
    assert reasons(found) == [("too_large", "a.jsonl:1")]
    assert texts(found) == [NEWS]


def test_a_repeated_id_is_read_once(folder):
    (folder / "a.jsonl").write_text('{"id": 1, "text": "один"}\n{"id": "1", "text": "два"}', encoding="utf-8")
    found = read(folder)
    assert texts(found) == ["один"]
    assert reasons(found) == [("duplicate_id", "a.jsonl:2")]


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


@pytest.mark.parametrize("ending", PACKERS)
@pytest.mark.parametrize("rows", [30, 9000])
def test_a_truncated_archive_gives_the_rows_before_the_cut(folder, ending, rows):
    noise = random.Random(1)
    lines = [json.dumps({"text": f"{NEWS} {noise.random()}"}, ensure_ascii=False) for _ in range(rows)]
    packed = PACKERS[ending](("\n".join(lines)).encode())
    (folder / f"a.jsonl{ending}").write_bytes(packed[: len(packed) * 9 // 10])
    found = read(folder)
    assert reasons(found) == [("unreadable", f"a.jsonl{ending}")]
    if ending == ".gz" or rows == 9000:  # the others pack a small file as one block, which is all or nothing
        assert texts(found) == [json.loads(line)["text"] for line in lines[: len(found) - 1]]
        assert len(found) > rows // 2


@pytest.mark.parametrize("ending", PACKERS)
def test_archives_joined_end_to_end_are_one(folder, ending):
    parts = [PACKERS[ending](f'{{"text": "{text}"}}\n'.encode()) for text in ("один", "два")]
    (folder / f"a.jsonl{ending}").write_bytes(b"".join(parts))
    assert texts(read(folder)) == ["один", "два"]


def test_what_is_no_archive_despite_its_name_is_unreadable(folder):
    for ending in PACKERS:
        (folder / f"a.txt{ending}").write_bytes(NEWS.encode())
    assert {reason for reason, _ in reasons(read(folder))} == {"unreadable"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_rows_are_decoded_whatever_the_encoding(folder, name, encoding):
    texts_ = [NEWS.replace("«", '"').replace("»", '"').replace("—", "-") + str(i) for i in range(2000)]
    rows = [json.dumps({"text": text}, ensure_ascii=False) for text in texts_]
    table = ["text"] + ['"' + text.replace('"', '""') + '"' for text in texts_]
    content = {"a.jsonl": "\n".join(rows), "a.json": f"[{','.join(rows)}]", "a.csv": "\r\n".join(table)}[name]
    (folder / name).write_bytes(content.encode(encoding))
    assert texts(read(folder)) == texts_


def test_russian_that_begins_late_in_a_file_is_decoded(folder):
    text = "1 2 3 4 5 6 7 8 9\n" * 5000 + NEWS * 200
    (folder / "a.txt").write_bytes(text.encode("cp1251"))
    (folder / "b.jsonl").write_bytes(
        b'{"text": "1"}\n' * 9000 + json.dumps({"text": NEWS}, ensure_ascii=False).encode("cp1251")
    )
    found = texts(read(folder))
    assert (found[0], found[-1]) == (text, NEWS)


def test_a_line_that_cant_be_decoded_loses_only_itself(folder):
    rows = [json.dumps({"text": f"{NEWS} {i}"}, ensure_ascii=False).encode() for i in range(3)]
    rows[1] = rows[1].replace(b"\xd0", b"\xff", 1)
    (folder / "a.jsonl").write_bytes(b"\n".join(rows))
    found = read(folder)
    assert reasons(found) == [("unreadable", "a.jsonl:2")]
    assert texts(found) == [f"{NEWS} 0", f"{NEWS} 2"]


@pytest.mark.parametrize("given", ["utf-8", "UTF-8", "utf-8-sig"])
def test_the_mark_at_the_start_is_no_text_though_the_encoding_is_given(folder, given):
    (folder / "a.txt").write_bytes(b"\xef\xbb\xbf" + NEWS.encode())
    assert texts(read(folder, encoding=given)) == [NEWS]


def test_a_given_encoding_is_not_second_guessed(folder):
    (folder / "a.txt").write_bytes(NEWS.encode())
    assert reasons(read(folder, encoding="ascii")) == [("unreadable", "a.txt")]


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "один"}, {"text": "дв\\"а]}"}]',
        '{"text": "один"}\n{"text": "дв\\"а]}"}',
        '[\n  {"text": "один", "tags": [1, {"a": "}"}]},\n  {"text": "дв\\"а]}"}\n]\n',
    ],
)
def test_json_is_read_object_by_object(folder, content):
    (folder / "a.json").write_text(content, encoding="utf-8")
    assert texts(read(folder)) == ["один", 'дв"а]}']


def test_a_bad_object_of_an_array_loses_only_itself(folder):
    (folder / "a.json").write_text('[{"text": "один"}, {"text" 5}, 7, {"text": "два"}]', encoding="utf-8")
    found = read(folder)
    assert texts(found) == ["один", "два"]
    assert reasons(found) == [("bad_row", "a.json:2"), ("bad_row", "a.json:3")]


@pytest.mark.parametrize("size", range(65_519, 65_527))
def test_an_escape_at_the_edge_of_a_chunk_is_whole(folder, size):
    text = "7" * size + '\\"\n]}'
    (folder / "a.json").write_text(json.dumps([{"text": text}]), encoding="utf-8")
    assert texts(read(folder)) == [text]


def test_a_stray_quote_in_a_table_loses_only_its_row(folder):
    (folder / "a.csv").write_text('id,text\n1,"не закрыта\n2,вторая\n3,третья\n', encoding="utf-8")
    found = read(folder)
    assert texts(found) == ["вторая", "третья"]
    assert reasons(found) == [("bad_row", "a.csv:2")]


def test_ten_thousand_stray_quotes_are_survived(folder):
    (folder / "a.csv").write_text(
        "id,text\n" + '1,"не закрыта\n2,"и эта"тоже\n' * 10_000 + "3,третья\n", encoding="utf-8"
    )
    assert texts(read(folder))[-1] == "третья"


def test_quotes_that_are_the_texts_own_stay_in_it(folder):
    (folder / "a.tsv").write_text('id\ttext\n1\t"Заря" наняла, 120 рабочих\n', encoding="utf-8")
    assert texts(read(folder)) == ['"Заря" наняла, 120 рабочих']


def test_a_text_of_several_lines_in_a_table_keeps_them(folder):
    (folder / "a.csv").write_bytes('id;text\r\n1;"Один\r\nдва\n""три"""\r\n'.encode())
    assert texts(read(folder)) == ['Один\r\nдва\n"три"']


def test_an_endless_field_of_a_table_is_bounded(folder):
    (folder / "a.csv").write_text('id,text\n1,"' + "а\n" * 100_000 + '"\n2,обычная\n', encoding="utf-8")
    found = read(folder, max_chars=1000)
    assert texts(found)[-1] == "обычная"
    assert reasons(found)[0] == ("bad_row", "a.csv:2")


def test_repeated_column_names_lose_no_column(folder):
    (folder / "a.csv").write_text("text,note,note\nодин,два,три\n", encoding="utf-8")
    assert read(folder)[0].article.extra == {"note": "два", "note 3": "три"}


def test_a_column_is_named_whatever_its_case(folder):
    (folder / "a.csv").write_text("Text, FULL\nкратко,целиком\n", encoding="utf-8")
    assert texts(read(folder, columns={"text": "full"})) == ["целиком"]


def test_a_named_column_may_be_absent_from_some_objects_not_from_all(folder):
    (folder / "a.jsonl").write_text('{"text": "один"}\n{"text": "два", "when": "2019-03-05"}', encoding="utf-8")
    assert [item.article.published for item in read(folder, columns={"published": "when"})] == [None, "2019-03-05"]
    with pytest.raises(BadInput, match="nowhere"):
        read(folder, columns={"published": "nowhere"})


def test_what_is_no_plain_value_stays_in_extra(folder):
    row = {"text": NEWS, "source": {"name": "Заря"}, "score": float("nan"), "n": 5}
    (folder / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (found,) = read(folder)
    assert found.article.source is None
    assert found.article.extra == {"source": {"name": "Заря"}, "n": 5}


def test_rows_without_an_id_are_numbered(folder):
    (folder / "a.csv").write_text("text\nодин\nдва\n", encoding="utf-8")
    (folder / "b.jsonl").write_text('{"text": "три"}\n\n{"text": "четыре"}', encoding="utf-8")
    assert [item.article.id for item in read(folder)] == ["a-2", "a-3", "b-1", "b-3"]


def test_a_row_has_no_title_but_its_own(folder):
    rows = [
        {"text": f"Мост открыт\n\n{NEWS}"},
        {"title": "Свой", "text": f"Мост открыт\n\n{NEWS}\n\nЕщё абзац.\nПросмотры: 5"},
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = read(folder)
    assert [item.article.title for item in found] == [None, "Свой"]
    assert found[1].article.extra == {"views": 5}
    assert found[1].text == rows[1]["text"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"text": "один"}\n{"text": "два"}', ["один", "два"]),
        ('{\n "text": "один"\n}', ["один"]),
        (' [{"text": "один"}]', ["один"]),
        ("[18+] Новости дня", ["[18+] Новости дня"]),
        (NEWS, [NEWS]),
    ],
)
def test_the_format_of_standard_input_is_told_by_its_start(content, expected):
    assert texts(read("-", stdin=io.BytesIO(content.encode()))) == expected


def test_the_format_given_wins_over_the_ending(folder):
    (folder / "a.csv").write_text('{"text": "один"}', encoding="utf-8")
    assert texts(read(folder, format="jsonl")) == ["один"]


def test_no_standard_input_ends_at_once():
    with pytest.raises(BadInput, match="standard input"):
        readers.read(["-"])


def test_a_pipe_in_a_folder_is_not_waited_for(folder):
    os.mkfifo(folder / "pipe.txt")
    (folder / "a.txt").write_text(NEWS, encoding="utf-8")
    assert texts(read(folder)) == [NEWS]


def test_a_broken_link_in_a_folder_is_reported(folder):
    (folder / "a.txt").symlink_to(folder / "nowhere")
    assert reasons(read(folder)) == [("unreadable", "a.txt")]


def test_a_file_name_that_is_no_text_gives_an_id_that_is(folder):
    (folder / os.fsdecode(b"\xff.txt")).write_text(NEWS, encoding="utf-8")
    assert [item.article.id for item in read(folder)] == ["?"]


@pytest.mark.parametrize("text", ["звонок\x07 и\0 нуль среди многих букв текста"], ids=["a bell and a NUL"])
def test_odd_characters_inside_a_row_stay(folder, text):
    (folder / "a.jsonl").write_text(json.dumps({"text": text}), encoding="utf-8")
    assert texts(read(folder)) == [text]


def test_a_text_about_foreign_companies_is_russian_still(folder):
    text = "Google, Microsoft и Facebook вместе с Amazon откроют в Москве центр: нанято 120 человек."
    (folder / "a.txt").write_text(text, encoding="utf-8")
    assert texts(read(folder)) == [text]


@given(st.text(min_size=1).filter(lambda text: not text.startswith("\ufeff")))
def test_a_text_is_handed_on_unchanged(text):
    data = io.BytesIO(text.encode())
    (found,) = read("-", stdin=data, format="text", encoding="utf-8")
    assert isinstance(found, Skipped) or found.text == text


@given(st.binary(max_size=400), st.sampled_from(readers.FORMATS))
def test_any_bytes_give_documents_or_reasons_in_any_format(data, format):
    assert read("-", stdin=io.BytesIO(data), format=format)


@given(st.lists(st.text(alphabet='аб,"\n\r\t;', min_size=1), min_size=1, max_size=5))
def test_a_table_that_is_written_well_is_read_to_the_letter(cells):
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "text"], *enumerate(cells)])
    found = read("-", stdin=io.BytesIO(out.getvalue().encode()), format="csv")
    assert texts(found) == [cell for cell in cells if cell.strip()]


@pytest.mark.parametrize("row", ['{"text": "Полсимвола \\ud83d тут"}', '{"text": "Да", "title": "\\ud83d"}'])
def test_half_a_character_is_skipped_since_no_store_can_keep_it(tmp_path, row):
    (tmp_path / "a.jsonl").write_text(row, encoding="utf-8")
    (skipped,) = readers.read([tmp_path / "a.jsonl"])
    assert skipped.reason == "unreadable"


def test_the_position_tells_what_part_was_read_and_how_long_the_rest_takes(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (tmp_path / name).write_text("В порту открыли второй причал.", encoding="utf-8")
    ticks = iter([0.0, *[30.0] * 9])
    position = readers.Position(clock=lambda: next(ticks))
    items = readers.read([tmp_path], position=position)
    assert position.share() is None
    next(items), next(items)
    assert (position.share(), position.left()) == (0.5, 30.0)
    assert len(list(items)) == 2
    assert (position.share(), position.left()) == (1.0, 0.0)


def test_of_standard_input_no_position_is_known():
    position = readers.Position()
    assert len(list(readers.read(["-"], stdin=io.BytesIO("Порт принял 14 судов.".encode()), position=position))) == 1
    assert (position.share(), position.left()) == (None, None)
