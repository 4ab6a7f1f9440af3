"""What kind of file it is: by its content where that is plain, else by its name."""

import re

from faktograf.readers.archives import ARCHIVES
from faktograf.readers.databases import DATABASES

FORMATS = ("text", "html", "jsonl", "json", "csv", "tsv", "parquet", "arrow", "warc")
_ENDINGS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".feather": "arrow",
    ".arrow": "arrow",
    ".arrows": "arrow",
    ".ipc": "arrow",
    ".warc": "warc",
    ".wet": "warc",
    ".tar": "tar",
    ".zip": "zip",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".duckdb": "duckdb",
    ".ddb": "duckdb",
    ".db": "sqlite",
}
_CONTENTS = (
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "zip"),
    (re.compile(rb"[^\0].{256}ustar[\0 ]", re.DOTALL), "tar"),
    (re.compile(rb"SQLite format 3\0"), "sqlite"),
    (re.compile(rb".{8}DUCK.{4}\0{4}", re.DOTALL), "duckdb"),
    (re.compile(rb"PAR1\x15"), "parquet"),
    (re.compile(rb"ARROW1\0\0"), "arrow"),
    (re.compile(rb"WARC/[01]\.\d+\r?\n"), "warc"),
)
_STARTS = (  # of a text with no ending that tells, as standard input has none; «[18+] Новости» is a text
    (re.compile(r"\[\s*[{\]]|\{\s*\n"), "json"),
    (re.compile(r'\{\s*["}]'), "jsonl"),
    (re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S), "html"),
)


def kind(start: bytes, ending: str, asked: str | None) -> str | None:
    """The format asked for, save of archives and databases, which are opened first; None for any text."""
    told = next((kind for content, kind in _CONTENTS if content.match(start)), None)
    named = _ENDINGS.get(ending)
    if told in ARCHIVES or told in DATABASES:
        return told
    return asked if asked and named not in ARCHIVES else told or named


def of_text(start: str) -> str:
    """The format of a text that begins so, its first white space left out."""
    return next((kind for pattern, kind in _STARTS if pattern.match(start)), "text")
