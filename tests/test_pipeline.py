"""The pipeline in spaCy's idiom: factories by entry point, spans, processes, disk, records."""

import subprocess
import sys

import msgspec
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

import faktograf
from faktograf import analysis, pipeline, readers, records

TEXT = "В 2021 году Томский государственный университет принял 3,2 тыс. студентов, сообщил ректор Иван Петров."
GROUPS = ("organizations", "dates", "quantities")


@pytest.fixture(scope="module")
def nlp():
    return faktograf.load()


def spans(doc):
    return {group: [(s.text, s.label_) for s in doc.spans[group]] for group in GROUPS}


def test_mentions_lie_in_the_span_groups(nlp):
    found = spans(nlp(TEXT))
    assert found["organizations"] == [("Томский государственный университет", "education")]
    assert found["dates"] == [("В 2021 году", "date")]
    assert found["quantities"] == [("3,2 тыс.", "count")]


def test_a_span_names_its_rule(nlp):
    doc = nlp(TEXT)
    assert all(span.id_ for group in GROUPS for span in doc.spans[group])


@pytest.mark.parametrize("pipe", pipeline.PIPES)
def test_each_stage_is_a_factory_of_a_blank_pipeline(pipe):
    blank = spacy.blank("ru")
    blank.add_pipe(pipe)
    assert blank(TEXT).text == TEXT


def test_a_stage_alone_finds_its_own_spans():
    blank = spacy.blank("ru")
    blank.add_pipe("faktograf_dates")
    doc = blank(TEXT)
    assert [span.text for span in doc.spans["dates"]] == ["В 2021 году"]


def test_two_processes_find_what_one_finds(nlp):
    texts = [(TEXT, 1), ("Сбербанк выдал 5 млрд рублей в мае 2020 года.", 2)] * 3
    one = [(spans(doc), context) for doc, context in nlp.pipe(texts, as_tuples=True)]
    two = [(spans(doc), context) for doc, context in nlp.pipe(texts, as_tuples=True, n_process=2)]
    assert one == two


def test_the_pipeline_survives_the_disk(nlp, tmp_path):
    nlp.to_disk(tmp_path / "model")
    assert spans(spacy.load(tmp_path / "model")(TEXT)) == spans(nlp(TEXT))


def test_a_doc_survives_a_docbin_with_all_that_was_found(nlp):
    kept = DocBin(store_user_data=True, docs=[nlp(TEXT)])
    doc = next(iter(DocBin(store_user_data=True).from_bytes(kept.to_bytes()).get_docs(nlp.vocab)))
    assert pipeline.found(doc) == pipeline.found(nlp(TEXT))


def test_the_pipes_find_what_the_analysis_without_spacy_finds(nlp):
    document = readers.document(TEXT, published="2023-03-05")
    doc = nlp(pipeline.prepared(nlp, document))
    assert pipeline.to_record(doc, document, numbers=True) == analysis.to_record(
        document, analysis.found(document), numbers=True
    )


def test_the_sample_article_gives_its_first_fact():
    text = "В 2022 году 600 жителей Амурской области обучились в Центре опережающей профподготовки (ЦОПП)."
    record = faktograf.extract(text)
    fact, quantity = record.facts[0], record.quantities[0]
    assert (quantity.low, quantity.counted, fact.predicate) == ("600", "житель", "обучиться")
    assert record.organizations[0].name == "Центр опережающей профподготовки"
    assert (fact.organization, fact.date) == ("o1", "d1")


def test_a_record_proves_each_mention_by_its_offsets():
    record = faktograf.extract(TEXT)
    mentions = [m for o in record.organizations for m in o.mentions]
    for found in (*mentions, *record.dates, *record.quantities):
        assert record.text[found.start : found.stop] == found.text


def test_the_same_text_gives_the_same_bytes():
    assert msgspec.json.encode(faktograf.extract(TEXT)) == msgspec.json.encode(faktograf.extract(TEXT))


def test_a_record_is_read_back_from_its_own_json():
    record = faktograf.extract(TEXT)
    assert msgspec.json.decode(msgspec.json.encode(record), type=records.Record) == record


PIECES = st.sampled_from(
    [
        "В 2022 году",
        "600",
        "жителей",
        "Сбербанк",
        "«",
        "»",
        "(",
        "5 млн",
        "\n\n",
        ". ",
        ", ",
        "— ",
        "%",
        "Иван",
        "\x07",
        "№",
    ]
)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_no_text_raises_and_offsets_always_hold(text):
    record = faktograf.extract(text)
    keys = {o.key for o in record.organizations}
    assert all(fact.organization in keys | {None} for fact in record.facts)
    for found in (*(m for o in record.organizations for m in o.mentions), *record.dates, *record.quantities):
        assert record.text[found.start : found.stop] == found.text
        assert found.start < found.stop


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Сбербанк отчитался. В нём 5 тысяч отделений. Чистая прибыль выросла до 5 млрд рублей.", ["Сбербанк"]),
        ("Сбербанк открыл 12 отделений.\n\n— Мы наняли 40 человек, — сказал директор.", ["Сбербанк", "Сбербанк"]),
        ("Сбербанк открыл 12 отделений. В городе живут 40 тысяч человек.", ["Сбербанк", None]),
    ],
)
def test_what_is_owned_and_who_says_we_belong_to_the_story(text, names):
    record = faktograf.extract(text)
    known = {o.key: o.name for o in record.organizations}
    assert [known.get(fact.organization) for fact in record.facts][-len(names) :] == names


@pytest.mark.parametrize(
    "what",
    [
        'assert faktograf.extract(text).quantities[0].low == "120"',
        'from faktograf import cli; cli.main(["extract", given, "-o", given + ".jsonl"], standalone_mode=False)',
    ],
    ids=["in Python", "JSON Lines"],
)
def test_a_short_text_is_read_without_what_takes_long_to_load(what, tmp_path):
    text = "Завод нанял 120 человек."
    given = tmp_path / "one.txt"
    given.write_text(text)
    code = f"""
import sys, faktograf
text, given = {text!r}, {str(given)!r}
{what}
heavy = {{"spacy", "scipy", "pyarrow", "duckdb", "trafilatura", "charset_normalizer", "rich"}}
print(heavy & {{name.partition(".")[0] for name in sys.modules}})
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


@pytest.mark.parametrize("break_", ["\n\n", " "], ids=["paragraphs", "one line"])
def test_a_fact_at_the_end_of_a_very_long_article_is_read(break_):
    filler = "В городе прошёл праздник, гости слушали музыку и смотрели салют над рекой."
    text = break_.join([filler] * 4_000 + ["Завод «Луч» выпустил 317 машин."])
    record = faktograf.extract(text)
    found = {q.key: q for q in record.quantities}[record.facts[-1].quantity]
    assert (found.low, found.stop) == ("317", text.index("317") + 3)
    assert record.facts[-1].predicate == "выпустить"
