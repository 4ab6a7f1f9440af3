"""Records back from JSON Lines, as the sink wrote them."""

from pathlib import Path

import msgspec

from faktograf.errors import BadInput
from faktograf.records import Record


def read_records(path: Path) -> dict[str, Record]:
    """The records by article id. BadInput tells the line, and the field that is wrong."""
    decoder = msgspec.json.Decoder(Record)
    records: dict[str, Record] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            record = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadInput(f"{path}, line {number}: {error}; want a record a line, as extract writes them") from error
        if record.article.id in records:
            raise BadInput(f"{path}, line {number}: a second record of {record.article.id}; leave one")
        records[record.article.id] = record
    return records


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except OSError as error:
        raise BadInput(f"can't read {path}: {error.strerror}") from error
