"""What the README shows is what happens."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from faktograf.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", ["README.md", "README.ru.md"])
def test_the_example_prints_what_the_readme_shows(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    command, output = re.search(r"```console\n\$ (.*?)\n(.*?)```", text, re.DOTALL).groups()
    assert CliRunner().invoke(main, shlex.split(command)[1:]).stdout == output


def test_the_python_examples_run_after_the_main_job(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["extract", str(ROOT / "corpus" / "articles"), "-o", "facts.jsonl"])
    assert result.exit_code == 0, result.output
    _cluster, library, store = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(library, names)
    assert names["record"].facts[0].predicate == "обучиться"
    assert "5 млрд рублей" in capsys.readouterr().out
    exec(store, names)
    rows = names["store"].execute("SELECT who, value, unit FROM fact WHERE article = 'volga_bank'").fetchall()
    names["store"].close()
    assert ("Волгабанк", "640000000", "RUB") in rows
