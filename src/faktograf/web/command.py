"""`faktograf serve` and `faktograf report`: arguments → calls."""

import importlib.util
from pathlib import Path
from typing import Any

import click

from faktograf.errors import BadInput

LOOPBACK = "127.0.0.1"


@click.command()
@click.argument("store", required=False)
@click.option("--host", default=LOOPBACK, show_default=True, help="The address to listen at; others reach it there.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535))
@click.option("--max-bytes", default=4 * 2**20, show_default=True, help="Of one request.")
@click.option("--timeout", default=60.0, show_default=True, help="Seconds for one text.")
def serve(store: str | None, host: str, port: int, max_bytes: int, timeout: float) -> None:
    """Show facts in their text in a browser: a text that you paste, or a STORE that extract wrote. HTTP API beside.

    A store is .duckdb, .sqlite or .parquet. Nothing is asked of the network.
    """
    if importlib.util.find_spec("fastapi") is None or importlib.util.find_spec("uvicorn") is None:
        raise BadInput("the viewer needs its packages: pip install 'faktograf[web]'")
    import uvicorn

    from faktograf.web import app

    hosts = () if host == LOOPBACK else ("*",) if host in ("0.0.0.0", "::") else (host,)
    made: Any = app.create(store, hosts=hosts, most=max_bytes, seconds=timeout)
    click.echo(f"http://{host}:{port}", err=True)
    uvicorn.run(made, host=host, port=port, log_level="warning", server_header=False)


@click.command()
@click.argument("store")
@click.option("-o", "--output", default="report.html", show_default=True)
def report(store: str, output: str) -> None:
    """Write what is in a STORE as one HTML file: counts, organizations, months, rejects, examples."""
    from faktograf.web import report as made

    text = made.page(store)
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"can't write {output}: {error.strerror}") from error
