"""The recognizer on numpy says what the torch model of its weights says, to the last tag."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from faktograf.language import bioes, recognizer, segments

TOLD = json.loads((Path(__file__).parent / "data" / "recognizer.json").read_text(encoding="utf-8"))
PARAGRAPHS = [tokens.forms for tokens, _ in segments.by_paragraph(TOLD["text"])]


def tagged(paragraphs):
    tags = recognizer.recognizer().tags(paragraphs)
    return [[tags[head][i] for head in recognizer.USED] for i in range(len(paragraphs))]


def test_every_tag_is_that_of_the_torch_model():
    assert sum(tag != bioes.OUTSIDE for row in TOLD["tags"] for tags in row for tag in tags) > 40
    assert tagged(PARAGRAPHS) == TOLD["tags"]


def test_a_paragraph_is_tagged_alike_alone_and_in_company():
    assert [tagged([paragraph])[0] for paragraph in PARAGRAPHS] == TOLD["tags"]


def test_no_words_have_no_tags():
    assert tagged([[], []]) == [[[], [], [], []], [[], [], [], []]]


def stepped(scores, steps):
    """The best path through one paragraph under one head, each token stepped through."""
    best, back = scores[0] + bioes.START, []
    for row in scores[1:]:
        through = best[:, None] + steps
        back.append(through.argmax(0))
        best = through.max(0) + row
    path = [int((best + bioes.STOP).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


@pytest.mark.parametrize("steps", [0.0, 0.5, 3.0], ids=lambda spread: f"steps changed by {spread}")
@pytest.mark.parametrize("dearer", [0.0, 4.0, 10.0, -4.0], ids=lambda dearer: f"outside dearer by {dearer}")
def test_tags_are_those_of_a_viterbi_through_every_token(dearer, steps):
    weights = {name: array.astype(np.float32) for name, array in load_file(recognizer.WEIGHTS).items()}
    weights["out.bias"].reshape(-1, 5)[:, bioes.OUTSIDE] -= dearer
    weights["transitions"] += np.random.default_rng(1).normal(scale=steps, size=weights["transitions"].shape)
    network = recognizer.Recognizer(weights)
    tags, allowed = network.tags(PARAGRAPHS), weights["transitions"] + bioes.forbidden()
    scores = [network.scores([paragraph]) for paragraph in PARAGRAPHS]
    for i, label in enumerate(recognizer.USED):
        head = allowed[recognizer.HEADS.index(label)]
        assert tags[label] == [stepped(row[:, i], head) for row in scores]
