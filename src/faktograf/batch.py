"""Documents → records → a store: in chunks, each committed once, whatever breaks in between."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import faktograf
from faktograf import analysis, memory, reprints
from faktograf.errors import BadInput
from faktograf.made import TOGETHER, Made, Options, made_all
from faktograf.records import Document, Record, Skipped
from faktograf.sinks import Chunk, Entry, Store, StoreError

if TYPE_CHECKING:
    from faktograf.workers import Lost

CHUNK, CHARS = 128, 500_000  # items that are committed together, and the characters of their texts
_ROW = re.compile(r":\d+$")  # a place in a file: what is wrong there is not the article of that id
_DATA = (".toml", ".tsv", ".safetensors")
_Item = Document | Skipped


_PLAIN = Options()


class Summary(msgspec.Struct):
    """What a run did and with which settings; `known` were there already, unchanged."""

    records: int = 0
    skipped: int = 0
    facts: int = 0
    known: int = 0
    duplicates: int = 0
    reasons: dict[str, int] = {}
    settings: dict[str, str] = {}


def records(items: Iterable[_Item], *, options: Options = _PLAIN, skip: Callable[[Skipped], None]) -> Iterator[Record]:
    """The records of the documents in their order; what was skipped goes to `skip` as it comes by."""
    for item in items:
        if isinstance(item, Skipped):
            skip(item)
        else:
            yield made_all([item], options=options)[0].record


def run(
    items: Iterable[_Item],
    store: Store,
    *,
    processes: int = 1,
    options: Options = _PLAIN,
    timeout: float = 300,
    advance: Callable[[Summary], None] = lambda summary: None,
    say: Callable[[str], None] = lambda line: None,
) -> Summary:
    """All items into a store, those that it has already left out; `advance` is called with the counts so far.

    Interrupted, it leaves what was committed, and the same call goes on from there to the same result. With more than
    one process a document on which a worker dies, or stays longer than `timeout` seconds, becomes a reject.
    """
    seen = reprints.Reprints()
    try:
        analysis.ready(units=options.units, registry=options.registry)  # says what is wrong with the user's files
        settings = _settings(options)
        summary = Summary(settings=settings)
        before = store.settings()
        if before is not None and before != settings:
            say(f"the store was made with other {_differing(before, settings)}: what it has stays as it is")
        known = {}
        for entry in store.entries():
            known[entry.id] = entry.digest
            seen.original(entry.id, entry.signature)
        store.begin(settings)
        batches = _chunks(_new(items, known, summary))
        for batch, made in _made(batches, processes, options, timeout):
            chunk = _chunk(batch, made, seen, summary)
            memory.trim()  # what the networks have left: stores need the most
            store.commit(chunk)
            advance(summary)
    except BaseException:  # Ctrl-C too: what is committed stays for the next run
        store.abandon()
        raise
    store.close()
    return summary


def _new(items: Iterable[_Item], known: Mapping[str, bytes], summary: Summary) -> Iterator[tuple[_Item, Entry]]:
    """The items that the store has not, or has otherwise."""
    for item in items:
        entry = _entry(item)
        if known.get(entry.id) == entry.digest:
            summary.known += 1
        else:
            yield item, entry


def _entry(item: _Item) -> Entry:
    digest = hashlib.blake2b(msgspec.msgpack.encode(item), digest_size=16).digest()
    if isinstance(item, Document):
        return Entry(item.article.id, digest, False)
    is_row = item.id is None or item.reason == "duplicate_id" or _ROW.search(item.source)
    return Entry(item.source if is_row else str(item.id), digest, True)


def _chunks(items: Iterator[tuple[_Item, Entry]]) -> Iterator[list[tuple[_Item, Entry]]]:
    """CHUNK items each, fewer where texts are long or an id comes again: one chunk has an id once."""
    chunk: list[tuple[_Item, Entry]] = []
    ids: set[str] = set()
    size = 0
    for item, entry in items:
        chars = len(item.text) if isinstance(item, Document) else 0
        if chunk and (len(chunk) == CHUNK or size + chars > CHARS or entry.id in ids):
            yield chunk
            chunk, ids, size = [], set(), 0
        chunk.append((item, entry))
        ids.add(entry.id)
        size += chars
    if chunk:
        yield chunk


def _made(
    batches: Iterator[list[tuple[_Item, Entry]]], processes: int, options: Options, timeout: float
) -> Iterator[tuple[list[tuple[_Item, Entry]], "list[Made | Lost]"]]:
    """Each chunk with what its documents gave, in order."""
    call = partial(made_all, options=options)
    if processes == 1:
        for batch in batches:
            yield batch, list(call([item for item, _ in batch if isinstance(item, Document)]))
        return
    from faktograf import workers  # which one process does without: multiprocessing is slow to load

    analysis.warm(units=options.units, registry=options.registry)
    memory.share()
    under_way: list[list[tuple[_Item, Entry]]] = []

    def documents() -> Iterator[list[Document]]:
        for batch in batches:
            under_way.append(batch)
            yield [item for item, _ in batch if isinstance(item, Document)]

    for results in workers.ordered(call, documents(), workers=processes, timeout=timeout, together=TOGETHER):
        yield under_way.pop(0), results


def _chunk(
    batch: Sequence[tuple[_Item, Entry]],
    made: "Iterable[Made | Lost]",
    seen: reprints.Reprints,
    summary: Summary,
) -> Chunk:
    entries: list[Entry] = []
    kept: list[Record] = []
    rejects: list[tuple[str, Skipped]] = []
    results = iter(made)
    for item, entry in batch:
        result = item if isinstance(item, Skipped) else next(results)
        if isinstance(result, Made):
            original = seen.original(entry.id, result.signature)
            article = msgspec.structs.replace(result.record.article, duplicate_of=original)
            kept.append(msgspec.structs.replace(result.record, article=article))
            entries.append(msgspec.structs.replace(entry, signature=b"" if original else result.signature))
            summary.duplicates += original is not None
            summary.facts += len(result.record.facts)
            continue
        if not isinstance(result, Skipped):  # lost with its worker
            result = Skipped(source=entry.id, id=entry.id, reason=result.reason, detail=result.detail)  # type: ignore[arg-type]
        rejects.append((entry.id, result))
        entries.append(msgspec.structs.replace(entry, is_reject=True))
        summary.reasons[result.reason] = summary.reasons.get(result.reason, 0) + 1
    summary.records += len(kept)
    summary.skipped += len(rejects)
    return Chunk(tuple(entries), tuple(kept), tuple(rejects))


def _settings(options: Options) -> dict[str, str]:
    """What the records depend on besides their articles."""
    own = {name: _digest([Path(path)]) for name in ("units", "registry") if (path := getattr(options, name))}
    asked = {"text": str(options.keep_text).lower(), "numbers": str(options.numbers).lower()}
    return {"faktograf": faktograf.__version__, "rules": rules(), **asked, **own}


def report(summary: Summary, output: str) -> None:
    """What a run did and with what, as JSON beside a store that is a file or a folder: `facts.duckdb.report.json`."""
    if output == "-" or "://" in output:
        return
    counts = msgspec.to_builtins(summary)
    told = {"settings": counts.pop("settings"), "counts": counts}
    path = Path(f"{output.rstrip('/')}.report.json")
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")
    except OSError as error:
        raise StoreError(f"all is written but the report, {path}: {error.strerror}") from error


def rules() -> str:
    """A digest of all rules, word lists and weights."""
    root = Path(__file__).parent
    return _digest(sorted(path for path in root.rglob("*") if path.suffix in _DATA))


def _digest(paths: Iterable[Path]) -> str:
    found = hashlib.blake2b(digest_size=8)
    for path in paths:
        try:
            found.update(path.read_bytes())
        except OSError as error:
            raise BadInput(f"can't read {path}: {error.strerror}") from error
    return found.hexdigest()


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    return ", ".join(sorted(name for name in {*before, *now} if before.get(name) != now.get(name)))
