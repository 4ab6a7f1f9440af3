"""Products in bytes, what a convolution's taps see, and slovnet's networks over both."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktograf.language import integers, segments, tagger, taps

TEXT = json.loads((Path(__file__).parent / "data" / "recognizer.json").read_text(encoding="utf-8"))["text"]
SENTENCES = [sentence.forms for sentence in segments.tokens(TEXT) if sentence]


def weights(seed, rows=384, out=20):
    return np.random.default_rng(seed).standard_normal((rows, out), dtype=np.float32)


BIAS = weights(9, rows=1)[0]


def rows_of_bytes(seed, count, top, width=384):
    return np.random.default_rng(seed).integers(0, top + 1, (count, width), dtype=np.uint8)


@pytest.mark.parametrize(("fine", "top"), [(False, integers.TOP), (True, integers.FINE_TOP)])
@pytest.mark.parametrize("seed", range(3))
def test_numpy_gives_the_bits_that_onnxruntime_gives(fine, top, seed, monkeypatch):
    rows = rows_of_bytes(seed, 50, top)
    rows[0] = top  # the longest sums
    made = integers.Weight.of(weights(seed), BIAS, fine=fine).product(rows)
    monkeypatch.setattr(integers, "_by_onnxruntime", lambda *weight: None)
    assert np.array_equal(integers.Weight.of(weights(seed), BIAS, fine=fine).product(rows), made)


@pytest.mark.parametrize(("fine", "top"), [(False, integers.TOP), (True, integers.FINE_TOP)])
def test_a_row_of_bytes_has_one_product_whatever_stands_beside_it(fine, top):
    rows, weight = rows_of_bytes(1, 200, top), integers.Weight.of(weights(1), BIAS, fine=fine)
    whole = weight.product(rows)
    assert all(np.array_equal(weight.product(rows[i : i + 1])[0], whole[i]) for i in range(len(rows)))


@pytest.mark.parametrize(("fine", "steps"), [(False, 127), (True, 8192)])
def test_a_weight_is_off_by_half_a_step_at_most(fine, steps):
    weight = weights(2)
    weight[:, 3] = 0
    each = integers.Weight.of(weight, np.zeros(20, np.float32), fine=fine).product(np.eye(len(weight), dtype=np.uint8))
    assert (np.abs(each - weight) <= np.abs(weight).max(axis=0) / steps * 0.501).all()


def test_sums_that_would_not_be_exact_are_refused():
    with pytest.raises(ValueError, match="at most 1028 rows, got 2000"):
        integers.Weight.of(weights(1, rows=2000), np.zeros(20, np.float32))


@given(st.lists(st.integers(1, 12), min_size=1, max_size=6), st.sampled_from([1, 2, 4, 8]))
def test_a_tap_sees_its_own_sequence_alone(lengths, dilation):
    (seen,) = taps.seen(lengths, [dilation])
    of_row = np.repeat(np.arange(len(lengths)), lengths)
    for row, told in enumerate(seen.tolist()):
        for tap, at in zip(told, (row - dilation, row, row + dilation), strict=True):
            is_there = 0 <= at < len(of_row) and of_row[at] == of_row[row]
            assert tap == (at + 1 if is_there else 0)


def by_slovnet(name, sentence):
    """What its own runtime makes of a sentence, in floats; token × 64."""
    model = tagger.infer(name).model
    vectors, shapes = tagger.word_features(sentence)
    seen = np.concatenate([vectors, model.emb.shape.weight.array[shapes]], axis=1)
    return model.encoder(seen[None].astype(np.float32), np.zeros((1, len(sentence)), dtype=bool))[0]


@pytest.mark.parametrize("name", ["morph", "syntax", "ner"])
def test_hidden_rows_are_slovnets_own_within_two_hundredths(name):
    ours = tagger.hidden(SENTENCES, (name,))[0]
    theirs = np.concatenate([by_slovnet(name, sentence) for sentence in SENTENCES])
    assert np.abs(ours - theirs).mean() < 0.02 * np.abs(theirs).mean()


def test_a_sentence_has_one_row_a_token_alone_and_in_company():
    together = tagger.hidden(SENTENCES, ("morph", "syntax"))
    first = 0
    for sentence in SENTENCES:
        for rows, alone in zip(together, tagger.hidden([sentence], ("morph", "syntax")), strict=True):
            assert np.array_equal(rows[first : first + len(sentence)], alone)
        first += len(sentence)
