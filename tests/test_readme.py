"""What the README shows is what happens."""

import re
import shlex
from decimal import Decimal
from pathlib import Path

import polars
import pytest
from click.testing import CliRunner

from faktograf import sinks
from faktograf.cli import main
from faktograf.sinks import schema

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_documented_tables_are_those_of_the_stores():
    told = CliRunner().invoke(main, ["schema", "--tables"])
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == told.stdout
    assert all(
        f"| `{column}` | {kind} |" in told.stdout for t in schema.TABLES.values() for column, kind in t.columns.items()
    )


@pytest.mark.parametrize("readme", ["README.md", "README.ru.md"])
def test_the_example_prints_what_the_readme_shows(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    command, output = re.search(r"```console\n\$ (.*?)\n(.*?)```", text, re.DOTALL).groups()
    assert CliRunner().invoke(main, shlex.split(command)[1:]).stdout == output


@pytest.mark.parametrize("readme", ["README.md", "README.ru.md"])
def test_the_python_examples_run_after_the_main_job(readme, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for output in ("facts.jsonl", "facts.duckdb", "facts.parquet"):
        result = CliRunner().invoke(main, ["extract", str(ROOT / "corpus" / "articles"), "-o", output])
        assert result.exit_code == 0, result.output
    text = (ROOT / readme).read_text(encoding="utf-8")
    _cluster, library, frames = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names = {}
    exec(library, names)
    assert names["record"].facts[0].predicate == "обучиться"
    assert "5 млрд рублей" in capsys.readouterr().out
    exec(frames, names)
    assert len(names["frame"]) == len(names["decimals"]) > 10
    assert ("Волгабанк", Decimal(640000000)) in names["decimals"].select("organization", "low_number").rows()
    assert names["dates"]["begin_date"].dtype == polars.Date
    for statement in re.findall(r"```sql\n(.*?)```", text, re.DOTALL):
        assert names["store"].sql(statement).fetchall()
    names["store"].close()


@pytest.mark.parametrize("readme", ["README.md", "README.ru.md"])
def test_the_sql_of_the_readme_runs_in_postgresql_too(readme, postgres):
    result = CliRunner().invoke(main, ["extract", str(ROOT / "corpus" / "articles"), "-o", postgres])
    assert result.exit_code == 0, result.output
    store = sinks.store(postgres)
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert all(store.run(one.strip().rstrip(";")) for one in re.findall(r"```sql\n(.*?)```", text, re.DOTALL))
    store.close()
