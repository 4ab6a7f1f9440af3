"""One contract for all stores: what is committed is there, whole, once, in the same bytes however often it broke."""

import datetime as dt
import errno
import fcntl
import random
import re
import shutil
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

import faktograf
from faktograf import sinks
from faktograf.errors import BadInput
from faktograf.records import Skipped
from faktograf.sinks import Chunk, Entry, schema
from faktograf.sinks import opened as reading
from stores import KINDS, rows

SETTINGS = {"version": "1"}
TEXTS = {
    "a": "В 2023 году завод «Луч» в Туле выпустил 300 машин на 0,1 млрд рублей, рассказал директор «Луча» Пётр Ильин.",
    "b": "Треть жителей Зеи получила субсидии. ООО «Заря» построило 5 школ.",
    "c": '=СУММ(1) «Луч»\x00 продал "12" машин;\nпокупателей 3.',
}


def record(id, text=None):
    made = faktograf.extract(text or TEXTS[id[0]], published="2024-03-01")
    article = faktograf.Article(id=id, title="=1+1", published="2024-03-01", extra={"tags": ["а", 1]})
    return type(made)(**{name: getattr(made, name) for name in made.__struct_fields__} | {"article": article})


def chunk(*ids, rejects=(), digest=b"1", text=None):
    entries = [Entry(id, digest * 16, False, b"sig") for id in ids]
    entries += [Entry(f"{id}!", digest * 16, True) for id in rejects]
    skipped = [(f"{id}!", Skipped(source="x.csv:3", id=id, reason="empty", detail="no text")) for id in rejects]
    return Chunk(tuple(entries), tuple(record(id, text) for id in ids), tuple(skipped))


def opened(destination):
    store = sinks.store(destination)
    store.begin(SETTINGS)
    return store


def test_what_is_committed_is_there_and_known(destination):
    store = opened(destination)
    store.commit(chunk("a", "b", rejects=["r"]))
    store.commit(chunk("c"))
    store.close()
    assert {row["article_id"] for row in rows(destination, "articles")} == {"a", "b", "c"}
    again = sinks.store(destination)
    assert again.settings() == SETTINGS
    assert [(e.id, e.is_reject, e.signature) for e in again.entries()] == [
        ("a", False, b"sig"),
        ("b", False, b"sig"),
        ("r!", True, b""),
        ("c", False, b"sig"),
    ]
    again.close()


def test_an_article_committed_anew_replaces_its_rows(destination):
    store = opened(destination)
    store.commit(chunk("a", "b"))
    store.commit(chunk("a", digest=b"2", text="Открыли 7 школ и 2 сада."))
    store.close()
    assert [row["article_id"] for row in rows(destination)].count("a") == 2
    again = opened(destination)
    assert {e.id: e.digest for e in again.entries()} == {"a": b"2" * 16, "b": b"1" * 16}
    again.commit(chunk("d1", text="Сдали 9 домов."))
    again.close()
    assert sorted({row["article_id"] for row in rows(destination)}) == ["a", "b", "d1"]


def test_a_chunk_of_long_texts_is_taken_and_replaced_by_short_ones(destination):
    made = record("a")
    long = [msgspec.structs.replace(made.article, id=f"{i:02}") for i in range(64)]
    records = [msgspec.structs.replace(made, article=one, text=TEXTS["a"] * 6_000) for one in long]
    entries = [Entry(one.id, b"1" * 16, False, b"sig") for one in long]
    store = opened(destination)
    for texts in (records, records, [msgspec.structs.replace(one, text=made.text) for one in records]):
        store.commit(Chunk(tuple(entries), tuple(texts), ()))
    store.close()
    assert len(rows(destination, "articles")) == len(long)


def test_a_run_that_is_abandoned_goes_on_where_it_was(destination):
    store = opened(destination)
    store.commit(chunk("a"))
    store.abandon()
    again = opened(destination)
    assert [entry.id for entry in again.entries()] == ["a"]
    again.commit(chunk("b"))
    again.close()
    assert sorted({row["article_id"] for row in rows(destination)}) == ["a", "b"]


def test_what_only_a_spreadsheet_or_a_c_string_minds_goes_through(destination):
    store = opened(destination)
    store.commit(chunk("c"))
    store.close()
    (row,) = rows(destination, "articles")
    if "text" in row:
        expected = TEXTS["c"].replace("\x00", "\ufffd") if destination.startswith("postgresql") else TEXTS["c"]
        assert row["text"] == ("'" + expected if destination.endswith(".csv") else expected)
        assert row["title"] == ("'=1+1" if destination.endswith(".csv") else "=1+1")


def test_an_id_may_have_a_nul(destination):
    store = opened(destination)
    store.commit(chunk("a\0", "b"))
    store.commit(chunk("a\0", digest=b"2", text="Открыли 7 школ."))
    store.close()
    assert [row["article_id"][0] for row in rows(destination, "articles")] in (["a", "b"], ["b", "a"])


@pytest.mark.parametrize("destination", KINDS[1:4] + KINDS[5:], indirect=True)
def test_values_are_exact_and_days_are_days(destination):
    store = opened(destination)
    store.commit(chunk("a", "b"))
    store.close()
    numbers = {row["text"]: (row["low"], row["low_number"]) for row in rows(destination, "quantities")}
    as_kept = str if destination.endswith(".sqlite") else Decimal
    assert numbers["0,1 млрд рублей"][0] == "100000000"
    assert as_kept(numbers["0,1 млрд рублей"][1]) == as_kept(Decimal("100000000.000000000"))
    assert numbers["Треть"] == ("1/3", None)
    day = next(row for row in rows(destination, "dates") if row["text"] == "В 2023 году")["begin_date"]
    assert day == ("2023-01-01" if destination.endswith(".sqlite") else dt.date(2023, 1, 1))


@pytest.mark.parametrize("destination", [KINDS[1], KINDS[2], KINDS[5]], indirect=True)
def test_the_fact_sheet_reads_like_a_table_of_news_facts(destination):
    store = opened(destination)
    store.commit(chunk("a", "b"))
    columns = "organization, predicate, low, counted, source_post, begin_date"
    found = [tuple(map(str, row)) for row in store.run(f"SELECT {columns} FROM fact_sheet ORDER BY article_id, start")]
    store.close()
    assert found[0] == ("Луч", "выпустить", "300", "машины", "директор «Луча»", "2023-01-01")


@pytest.mark.parametrize("destination", [KINDS[2], KINDS[5]], indirect=True)
def test_foreign_keys_hold(destination):
    store = opened(destination)
    with pytest.raises(store.errors):
        store.run("INSERT INTO dates (article_id, key) VALUES ('nobody', 'd1')")
    store.abandon()


def test_numbers_that_no_decimal_holds_are_null():
    assert schema._number("1/3") is None
    assert schema._number("1e40") is None
    assert schema._number("0.0000000001") is None
    assert schema._number("10000000000000000000000000000") == Decimal(10) ** 28


def test_json_lines_get_their_name_at_the_end_and_leave_what_was_there_till_then(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_text("old", encoding="utf-8")
    store = opened(str(path))
    store.commit(chunk("a"))
    store.abandon()
    assert path.read_text(encoding="utf-8") == "old"
    again = opened(str(path))
    again.commit(chunk("b"))
    again.close()
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_rejects_lie_beside_and_go_when_their_article_is_read(tmp_path):
    path = tmp_path / "facts.jsonl"
    for made in (chunk("a", rejects=["r"]), chunk("r!", digest=b"2", text="Сдали 9 домов.")):
        store = opened(str(path))
        store.commit(made)
        store.close()
        assert path.with_suffix(".rejects.jsonl").exists() is bool(made.rejects)


@pytest.mark.parametrize("name", ["facts.xlsx", "facts", "mysql://x/y"])
def test_a_destination_that_is_none_is_told_what_works(name):
    with pytest.raises(BadInput, match="jsonl"):
        sinks.store(name)


def test_two_runs_do_not_write_to_one_destination(destination, chunks):
    store = opened(destination)
    store.commit(chunk("a"))
    second = write(chunks, destination, 0)
    assert second.returncode == 1
    assert re.search("another run is writing|Conflicting lock", second.stderr.splitlines()[-1])
    store.commit(chunk("b"))
    store.close()
    assert {row["article_id"] for row in rows(destination, "articles")} == {"a", "b"}
    assert write(chunks, destination, 0).returncode == 0
    assert not destination.startswith("/") or not Path(f"{destination}.lock").exists()


@pytest.mark.parametrize("destination", KINDS[:1] + KINDS[2:5], indirect=True)
def test_the_lock_of_a_run_that_was_killed_holds_nobody(destination, chunks):
    steps = int(write(chunks, destination, 10**9).stdout)
    clear(destination)
    assert write(chunks, destination, steps // 2).returncode == -signal.SIGKILL
    assert Path(f"{destination}.lock").exists()
    assert write(chunks, destination, 0).returncode == 0
    assert not Path(f"{destination}.lock").exists()


@pytest.mark.parametrize("destination", KINDS[:1] + KINDS[2:5], indirect=True)
def test_a_drive_that_has_no_locks_is_written_to(destination, monkeypatch):
    def unable(*_):
        raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(fcntl, "flock", unable)
    store = opened(destination)
    store.commit(chunk("a"))
    store.close()
    assert {row["article_id"] for row in rows(destination, "articles")} == {"a"}
    assert not Path(f"{destination}.lock").exists()


def test_a_folder_of_others_is_not_written_into(tmp_path):
    (tmp_path / "facts.parquet").mkdir()
    (tmp_path / "facts.parquet" / "mine.txt").write_text("x")
    with pytest.raises(BadInput, match="not empty"):
        opened(str(tmp_path / "facts.parquet"))


WRITER = """
import os, signal, sys
import msgspec
from faktograf import sinks
destination, die, steps = sys.argv[2], int(sys.argv[3]), 0
with open(sys.argv[1], "rb") as stream:
    chunks = msgspec.msgpack.decode(stream.read(), type=list[sinks.Chunk])

def trace(frame, event, arg):
    global steps
    if os.sep + "sinks" + os.sep not in frame.f_code.co_filename:
        return None
    steps += 1
    if steps == die:
        os.kill(os.getpid(), signal.SIGKILL)
    return trace

sys.settrace(trace)
store = sinks.store(destination)
store.begin({"version": "1"})
known = {entry.id: entry.digest for entry in store.entries()}
for chunk in chunks:
    if any(known.get(entry.id, b"") < entry.digest for entry in chunk.entries):
        store.commit(chunk)
        known.update((entry.id, entry.digest) for entry in chunk.entries)
store.close()
print(steps)
"""


@pytest.fixture(scope="module")
def chunks(tmp_path_factory):
    """Chunks on disk, one of them with an article anew."""
    made = [chunk(f"a{n}", f"b{n}", rejects=[f"r{n}"], text=f"Сдали {n} домов.") for n in range(4)]
    made.insert(3, chunk("a1", digest=b"2", text="Открыли 7 школ."))
    path = tmp_path_factory.mktemp("chunks") / "chunks.msgpack"
    path.write_bytes(msgspec.msgpack.encode(made))
    return path


def write(chunks, destination, die):
    command = [sys.executable, "-c", WRITER, str(chunks), destination, str(die)]
    return subprocess.run(command, capture_output=True, text=True)


def content(destination):
    """All bytes of a store of files; all rows of a database."""
    path = Path(destination)
    if destination.endswith((".jsonl", ".parquet", ".csv")):
        files = [path, *path.rglob("*")] if path.is_dir() else [path, *path.parent.glob("*.rejects.jsonl")]
        return {str(f.relative_to(path.parent)): f.read_bytes() for f in files if f.is_file()}
    return {name: rows(destination, name) for name in schema.TABLES}


def test_killed_at_any_step_and_run_again_it_is_as_if_nothing_had_happened(destination, chunks):
    told = write(chunks, destination, 10**9)  # so late that it never comes
    assert told.returncode == 0, told.stderr
    undisturbed, steps = content(destination), int(told.stdout)
    for seed in range(3):  # 54 kills over the stores
        clear(destination)
        for at in sorted(random.Random(seed).sample(range(1, steps), 3)):
            result = write(chunks, destination, at)
            assert result.returncode in (0, -signal.SIGKILL), result.stderr
        result = write(chunks, destination, 0)
        assert result.returncode == 0, result.stderr
        assert content(destination) == undisturbed


def test_killed_while_it_gives_its_files_their_names_the_next_run_finishes_that(tmp_path, chunks):
    destination = str(tmp_path / "facts.jsonl")
    steps = int(write(chunks, destination, 10**9).stdout)
    undisturbed = content(destination)
    for at in range(steps - 12, steps, 2):
        clear(destination)
        assert write(chunks, destination, at).returncode == -signal.SIGKILL
        assert write(chunks, destination, 0).returncode == 0
        assert content(destination) == undisturbed


def clear(destination):
    if destination.startswith("postgresql"):
        store = sinks.store(destination)
        store.run("DROP SCHEMA public CASCADE")
        store.run("CREATE SCHEMA public")
        store.close()
        return
    folder = Path(destination).parent
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_words_are_looked_for_in_the_articles_that_may_have_them(tmp_path):
    path = str(tmp_path / "facts.sqlite")
    store = opened(path)
    store.commit(chunk("a", "b"))
    store.commit(chunk("a", digest=b"2", text="Открыли 7 «школ» и 2 сада."))
    store.close()
    found = reading.opened(path)

    def saying(text):
        condition, values = found.saying(text)
        return {row["article_id"] for row in found.rows(f"SELECT * FROM facts f WHERE {condition}", values)}

    assert saying("ОТКРЫЛИ") == saying("7 «школ»") == saying("7") == {"a"}
    assert saying("Зеи") == {"b"}
    assert saying("завод") == saying("нет таких") == saying('"') == set()  # «завод» stood there before
    assert found.rows("SELECT count(*) AS n FROM faktograf_words WHERE faktograf_words MATCH 'зав'") == [{"n": 0}]


def test_a_store_without_the_index_gets_it_with_what_is_there(tmp_path):
    path = str(tmp_path / "facts.sqlite")
    store = opened(path)
    store.commit(chunk("a", "b"))
    store.run("DROP TABLE faktograf_words")
    store.close()
    assert reading.opened(path).saying("жителей")[1] == ["(?i)жителей"]
    opened(path).close()
    found = reading.opened(path)
    condition, values = found.saying("жителей")
    assert len(values) == 2
    assert [row["article_id"] for row in found.rows(f"SELECT * FROM facts f WHERE {condition}", values)] == ["b"]


@pytest.mark.parametrize("destination", KINDS[1:4], indirect=True)
def test_tables_of_another_version_are_not_read_as_ours(destination, monkeypatch):
    opened(destination).close()
    monkeypatch.setattr(schema, "VERSION", 99)
    for call in (reading.opened, lambda path: sinks.store(path).settings()):
        with pytest.raises(BadInput, match="version 1"):
            call(destination)
