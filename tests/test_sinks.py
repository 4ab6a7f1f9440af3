"""One contract for all sinks."""

import json

import pytest

from faktograf import sinks
from faktograf.errors import BadInput
from faktograf.records import Article, Record, Skipped

RECORD = Record(
    article=Article(id="заря-1"), text="Текст.", sha256="0", organizations=(), dates=(), quantities=(), facts=()
)
SKIPPED = Skipped(source="b.txt", id="b", reason="empty", detail="no text")


@pytest.fixture(params=["facts.jsonl"])
def destination(request, tmp_path):
    return tmp_path / request.param


def test_what_was_written_is_read_back(destination):
    sink = sinks.sink(str(destination))
    sink.write(RECORD)
    sink.close()
    assert json.loads(destination.read_text(encoding="utf-8"))["article"]["id"] == "заря-1"


def test_nothing_stands_at_the_destination_before_close(destination):
    sink = sinks.sink(str(destination))
    sink.write(RECORD)
    assert not destination.exists()
    sink.close()
    assert destination.exists()


def test_abort_leaves_what_was_there_and_nothing_else(destination):
    destination.write_text("old", encoding="utf-8")
    sink = sinks.sink(str(destination))
    sink.write(RECORD)
    sink.reject(SKIPPED)
    sink.abort()
    assert [path.name for path in destination.parent.iterdir()] == [destination.name]
    assert destination.read_text(encoding="utf-8") == "old"


def test_rejects_lie_beside_and_go_when_a_later_run_has_none(destination):
    for skip in (True, False):
        sink = sinks.sink(str(destination))
        if skip:
            sink.reject(SKIPPED)
        sink.close()
        assert destination.with_suffix(".rejects.jsonl").exists() is skip


def test_an_unknown_ending_is_refused_with_those_that_work():
    with pytest.raises(BadInput, match=r"\.jsonl"):
        sinks.sink("facts.docx")


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path):
    with pytest.raises(BadInput, match="can't write"):
        sinks.sink(str(tmp_path / "nowhere" / "facts.jsonl"))
