"""natasha's news models run flat: their word features, and the hidden layers of morphology and syntax.

Only natasha's model files are used. Its package pulls pymorphy2, which fails on current setuptools, so
it is found on disk and never imported.
"""

import importlib.util
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from slovnet import api
from slovnet.shape import word_shape

from faktograf.errors import FaktografError
from faktograf.language import taps, vectors
from faktograf.language.blocks import Floats
from faktograf.language.network import Encoder
from faktograf.language.vectors import Vectors
from faktograf.language.wordrows import WordRows

_BATCH = 480  # tokens: whole blocks of a product
_KEPT = 5_632  # distinct words: 17 MB for two models
_REACH = 512  # of their rows' numbers; of 98 thousand words none has one above 249


@cache
def _data() -> Path:
    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise FaktografError("natasha's model files are missing: pip install natasha")
    return Path(spec.submodule_search_locations[0]) / "data"


def model_file(name: str) -> Path:
    """The file of natasha's news model of that name: ner, morph, syntax."""
    return _data() / "model" / f"slovnet_{name}_news_v1.tar"


@cache
def word_vectors() -> Vectors:
    """natasha's news vectors."""
    return vectors.load(_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")


_NETWORKS = {  # as in slovnet.api, by the name of the model's file
    "ner": (api.NERModel, api.TagEncoder, api.TagDecoder, api.NERInfer, api.TAG),
    "morph": (api.MorphModel, api.TagEncoder, api.TagDecoder, api.MorphInfer, api.TAG),
    "syntax": (api.SyntaxModel, api.SyntaxEncoder, api.SyntaxDecoder, api.SyntaxInfer, api.REL),
}


@cache
def infer(name: str) -> Any:
    """slovnet's own runtime of a model: its weights and vocabularies are used, its words and their vectors are ours."""
    kind, encoder, decoder, runtime, labels = _NETWORKS[name]
    with api.Pack(model_file(name)) as pack:
        pack.load_meta().check_protocol()
        model = pack.load_model(kind)
        model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
        shapes, tags = pack.load_vocab(api.SHAPE), pack.load_vocab(labels)
    return runtime(model, encoder(None, shapes, 8), decoder(tags))


@cache
def encoder(name: str) -> Encoder:
    """The convolutions of a model."""
    return Encoder(infer(name).model)


def word_features(words: Sequence[str]) -> tuple[Floats, Any]:
    """navec's vectors of distinct words, word × 300, and the numbers of their shapes, the same in all models."""
    shapes = infer("morph").encoder.shapes_vocab
    return word_vectors().of(words), np.array([shapes.encode(word_shape(word)) for word in words])


def batches(sentences: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """The sentences in batches of about _BATCH tokens."""
    start = size = 0
    for i, sentence in enumerate(sentences):
        if size and size + len(sentence) > _BATCH:
            yield sentences[start:i]
            start, size = i, 0
        size += len(sentence)
    if size:
        yield sentences[start:]


@cache
def _rows(models: tuple[str, ...]) -> WordRows:
    """Distinct words' products with the first layers of some models, side by side."""

    def of_words(words: Sequence[str]) -> Floats:
        vectors, shapes = word_features(words)
        return np.concatenate([encoder(name).of_words(vectors, shapes) for name in models], axis=1)

    return WordRows(of_words, width=sum(encoder(name).width for name in models), kept=_KEPT, reach=_REACH)


def share(words: Sequence[str], models: tuple[str, ...]) -> None:
    """Compute what models tell of some words before processes are forked, which then have it in common."""
    _rows(models).share(words, kept=_KEPT // 4)


def hidden(sentences: Sequence[Sequence[str]], models: tuple[str, ...]) -> list[Floats]:
    """The last hidden layers of some models, token × 64, for all tokens of some sentences, none empty."""
    (seen,) = taps.seen([len(sentence) for sentence in sentences], (1,))
    rows, encoders = _rows(models), list(map(encoder, models))
    numbers = np.append(0, rows.numbers(list(chain.from_iterable(sentences))))[seen]
    size = encoders[0].width // 3
    return [one(rows.sums(numbers, size, first=3 * i), seen) for i, one in enumerate(encoders)]
