"""The house stays livable: which room may import which, how large a room may grow, what the README names."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "faktograf"
MODULES = sorted(SOURCE.rglob("*.py"))

MAY_IMPORT = {
    "errors": set(),
    "marked": set(),
    "records": {"marked"},  # for a notebook
    "language": {"errors"},
    "organizations": {"language", "errors"},
    "numbers": {"language", "errors"},
    "dates": {"language", "errors"},
    "facts": {"language", "organizations", "numbers", "dates", "records", "errors"},
    "readers": {"records", "errors"},
    "sinks": {"records", "errors"},
    "scoring": {"records", "errors"},
    "analysis": {"language", "facts", "organizations", "numbers", "dates", "readers", "records", "errors"},
    "pipeline": {"analysis", "language", "facts", "organizations", "numbers", "dates", "records", "errors"},
    "training": {"language", "errors"},
    "scored": {"batch", "readers", "scoring", "records"},
    "explained": {"analysis", "facts", "readers"},
    "reprints": {"language"},
    "memory": set(),
    "made": {"analysis", "reprints", "records"},
    "workers": {"memory"},
    "batch": {"analysis", "made", "memory", "sinks", "reprints", "workers", "records", "errors"},
    "spark": {"made", "readers", "reprints", "sinks", "records", "errors"},
    "web": {"analysis", "marked", "readers", "sinks", "records", "errors"},
    "stored": {"sinks", "records", "errors"},
    "cli": {"memory", "web", "batch", "made", "stored", "explained", "readers", "sinks", "scored", "records", "errors"},
    "__init__": {"analysis", "pipeline", "records", "errors"},
}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "faktograf":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {name.name for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("faktograf.")}
    return {name for name in found if (SOURCE / name).is_dir() or (SOURCE / f"{name}.py").is_file()}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_along_the_flow(path: Path):
    assert imported_rooms(path) - {room(path)} <= MAY_IMPORT[room(path)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_fits_in_250_lines_and_a_function_in_40(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
    assert [f.name for f in functions if f.end_lineno - f.lineno >= 40] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_swallows_every_exception(path: Path):
    assert not re.search(r"except\s+(Exception)?\s*:", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("readme", ["README.md", "README.ru.md"])
def test_every_command_has_help_and_stands_in_the_readme(readme: str):
    from faktograf.cli import main

    text = (ROOT / readme).read_text(encoding="utf-8")
    for name, command in main.commands.items():
        assert command.help, name
        assert f"faktograf {name}" in text, name


def test_the_readme_commands_are_the_ones_that_ci_runs():
    assert "scripts/test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "\nscripts/test\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_readmes_have_the_same_sections_and_commands():
    english, russian = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ru.md"))
    assert english.count("\n## ") == russian.count("\n## ")
    blocks = [re.findall(r"```(?:sh|python|json)\n(.*?)```", text, re.DOTALL) for text in (english, russian)]
    assert blocks[0] == blocks[1]
