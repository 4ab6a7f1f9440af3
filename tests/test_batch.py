"""The batch engine: in order whatever the workers, once whatever breaks, reprints marked, bad articles rejected."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from faktograf import batch, readers, reprints, sinks, workers
from faktograf.cli import main

LONG = (
    "В 2023 году завод «Луч» в Туле выпустил 300 машин, рассказал директор завода Пётр Ильин. Это на 5 % больше, чем "
    "годом ранее. В планах предприятия — открыть второй цех и нанять 40 рабочих, а выручку поднять до 2 млрд рублей."
)


def articles(folder, number=9):
    folder.mkdir(exist_ok=True)
    for i in range(number):
        (folder / f"{i:03}.txt").write_text(f"В Туле открыли {i} школ.\n\n{i} домов сдали в мае 2023 года.", "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    return folder


def extract(folder, output, *more):
    return CliRunner().invoke(main, ["extract", str(folder), "-o", str(output), *map(str, more)])


def ids(output):
    return [json.loads(line)["article"]["id"] for line in output.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", ["f.jsonl", "f.duckdb", "f.sqlite", "f.parquet", "f.csv"])
def test_extract_writes_every_store_with_rejects_and_a_report(tmp_path, name):
    result = extract(articles(tmp_path / "in"), tmp_path / name)
    assert result.exit_code == 3, result.output
    assert "9 records, 18 facts, 1 skipped" in result.output
    told = json.loads((tmp_path / f"{name}.report.json").read_text("utf-8"))
    assert told["counts"]["reasons"] == {"empty": 1}
    assert told["settings"]["rules"] == batch.rules()


def test_a_report_that_cannot_be_written_is_an_error_of_one_line(tmp_path):
    (tmp_path / "f.jsonl.report.json").mkdir()
    result = extract(articles(tmp_path / "in"), tmp_path / "f.jsonl")
    assert result.exit_code == 1
    assert "all is written but the report" in result.output
    assert len(ids(tmp_path / "f.jsonl")) == 9
    told = CliRunner().invoke(main, ["report", str(tmp_path / "f.jsonl"), "-o", str(tmp_path / "no" / "r.html")]).output
    assert told.startswith("Error: can't read")
    extract(tmp_path / "in", tmp_path / "f.duckdb")
    command = ["report", str(tmp_path / "f.duckdb"), "-o", str(tmp_path / "no" / "r.html")]
    assert CliRunner().invoke(main, command).output.startswith("Error: can't write")


def test_the_result_is_the_same_bytes_with_any_number_of_workers(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "CHUNK", 2)
    folder = articles(tmp_path / "in")
    made = []
    for number in (1, 2, 3):
        extract(folder, tmp_path / f"{number}.jsonl", "--workers", number)
        made.append((tmp_path / f"{number}.jsonl").read_bytes())
    assert made[0] == made[1] == made[2]
    assert made[0]


def test_a_chunk_ends_where_texts_are_long_and_takes_one_of_any_length(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "CHARS", 30)
    folder = tmp_path / "in"
    folder.mkdir()
    for name, words in (("1", 1), ("2", 1), ("3", 9), ("4", 1)):
        (folder / f"{name}.txt").write_text("Сдали 5 домов. " * words, "utf-8")
    extract(folder, tmp_path / "f.duckdb")
    store = sinks.store(str(tmp_path / "f.duckdb"))
    assert store.run("SELECT id, chunk FROM faktograf_ledger ORDER BY id") == [("1", 0), ("2", 0), ("3", 1), ("4", 2)]
    store.close()


def test_run_again_over_a_grown_dump_it_adds_what_is_new_and_replaces_what_has_changed(tmp_path):
    folder, output = articles(tmp_path / "in"), tmp_path / "f.jsonl"
    extract(folder, output)
    (folder / "100.txt").write_text("Сдали 9 домов.", "utf-8")
    (folder / "003.txt").write_text("В Зее открыли 77 школ.", "utf-8")
    (folder / "empty.txt").write_text("Сдали 5 домов.", "utf-8")
    result = extract(folder, output)
    assert "3 records, 3 facts, 0 skipped, 8 known" in result.output
    assert sorted(ids(output)) == sorted(path.stem for path in folder.iterdir())
    assert "77" in output.read_text("utf-8")
    assert not (tmp_path / "f.rejects.jsonl").exists()
    before = output.read_bytes()
    assert "0 records, 0 facts, 0 skipped, 11 known" in extract(folder, output).output
    assert output.read_bytes() == before


@pytest.mark.parametrize("name", ["f.jsonl", "f.duckdb", "f.sqlite", "f.parquet", "f.csv"])
def test_an_output_inside_the_folder_that_is_read_is_not_read(tmp_path, name, monkeypatch):
    folder = articles(tmp_path / "in")
    (folder / "f.txt").write_text("Сдали 5 домов.", "utf-8")
    monkeypatch.chdir(tmp_path)
    for source in ("in", folder, "."):
        extract(source, "in/" + name)
        assert "0 records, 0 facts, 0 skipped, 11 known" in extract(source, f"../{tmp_path.name}/in/{name}").output
        clear = [path for path in folder.iterdir() if path.name.startswith(name) or "rejects" in path.name]
        for path in clear:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.parametrize("name", ["f.jsonl", "f.duckdb", "f.sqlite", "f.parquet"])
def test_rows_of_one_id_lose_nothing_of_the_good_one(tmp_path, name):
    rows = [("7", ""), ("7", "Сдали 5 домов."), ("7", ""), ("7", "Открыли 3 школы.")]
    lines = (json.dumps({"id": id, "text": text}, ensure_ascii=False) for id, text in rows)
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    assert "1 records, 1 facts, 3 skipped" in extract(tmp_path / "in.jsonl", tmp_path / name).output
    assert "0 records, 0 facts, 0 skipped, 4 known" in extract(tmp_path / "in.jsonl", tmp_path / name).output
    found = CliRunner().invoke(main, ["diff", str(tmp_path / name), str(tmp_path / name)]).output
    assert found == "0 came, 0 went, 0 changed, 1 same\n"


def test_a_chunk_has_an_id_once(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("", "utf-8")
    (tmp_path / "in" / "a.txt").write_text("Сдали 5 домов.", "utf-8")
    result = extract(tmp_path / "in", tmp_path / "f.sqlite")
    assert "1 records, 1 facts, 1 skipped" in result.output


def test_a_store_made_by_other_rules_is_noticed_and_said(tmp_path, monkeypatch):
    folder = articles(tmp_path / "in")
    extract(folder, tmp_path / "f.duckdb")
    monkeypatch.setattr(batch, "rules", lambda: "other")
    assert "made with other rules" in extract(folder, tmp_path / "f.duckdb").output


def test_a_document_gives_the_same_record_alone_and_in_any_company(tmp_path):
    texts = [path.read_text("utf-8") for path in sorted(Path("corpus/articles").glob("*.txt"))[:9]]
    documents = [readers.document(text, published="2023-05-04") for text in texts]
    alone = [batch.made_all([document], options=batch.Options()) for document in documents]
    for company in (documents, documents[::-1], documents[3:] + documents[:3]):
        together = dict(zip(map(id, company), batch.made_all(company, options=batch.Options()), strict=True))
        assert [[together[id(document)]] for document in documents] == alone


def test_a_reprint_is_marked_with_the_first_that_said_it(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(LONG, "utf-8")
    (folder / "b.txt").write_text(LONG + " Об этом пишет газета.", "utf-8")
    (folder / "c.txt").write_text(" ".join(reversed(LONG.split())), "utf-8")
    extract(folder, tmp_path / "f.jsonl")
    (folder / "d.txt").write_text("Новость дня. " + LONG, "utf-8")
    extract(folder, tmp_path / "f.jsonl")
    found = [json.loads(line)["article"] for line in (tmp_path / "f.jsonl").read_text("utf-8").splitlines()]
    assert {one["id"]: one["duplicate_of"] for one in found} == {"a": None, "b": "a", "c": None, "d": "a"}


def hash_of_run(run):
    found = 0
    for word in run.split(b" "):
        found = (found * 0x9E3779B1 + zlib.crc32(word)) % 2**32
    return found


@pytest.mark.parametrize("text", [LONG, LONG.replace(" ", "-"), LONG.replace(",", "\u00a0,\n\n")])
def test_a_signature_is_datasketchs_minhash(text):
    told = MinHash(num_perm=64, hashfunc=hash_of_run)
    words = re.findall(r"\w+", text.lower())
    told.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
    assert reprints.signature(text) == told.hashvalues.astype("<u4").tobytes()


def test_a_short_text_is_nobodys_reprint():
    seen = reprints.Reprints()
    assert [seen.original(str(i), reprints.signature("Сдали 5 домов.")) for i in range(2)] == [None, None]


def call(items):
    """What the workers of these tests do: «die» and «hang» as they are told."""
    for item in items:
        if item == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "hang":
            time.sleep(3600)
        if item == "interrupted":
            os.kill(os.getpid(), signal.SIGINT)
    return [item.upper() for item in items]


@pytest.mark.parametrize(("bad", "reason"), [("die", "crashed"), ("hang", "timeout")])
@pytest.mark.parametrize("together", [1, 2, 9])
def test_a_worker_that_dies_or_hangs_is_replaced_and_only_its_item_is_lost(bad, reason, together):
    batches = [["a", "b"], ["c", bad, "d"], ["e"], [], ["f"]]
    made = list(workers.ordered(call, batches, workers=2, timeout=0.5, together=together))
    told = [[getattr(result, "reason", result) for result in results] for results in made]
    assert told == [["A", "B"], ["C", reason, "D"], ["E"], [], ["F"]]


def test_ctrl_c_is_for_the_parent_and_no_worker_minds_it():
    assert list(workers.ordered(call, [["a", "interrupted"]], workers=1, timeout=60)) == [["A", "INTERRUPTED"]]


def test_readers_are_held_back_while_nobody_takes_the_results():
    read = []

    def batches():
        for i in range(100):
            read.append(i)
            yield [str(i)]

    results = workers.ordered(call, batches(), workers=2, timeout=60)
    assert next(results) == ["0"]
    assert len(read) <= 6
    results.close()


RUN = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
from faktograf import batch, readers, sinks
batch.CHUNK = 2
count = int(sys.argv[3])
if count:
    made = batch.reprints.signature
    def _make(text):
        global count
        count -= 1
        if count < 0:
            os.kill(os.getpid(), int(sys.argv[4]))
        return made(text)
    batch.reprints.signature = _make
batch.run(readers.read([sys.argv[1]]), sinks.store(sys.argv[2]))
"""


@pytest.mark.parametrize("name", ["f.jsonl", "f.duckdb"])
def test_killed_or_interrupted_on_any_article_the_same_command_gives_the_undisturbed_result(tmp_path, name):
    folder = articles(tmp_path / "in", 12)

    def run(output, pause=0, by=signal.SIGKILL):
        command = [sys.executable, "-c", RUN, str(folder), str(output), str(pause), str(int(by))]
        return subprocess.run(command, capture_output=True, text=True)

    assert run(tmp_path / name).returncode == 0
    other = tmp_path / "other" / name
    other.parent.mkdir()
    for pause, by in ((3, signal.SIGKILL), (4, signal.SIGINT)):
        assert run(other, pause, by).returncode != 0
    result = run(other)
    assert result.returncode == 0, result.stderr
    lines = list(CliRunner().invoke(main, ["diff", str(tmp_path / name), str(other)]).output.splitlines())
    assert lines == ["0 came, 0 went, 0 changed, 24 same"]
    if name != "f.duckdb":
        paths = [tmp_path / name, other]
        files = [[p, *sorted(p.rglob("*"))] if p.is_dir() else [p] for p in paths]
        one, two = ([f.read_bytes() for f in found if f.is_file()] for found in files)
        assert one == two


@pytest.mark.parametrize("name", ["g.jsonl", "g.duckdb", "g.sqlite", "g.parquet"])
def test_diff_tells_what_came_went_and_changed_whatever_the_stores(tmp_path, name):
    folder = articles(tmp_path / "in", 3)
    extract(folder, tmp_path / "f.jsonl")
    (folder / "000.txt").unlink()
    (folder / "001.txt").write_text("В Туле закрыли 1 школ.\n\n1 домов сдали в мае 2023 года.", "utf-8")
    (folder / "009.txt").write_text("Сдали 9 домов.", "utf-8")
    extract(folder, tmp_path / name)
    result = CliRunner().invoke(main, ["diff", str(tmp_path / "f.jsonl"), str(tmp_path / name)])
    assert result.exit_code == 0, result.output
    *lines, counts = result.output.splitlines()
    assert counts == "1 came, 2 went, 1 changed, 3 same"
    assert sum("predicate: открыть → закрыть" in line for line in lines) == 1


def test_diff_of_what_is_no_store_says_so(tmp_path):
    result = CliRunner().invoke(main, ["diff", str(tmp_path / "none.jsonl"), str(tmp_path / "none.duckdb")])
    assert result.exit_code == 1
    assert "there is no store" in result.output


def test_documents_of_a_run_are_read_once(tmp_path):
    store = sinks.store(str(tmp_path / "f.duckdb"))
    summary = batch.run(readers.read([articles(tmp_path / "in", 2)]), store)
    assert (summary.records, summary.skipped, summary.known) == (2, 1, 0)


@given(st.lists(st.tuples(st.integers(1, 2**64 - 1) | st.integers(1, 5), st.integers(0, 2**32 - 1)), max_size=60))
def test_the_table_of_bands_keeps_the_first_number_of_each(pairs):
    table, known = reprints._Places(2), {}
    for key, number in pairs:
        table.add(key, number)
        known.setdefault(key, number)
    assert {key: table.get(key) for key, _ in pairs} == known
    assert table.get(2**63 + 1) == known.get(2**63 + 1)
