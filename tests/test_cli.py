"""The commands as a person or a script meets them."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from faktograf.cli import main

ARTICLE = "Завод вырос\n\nВ 2021 году завод «Амурсталь» нанял 120 рабочих в Комсомольске."


@pytest.fixture
def run():
    return lambda *arguments, **kwargs: CliRunner().invoke(main, [str(a) for a in arguments], **kwargs)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def lines(path: Path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_extract_writes_one_record_an_article(run, folder):
    result = run("extract", folder / "in", "-o", folder / "facts.jsonl")
    assert result.exit_code == 0, result.output
    assert "1 records, 1 facts, 0 skipped" in result.stderr
    (record,) = lines(folder / "facts.jsonl")
    assert record["article"]["id"] == "a"
    assert record["text"] == ARTICLE


def test_a_bad_article_goes_to_the_rejects_and_the_status_says_so(run, folder):
    (folder / "in" / "b.txt").write_bytes(b"")
    result = run("extract", folder / "in", "-o", folder / "facts.jsonl")
    assert result.exit_code == 3
    assert "1 records" in result.stderr
    assert [row["reason"] for row in lines(folder / "facts.rejects.jsonl")] == ["empty"]


def test_standard_input_and_output_serve_in_a_pipe(run):
    result = run("extract", "-", input=ARTICLE.encode())
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["quantities"][0]["low"] == "120"


def test_the_text_can_be_left_out_and_its_digest_stays(run, folder):
    run("extract", folder / "in", "-o", folder / "facts.jsonl", "--no-text")
    (record,) = lines(folder / "facts.jsonl")
    assert record["text"] is None
    assert len(record["sha256"]) == 64


def test_two_workers_write_what_one_writes(run, folder):
    for i in range(5):
        (folder / "in" / f"c{i}.txt").write_text(f"В мае 2020 года выдали {i + 2} млн рублей.", encoding="utf-8")
    written = []
    for workers in (1, 2):
        assert run("extract", folder / "in", "-o", folder / "f.jsonl", "--workers", workers).exit_code == 0
        written.append((folder / "f.jsonl").read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["extract", "nowhere.txt"], "nowhere.txt"),
        (["extract", "{in}", "-o", "facts.docx"], ".jsonl"),
        (["extract", "{in}", "--column", "text"], "text=fulltext"),
        (["extract", "{in}", "--format", "pdf"], "jsonl"),
        (["extract"], "SOURCES"),
    ],
)
def test_a_bad_command_ends_with_one_line_that_says_what_would_work(run, folder, arguments, what):
    result = run(*[argument.replace("{in}", str(folder / "in")) for argument in arguments])
    assert result.exit_code in (1, 2)
    assert what in result.stderr.strip().splitlines()[-1]


def test_explain_shows_span_rule_slots_and_links(run):
    result = run("explain", "В 2021 году завод «Амурсталь» нанял 120 рабочих.")
    assert "«В 2021 году»  rule: " in result.stdout
    assert "slots: " in result.stdout
    assert "predicate=нанять" in result.stdout


def test_explain_takes_a_long_text_for_a_text_and_a_path_for_a_file(run, folder):
    long = "В 2021 году завод «Амурсталь» нанял 120 рабочих. " * 9
    assert run("explain", long).stdout.count("нанять") == 9
    assert "нанять" in run("explain", folder / "in" / "a.txt").stdout


def test_schema_describes_what_extract_writes(run, folder):
    schema = json.loads(run("schema").stdout)
    run("extract", folder / "in", "-o", folder / "facts.jsonl")
    jsonschema.validate(lines(folder / "facts.jsonl")[0], schema)


def test_the_version_is_told(run):
    assert "faktograf" in run("--version").stdout


def test_every_number_is_told_on_request(run, folder):
    run("extract", folder / "in", "-o", folder / "facts.jsonl", "--numbers")
    (record,) = lines(folder / "facts.jsonl")
    assert [(n["text"], n["what"]) for n in record["numbers"]] == [("2021", "date"), ("120", "quantity")]
    jsonschema.validate(record, json.loads(run("schema").stdout))


def test_units_of_ones_own_reach_the_workers(run, folder):
    (folder / "units.tsv").write_text("рабочий\tчел\n", encoding="utf-8")
    run("extract", folder / "in", "-o", folder / "facts.jsonl", "--units", folder / "units.tsv", "--workers", 2)
    (record,) = lines(folder / "facts.jsonl")
    assert [(q["kind"], q["unit"]) for q in record["quantities"]] == [("measure", "чел")]


def test_a_missing_file_of_units_is_one_line(run, folder):
    result = run("extract", folder / "in", "-o", folder / "facts.jsonl", "--units", folder / "none.tsv")
    assert result.exit_code == 1
    assert "can't be read as units" in result.stderr


def test_the_command_loads_no_pandas():
    code = (
        "import sys; from faktograf import memory; memory.spare_pandas(); import pyarrow;"
        "print(pyarrow.array([1, 2]).to_pylist(), 'pandas' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[1, 2] False\n"
