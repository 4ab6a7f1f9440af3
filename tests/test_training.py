"""What the recognizer learns from: paragraphs with other words, and the marginals of its teachers."""

from itertools import pairwise, product

import numpy as np
import pytest

from faktograf.language import bioes, recognizer, segments
from faktograf.training.corpus import Paragraph
from faktograf.training.others import Others
from faktograf.training.variants import Variants

TEXT = "Директор завода Иван Петров рассказал «Известиям», что фирма купила станки у компании «Сименс» в Москве."
NAMES = {"Иван Петров": "PER", "Известиям": "ORG", "Сименс": "ORG", "Москве": "LOC"}


def paragraph():
    ((_, sentences),) = segments.by_paragraph(TEXT)
    tokens = [token for sentence in sentences for token in sentence]
    tags = np.full((len(tokens), len(recognizer.HEADS)), bioes.OUTSIDE)
    for name, head in NAMES.items():
        start = TEXT.index(name)
        covered = [i for i, t in enumerate(tokens) if start <= t.start < start + len(name)]
        tags[covered[0], recognizer.HEADS.index(head)] = bioes.BEGIN if len(covered) > 1 else bioes.SINGLE
        if len(covered) > 1:
            tags[covered[-1], recognizer.HEADS.index(head)] = bioes.END
    return Paragraph("own", sentences, tags)


PAIRS = {"Московской": "Ленинградской", "министерства": "ведомства", "МВД": "ФСБ", "Google": "Facebook"}
ALONE = ("и", "на", "5", "«", "Ъыьэ")


@pytest.fixture(scope="module")
def others():
    return Others([*PAIRS, *ALONE])


@pytest.fixture(scope="module")
def variants():
    return Variants([paragraph()])


@pytest.mark.parametrize(("word", "other"), PAIRS.items())
def test_another_word_is_written_and_inflected_alike(others, word, other):
    among = np.random.default_rng(1)
    assert other in {others(word, among) for _ in range(200)}


@pytest.mark.parametrize("word", ALONE)
def test_some_words_have_no_others(others, word):
    assert others(word, np.random.default_rng(1)) == word


def test_a_variant_is_a_paragraph_of_other_words_in_the_same_order(variants):
    among = np.random.default_rng(1)
    made = [[" ".join(sentence) for sentence in next(variants(among))] for _ in range(40)]
    assert len({" ".join(sentences) for sentences in made}) > 20
    assert any(" в Москве ." not in sentences[-1] for sentences in made)
    assert all(len(sentences) == 1 for sentences in made)


def test_the_same_seed_makes_the_same_variants(variants):
    made = [[next(variants(among)) for _ in range(5)] for among in (np.random.default_rng(7), np.random.default_rng(7))]
    assert made[0] == made[1]


def test_marginals_are_those_of_all_paths():
    torch = pytest.importorskip("torch")
    from faktograf.training import crf

    random = np.random.default_rng(3)
    heads, lengths = 2, (3, 1)
    scores = random.normal(size=(2, 3, heads, 5)).astype(np.float32) * 2
    transitions = random.normal(size=(heads, 5, 5)).astype(np.float32)
    mask = torch.tensor([[True] * 3, [True, False, False]])
    logs, told = crf.solved(torch.from_numpy(scores), torch.from_numpy(transitions), mask)
    steps = transitions + bioes.forbidden()
    for row, head in product(range(2), range(heads)):
        length, wanted, counts, total = lengths[row], np.zeros((3, 5)), np.zeros((5, 5)), 0.0
        for path in product(range(5), repeat=length):
            score = bioes.START[path[0]] + bioes.STOP[path[-1]]
            score += sum(scores[row, t, head, tag] for t, tag in enumerate(path))
            weight = np.exp(np.float64(score + sum(steps[head][a, b] for a, b in pairwise(path))))
            total += weight
            for t, tag in enumerate(path):
                wanted[t, tag] += weight
            for a, b in pairwise(path):
                counts[a, b] += weight
        assert logs[row, head].item() == pytest.approx(np.log(total), abs=1e-4)
        assert np.allclose(told.tags[row, :, head], wanted / total, atol=1e-5)
        assert np.allclose(told.steps[row, head], counts / total, atol=1e-5)
