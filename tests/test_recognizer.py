"""The recognizer on numpy says what the torch model of its weights says, to the last tag."""

import json
from pathlib import Path

from faktograf.language import recognizer, segments

TOLD = json.loads((Path(__file__).parent / "data" / "recognizer.json").read_text(encoding="utf-8"))
PARAGRAPHS = [[[t.text for t in s] for s in sentences] for sentences in segments.by_paragraph(TOLD["text"])]


def tagged(paragraphs):
    tags = recognizer.recognizer().tags(paragraphs)
    return [[tags[head][i] for head in recognizer.USED] for i in range(len(paragraphs))]


def test_every_tag_is_that_of_the_torch_model():
    assert sum(tag != recognizer.OUTSIDE for row in TOLD["tags"] for tags in row for tag in tags) > 40
    assert tagged(PARAGRAPHS) == TOLD["tags"]


def test_a_paragraph_is_tagged_alike_alone_and_in_company():
    assert [tagged([paragraph])[0] for paragraph in PARAGRAPHS] == TOLD["tags"]


def test_no_words_have_no_tags():
    assert tagged([[], []]) == [[[], [], [], []], [[], [], [], []]]
