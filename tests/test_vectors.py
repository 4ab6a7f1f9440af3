"""navec's vectors as we read them, held to navec's own."""

import numpy as np
import pytest
from navec import Navec

from faktograf.language import tagger, vectors

PATH = tagger.model_file("ner").parents[1] / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"


@pytest.fixture(scope="module")
def ours():
    return vectors.load(PATH)


def test_words_have_their_numbers_and_pieces_in_navec(ours):
    theirs = Navec.load(PATH)
    words = theirs.vocab.words
    told = (
        theirs[word] if word in theirs else theirs["<unk>"] for word in ("завод", "<pad>", "первыйвторой", "\ud800")
    )
    assert np.array_equal(ours.of(["Завод", "<pad>", "первыйвторой", "\ud800"]), np.stack(list(told)))
    assert ours.words.numbers([word.encode() for word in words]) == list(range(len(words)))
    assert np.array_equal(ours.indexes.of(range(len(words))), theirs.pq.indexes)


def test_a_word_is_told_by_its_letters_where_hashes_are_the_same(monkeypatch):
    monkeypatch.setattr(vectors, "hash", lambda word: len(word), raising=False)
    words = vectors.Words("год день дом река".replace(" ", "\n").encode())
    rows = {"дом": 2, "год": 0, "лес": None, "река": 3, "день": 1, "": None, "год\nдень": None}
    assert words.numbers([word.encode() for word in rows]) == list(rows.values())
    assert [words.word(number) for number in (0, 3)] == ["год", "река"]
    assert words.all() == ["год", "день", "дом", "река"]
