"""Arguments → calls; no thinking."""

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

import faktograf
from faktograf import memory
from faktograf.errors import BadInput, FaktografError
from faktograf.web.command import report, serve

SOME_SKIPPED = 3  # the exit status when at least one article gave no record


class _Group(click.Group):
    """Shows our own errors as one line, exit status 1 as click does for its own at 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FaktografError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(faktograf.__version__, prog_name="faktograf")
def main() -> None:
    """Read Russian news, write facts: who, how many of what, when, where, who says so."""
    memory.collect_rarely()


def command() -> None:
    """The command line as a process of its own."""
    memory.spare_pandas()
    main()


def _columns(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    columns = {}
    for row in value:
        ours, equals, theirs = row.partition("=")
        if not (ours and equals and theirs):
            raise click.BadParameter(f"{row!r}: want OURS=THEIRS, for example text=fulltext")
        columns[ours] = theirs
    return columns


_INPUT = (
    click.option(
        "--format",
        "format_",
        help="Read every source as this: text, html, jsonl, json, csv, tsv, parquet, arrow, warc.",
    ),
    click.option("--encoding", help="The sources' encoding; found by itself if left out."),
    click.option("--query", help="What a database among the sources is asked: SELECT id, date, text FROM news."),
    click.option("--column", "columns", multiple=True, callback=_columns, help="Name a column: text=fulltext."),
)


def _with_input(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_INPUT):
        command = option(command)
    return command


@main.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--output", default="-", show_default="standard output", help="Where records go: facts.duckdb.")
@_with_input
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes to use.")
@click.option("--timeout", default=300.0, show_default=True, help="Seconds for one article, with more than one worker.")
@click.option("--numbers", is_flag=True, help="Tell in each record what became of every number of the text.")
@click.option("--units", help="A file of your own units: a word, a tab and its code on each line.")
@click.option("--registry", help="A CSV of your own organizations: id, name, aliases (with ; between).")
@click.option("--no-text", is_flag=True, help="Leave the articles' text out of the records; sha256 stays.")
def extract(
    sources: tuple[str, ...],
    output: str,
    format_: str | None,
    encoding: str | None,
    query: str | None,
    columns: dict[str, str],
    workers: int,
    timeout: float,
    no_text: bool,
    **options: Any,
) -> None:
    """Read articles from SOURCES (files, folders, - for standard input), write one record an article.

    The output is told by its ending: .jsonl, .duckdb, .sqlite, .parquet, .csv (a folder each), or postgresql://.
    Interrupted, the same command goes on where it was; run again over a grown dump it adds what is new. Articles that
    can't be read are rejects, each with its reason; the exit status is then 3.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # a worker a core, none in another's way
        os.environ.setdefault(name, "1")
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # which gives back what is free, as its own does not
    from faktograf import batch, readers, sinks
    from faktograf.made import Options

    position = readers.Position()
    how = {"format": format_, "encoding": encoding, "query": query, "columns": columns or None}
    items = readers.read(sources, **how, stdin=sys.stdin.buffer, position=position, output=output)  # type: ignore[arg-type]
    with _progress(position) as advance:
        summary = batch.run(
            items,
            sinks.store(output),
            processes=workers,
            options=Options(keep_text=not no_text, **options),
            timeout=timeout,
            advance=advance,
            say=lambda line: click.echo(line, err=True),
        )
    batch.report(summary, output)
    _say_counts(summary)


def _say_counts(summary: Any) -> None:
    known = f", {summary.known} known" if summary.known else ""
    click.echo(f"{summary.records} records, {summary.facts} facts, {summary.skipped} skipped{known}", err=True)
    if summary.skipped:
        sys.exit(SOME_SKIPPED)


@main.command()
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    """Show which facts came (+), went (-) or changed (~) from the store OLD to the store NEW."""
    from faktograf import stored

    for line in stored.changes(old, new):
        click.echo(line)


@contextmanager
def _progress(position: Any) -> Iterator[Callable[[Any], None]]:
    """A line that counts articles on a terminal, and the time left where that is known; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda summary: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} articles, {task.fields[facts]} facts, {task.fields[skipped]} skipped"),
        TextColumn("{task.fields[speed]:.1f} a second"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, facts=0, skipped=0, speed=0.0, left="")

        def advance(summary: Any) -> None:
            done = summary.records + summary.skipped
            speed = done / max(progress.tasks[0].elapsed or 0.0, 0.1)
            seconds = position.left()
            left = "" if seconds is None else f"about {dt.timedelta(seconds=round(seconds))} left"
            counts = {"facts": summary.facts, "skipped": summary.skipped}
            progress.update(task, completed=done, speed=speed, left=left, **counts)

        yield advance


@main.command()
@click.argument("text")
@click.option("--published", help="The publication date, YYYY-MM-DD, for «вчера» and the like.")
def explain(text: str, published: str | None) -> None:
    """Show what is found in TEXT (a text, a file's path, or - for standard input): span, rule, slots, value."""
    from faktograf import explained

    for line in explained.lines(_text(text), published=published):
        click.echo(line)


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if os.path.isfile(given):  # noqa: PTH113 - a long text is no path, and Path.is_file raises on one
        from faktograf import readers

        first = next(iter(readers.read([given])))
        if isinstance(first, faktograf.Skipped):
            raise BadInput(f"{given}: {first.reason}: {first.detail}")
        return str(first.text)
    return given


@main.command()
@click.option("--tables", is_flag=True, help="The stores' tables instead, as Markdown: columns, types, keys, meanings.")
def schema(tables: bool) -> None:
    """Print the JSON Schema of a record, or what tables the stores have."""
    if tables:
        from faktograf.sinks import described

        click.echo("\n".join(described.markdown()))
    else:
        import msgspec

        from faktograf.records import Record

        click.echo(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Record)), indent=2).decode())


@main.command()
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--texts", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The folder of <id>.txt.")
@click.option("--records", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Records made before.")
@click.option("--misses", default=0, metavar="N", help="Show up to N misses of each sort.")
@click.option(
    "--floors", type=click.Path(dir_okay=False, path_type=Path), help="Fail where a figure is below its floor."
)
@click.option("--raise-floors", is_flag=True, help="Raise the floors to the figures.")
@click.option("--lower", is_flag=True, help="With --raise-floors: let floors fall too.")
def score(
    gold: Path,
    texts: Path | None,
    records: Path | None,
    misses: int,
    floors: Path | None,
    raise_floors: bool,
    lower: bool,
) -> None:
    """Score records against the hand-made GOLD folder: exact and overlapping F1, values, links, whole records."""
    from faktograf import scored

    report = scored.report(gold, texts=texts, records=records)
    click.echo(scored.table(report, misses=misses))
    if floors and raise_floors:
        scored.pin(report, floors, gold, texts=texts, lower=lower)
    elif floors:
        short = scored.shortfalls(report, floors, gold, texts=texts)
        for line in short:
            click.echo(line, err=True)
        if short:
            sys.exit(1)


main.add_command(serve)
main.add_command(report)
