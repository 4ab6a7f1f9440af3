"""Scoring: gold as people write it, figures that fall where a record errs, floors that hold."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktograf import scoring
from faktograf.errors import BadInput, FaktografError
from faktograf.records import Article, Date, Fact, Interval, Mention, Organization, Quantity, Record, Span
from faktograf.scoring.gold import GoldArticle, GoldDate, GoldFact, GoldMention, GoldOrganization, GoldQuantity

CORPUS = Path(__file__).parents[1] / "corpus"

TEXT = (
    "В 2021 году завод «Заря» выпустил более 300 станков.\n\n"
    "Завод получил 1,5 млн рублей, сообщила «Волна». Треть станков купила Тула."
)
GOLD = {
    "id": "zarya",
    "published": "2022-02-03",
    "organizations": [
        {"id": "o1", "name": "Заря", "mentions": [{"t": "Заря"}, {"t": "Завод", "nominal": True}]},
        {"id": "o2", "name": "Волна", "mentions": [{"t": "Волна"}]},
    ],
    "dates": [
        {"id": "d1", "t": "В 2021 году", "type": "date", "value": "2021", "from": "2021-01-01", "to": "2022-01-01"}
    ],
    "quantities": [
        {"id": "q1", "t": "300", "kind": "count", "value": "300", "modifier": "more_than", "counted": "станок"},
        {"id": "q2", "t": "1,5 млн рублей", "kind": "money", "value": "1500000", "unit": "RUB"},
        {"id": "q3", "t": "Треть", "kind": "fraction", "value": "1/3", "counted": "станок"},
    ],
    "facts": [
        {"quantity": "q1", "predicate": "выпустить", "organization": "o1", "date": "d1"},
        {"quantity": "q2", "predicate": "получить", "organization": "o1", "source": {"t": "Волна"}},
        {"quantity": "q3", "predicate": "купить", "place": {"t": "Тула"}},
    ],
}


def corpus(folder, *, gold=GOLD, text=TEXT):
    """A corpus of one article: `gold` and `texts` beside each other."""
    for name in ("gold", "texts"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "gold" / f"{gold['id']}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    (folder / "texts" / f"{gold['id']}.txt").write_bytes(text.encode("utf-8"))
    return folder / "gold"


def changed(path, **changes):
    """The gold with the fields of one of its items changed: «quantities 0»."""
    gold = json.loads(json.dumps(GOLD))
    item = gold
    for step in path.split():
        item = item[int(step) if step.isdigit() else step]
    item.update(changes)
    return gold


def record_of(gold):
    """The record of a reader who sees what the annotator saw."""

    def words(item):
        return {"start": item.start, "stop": item.stop, "text": gold.text[item.start : item.stop]}

    def known(value):
        return None if value == "?" else value

    def place(value):
        return Span(**words(value)) if isinstance(value, Interval) else None

    def key(value):
        return getattr(known(value), "id", None)

    return Record(
        article=Article(id=gold.id),
        text=gold.text,
        sha256="",
        organizations=tuple(
            Organization(
                key=o.id,
                name=o.name,
                short=None,
                kind=None,
                mentions=tuple(Mention(**words(m), role=m.role) for m in o.mentions),
            )
            for o in gold.organizations
        ),
        dates=tuple(
            Date(
                key=d.id,
                **words(d),
                type=d.type,
                value=known(d.value),
                begin=d.begin,
                end=d.end,
                modifier=None,
                rule="gold",
            )
            for d in gold.dates
        ),
        quantities=tuple(
            Quantity(
                key=q.id,
                **words(q),
                kind=q.kind,
                low=q.low,
                high=q.high,
                modifier=known(q.modifier),
                unit=known(q.unit),
                counted=known(q.counted),
                rule="gold",
            )
            for q in gold.quantities
        ),
        facts=tuple(
            Fact(
                key=f"f{i}",
                quantity=f.quantity.id,
                predicate=known(f.predicate),
                organization=key(f.organization),
                date=key(f.date),
                place=place(f.place),
                source=place(f.source),
                sentence=Interval(start=0, stop=len(gold.text)),
                confidence=None,
            )
            for i, f in enumerate(gold.facts)
        ),
    )


def altered(record, room, index, **changes):
    """The record with one item changed."""
    items = list(getattr(record, room))
    items[index] = msgspec.structs.replace(items[index], **changes)
    return msgspec.structs.replace(record, **{room: tuple(items)})


@pytest.fixture
def gold(tmp_path):
    return scoring.load_gold(corpus(tmp_path))


@pytest.fixture
def record(gold):
    return record_of(gold[0])


def values(gold, *records):
    report = scoring.score(gold, {record.article.id: record for record in records})
    return {name: figure.value for name, figure in report.figures.items()}


def fallen(gold, record):
    """The figures that a record does not have right."""
    return {name for name, value in values(gold, record).items() if value < 1}


# Gold is read.


def test_words_become_offsets_and_ids_what_they_stand_for(gold):
    fact = gold[0].facts[1]
    assert TEXT[fact.quantity.start : fact.quantity.stop] == "1,5 млн рублей"
    assert TEXT[fact.source.start : fact.source.stop] == "Волна"
    assert fact.organization.name == "Заря"


@pytest.mark.parametrize(("nth", "start"), [(1, 0), (2, 2), (3, 8)])
def test_occurrences_are_counted_from_one_and_may_overlap(tmp_path, nth, start):
    quantity = {"id": "q1", "t": "2 2", "n": nth, "kind": "count", "value": "2"}
    empty = {"organizations": [], "dates": [], "facts": []}
    folder = corpus(tmp_path, gold={"id": "a", **empty, "quantities": [quantity]}, text="2 2 2 и 2 2")
    assert scoring.load_gold(folder)[0].quantities[0].start == start


def test_line_ends_of_the_text_count_as_they_are(tmp_path):
    folder = corpus(tmp_path, text="Начало.\r\n" + TEXT)
    assert scoring.load_gold(folder)[0].dates[0].start == len("Начало.\r\n")


def test_articles_come_sorted_by_id(tmp_path):
    for id_ in ("б", "а", "в"):
        folder = corpus(tmp_path, gold={**GOLD, "id": id_})
    assert [article.id for article in scoring.load_gold(folder)] == ["а", "б", "в"]


def test_the_text_folder_may_be_named(tmp_path):
    folder = corpus(tmp_path)
    texts = (tmp_path / "texts").rename(tmp_path / "elsewhere")
    assert scoring.load_gold(folder, texts=texts)[0].text == TEXT


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        (changed("dates 0", n=3), r"zarya.json: \$.dates\[0\]: span «В 2021 году» number 3 .* stands there 1 times"),
        (changed("quantities 1", id="q1"), r"\$.quantities\[1\].id: «q1» is there already"),
        (changed("facts 0", quantity="q9"), r"\$.facts\[0\].quantity: no «q9» in this file; there are: q1, q2, q3"),
        (changed("facts 0", organization="o9"), r"\$.facts\[0\].organization: no «o9» .* o1, o2"),
        (changed("facts 2", place={"t": "Омск"}), r"\$.facts\[2\].place: span «Омск»"),
        (changed("quantities 0", value="много"), r"\$.quantities\[0\].value: «много» is no number; write"),
        (changed("quantities 0", value="1/0"), r"«1/0» is no number"),
        (changed("quantities 0", value=300), r"quantities\[0\].value`; write numbers as strings"),
        (changed("quantities 0", modifer="at_least"), r"unknown field `modifer` .* value_to modifier unit"),
        (changed("quantities 0", kind="amount"), r"'amount' - at `\$.quantities\[0\].kind`; kinds: count money"),
        (changed("dates 0", to="2021"), r"\$.dates\[0\].to`; write days as"),
        (changed("dates 0", to="2021-01-01"), r"\$.dates\[0\].to: 2021-01-01 is not after 2021-01-01"),
    ],
)
def test_an_error_in_gold_tells_file_field_and_what_would_work(tmp_path, gold, message):
    with pytest.raises(BadInput, match=message):
        scoring.load_gold(corpus(tmp_path, gold=gold))


def test_an_id_in_two_files_is_refused(tmp_path):
    folder = corpus(tmp_path)
    (folder / "copy.json").write_bytes((folder / "zarya.json").read_bytes())
    with pytest.raises(BadInput, match="«zarya» is another file's too"):
        scoring.load_gold(folder)


def test_a_missing_text_is_named(tmp_path):
    folder = corpus(tmp_path)
    (tmp_path / "texts" / "zarya.txt").unlink()
    with pytest.raises(BadInput, match=r"can't read its text .*zarya\.txt"):
        scoring.load_gold(folder)


def test_a_folder_without_gold_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"no \*\.json"):
        scoring.load_gold(tmp_path)


# Records are scored.


ORGANIZATIONS = ("Заря", "Волна", "Маяк", "Север")
ROWS = st.lists(
    st.tuples(st.sampled_from(ORGANIZATIONS), st.integers(1900, 2030), st.integers(1, 10**9)), min_size=1, max_size=8
)


def article_of(rows):
    """A gold article, a sentence a row, every one with an organization, a date, a quantity and a fact."""
    text, mentions, dates, quantities = "", {}, [], []
    for name, year, number in rows:
        date, number = f"В {year} году", str(number)
        spot = len(text) + len(date) + 1
        mentions.setdefault(name, []).append(GoldMention(start=spot, stop=spot + len(name), role="name"))
        mentions[name].append(GoldMention(start=spot + len(name) + 1, stop=spot + len(name) + 6, role="nominal"))
        place = Interval(start=len(text), stop=len(text) + len(date))
        days = {"begin": f"{year}-01-01", "end": f"{year + 1}-01-01"}
        id_ = str(len(dates))
        dates.append(GoldDate(id=id_, start=place.start, stop=place.stop, type="date", value=str(year), **days))
        text += f"{date} {name} также выпустила "
        exact = {"kind": "count", "low": number, "high": number, "modifier": None, "unit": None, "counted": "станок"}
        quantities.append(GoldQuantity(id=id_, start=len(text), stop=len(text) + len(number), **exact))
        text += f"{number} станков. "
    organizations = {n: GoldOrganization(id=n, name=n, mentions=tuple(m)) for n, m in mentions.items()}
    facts = tuple(
        GoldFact(
            quantity=quantity,
            predicate="выпустить",
            organization=organizations[name],
            date=date,
            place=Interval(start=date.start, stop=date.stop),
            source=None,
        )
        for (name, _, _), date, quantity in zip(rows, dates, quantities, strict=True)
    )
    return GoldArticle(
        id="a",
        published=None,
        text=text,
        organizations=tuple(organizations.values()),
        dates=tuple(dates),
        quantities=tuple(quantities),
        facts=facts,
    )


@given(ROWS)
def test_gold_turned_into_a_record_scores_one_on_everything(rows):
    article = article_of(rows)
    assert fallen([article], record_of(article)) == set()


@given(ROWS, st.data())
def test_a_record_with_less_never_scores_above_the_whole(rows, data):
    article = article_of(rows)
    whole = record_of(article)
    kept = data.draw(st.sets(st.sampled_from(range(len(rows)))))
    less = msgspec.structs.replace(whole, quantities=tuple(whole.quantities[i] for i in sorted(kept)))
    figures = scoring.score([article], {"a": less}).figures
    assert figures["quantities_found"].recall == round(len(kept) / len(rows), 3)
    assert figures["facts_predicate"].right == len(kept)


def test_the_sample_of_the_corpus_scores_one_but_for_nested_names():
    article = next(article for article in scoring.load_gold(CORPUS / "gold") if article.id == "amur_copp")
    assert fallen([article], record_of(article)) <= {"organization_names"}


def test_an_article_without_a_record_counts_as_nothing_found(gold):
    report = scoring.score(gold, {})
    assert report.articles == 1
    assert {figure.value for figure in report.figures.values()} == {0.0}
    assert report.figures["quantities_found"].gold == 3


@pytest.mark.parametrize(
    ("room", "index", "changes", "figures"),
    [
        ("organizations", 1, {"name": "«ВОЛНА»"}, set()),
        ("organizations", 1, {"name": "Волны"}, {"organization_names"}),
        ("dates", 0, {"start": 2}, {"dates_exact"}),
        ("dates", 0, {"value": "2021-12"}, {"dates_type_and_value"}),
        ("dates", 0, {"type": "duration"}, {"dates_type_and_value"}),
        ("dates", 0, {"end": "2021-02-01"}, {"dates_interval"}),
        ("quantities", 0, {"start": 34}, set()),
        ("quantities", 0, {"low": "300.0", "high": ""}, set()),
        ("quantities", 2, {"low": "2/6", "high": "2/6"}, set()),
        ("quantities", 2, {"low": "0.33", "high": "0.33"}, {"quantities_value", "facts_whole"}),
        ("quantities", 0, {"high": "400"}, {"quantities_value", "facts_whole"}),
        ("quantities", 0, {"low": "много"}, {"quantities_value", "facts_whole"}),
        ("quantities", 1, {"unit": "USD"}, {"quantities_value", "facts_whole"}),
        ("quantities", 0, {"kind": "money"}, {"quantities_value", "facts_whole"}),
        ("quantities", 0, {"modifier": "at_least"}, {"quantities_modifier"}),
        ("quantities", 0, {"counted": "завод"}, {"quantities_counted", "facts_whole"}),
        ("facts", 0, {"predicate": "делать"}, {"facts_predicate"}),
        ("facts", 0, {"organization": "o2"}, {"facts_organization", "facts_whole"}),
        ("facts", 0, {"organization": None}, {"facts_organization", "facts_whole"}),
        ("facts", 2, {"organization": "o1"}, {"facts_organization", "facts_whole"}),
        ("facts", 0, {"date": "d9"}, {"facts_date", "facts_whole"}),
        ("facts", 2, {"place": None}, {"facts_place"}),
        ("facts", 1, {"source": Span(start=0, stop=4, text="В 20")}, {"facts_source"}),
    ],
)
def test_an_error_lowers_its_own_figures_and_no_other(gold, record, room, index, changes, figures):
    assert fallen(gold, altered(record, room, index, **changes)) == figures


def test_mentions_put_together_wrongly_lower_the_clusters(gold, record):
    first, second = record.organizations
    one = msgspec.structs.replace(first, mentions=first.mentions + second.mentions)
    merged = msgspec.structs.replace(record, organizations=(one,))
    assert values(gold, merged)["organization_clusters_b_cubed"] == 0.714


def test_a_name_taken_for_a_nominal_mention_lowers_both(gold, record):
    mentions = tuple(msgspec.structs.replace(m, role="nominal") for m in record.organizations[0].mentions)
    figures = fallen(gold, altered(record, "organizations", 0, mentions=mentions))
    assert figures == {
        "organization_mentions_exact",
        "organization_mentions_overlapping",
        "organization_nominal_mentions",
    }


def test_of_two_spans_over_one_the_closer_one_answers(gold, record):
    wide = msgspec.structs.replace(record.quantities[0], key="q0", start=0, stop=60, low="7", high="7")
    both = msgspec.structs.replace(record, quantities=(wide, *record.quantities))
    figure = scoring.score(gold, {"zarya": both}).figures["quantities_value"]
    assert (figure.recall, figure.pred) == (1.0, 4)


def test_a_date_elsewhere_with_the_same_days_is_the_facts_date_too(tmp_path):
    text = "В 2021 году было 5 станков. За 2021 год."
    later = {"id": "d2", "t": "За 2021 год", "type": "date", "value": "2021", "from": "2021-01-01", "to": "2022-01-01"}
    gold = {
        "id": "a",
        "organizations": [],
        "dates": [GOLD["dates"][0], later],
        "quantities": [{"id": "q1", "t": "5", "kind": "count", "value": "5"}],
        "facts": [{"quantity": "q1", "date": "d1"}],
    }
    articles = scoring.load_gold(corpus(tmp_path, gold=gold, text=text))
    assert values(articles, altered(record_of(articles[0]), "facts", 0, date="d2"))["facts_date"] == 1


@pytest.mark.parametrize(
    ("path", "field", "room", "index", "answer", "figure"),
    [
        ("dates 0", "value", "dates", 0, {"value": "1999"}, "dates_type_and_value"),
        ("quantities 0", "modifier", "quantities", 0, {"modifier": "at_most"}, "quantities_modifier"),
        ("quantities 0", "counted", "quantities", 0, {"counted": "завод"}, "quantities_counted"),
        ("quantities 1", "unit", "quantities", 1, {"unit": "USD"}, "quantities_value"),
        ("facts 0", "predicate", "facts", 0, {"predicate": "делать"}, "facts_predicate"),
        ("facts 0", "organization", "facts", 0, {"organization": "o2"}, "facts_organization"),
        ("facts 0", "date", "facts", 0, {"date": None}, "facts_date"),
        ("facts 2", "place", "facts", 2, {"place": None}, "facts_place"),
        ("facts 1", "source", "facts", 1, {"source": None}, "facts_source"),
    ],
)
def test_any_answer_will_do_where_the_annotator_was_not_sure(tmp_path, path, field, room, index, answer, figure):
    gold = scoring.load_gold(corpus(tmp_path, gold=changed(path, **{field: "?"})))
    wrong = altered(record_of(gold[0]), room, index, **answer)
    result = scoring.score(gold, {"zarya": wrong}).figures[figure]
    unscored = isinstance(result, scoring.Share) and result.of == 0
    assert result.value == 1 or unscored


def test_a_record_of_another_text_is_refused(gold, record):
    other = msgspec.structs.replace(record, text="﻿" + TEXT)
    with pytest.raises(BadInput, match=r"another text .* zarya\.txt"):
        scoring.score(gold, {"zarya": other})


def test_a_record_without_text_is_told_by_its_digest(gold, record):
    with pytest.raises(BadInput, match="another text"):
        scoring.score(gold, {"zarya": msgspec.structs.replace(record, text=None)})


def test_a_miss_is_shown_in_its_context(gold, record):
    less = msgspec.structs.replace(record, dates=())
    assert scoring.score(gold, {"zarya": less}).misses["dates_missed"] == (
        "zarya: «[В 2021 году] завод «Заря» выпустил более 3»",
    )


def test_a_wrong_link_is_shown_by_name(gold, record):
    report = scoring.score(gold, {"zarya": altered(record, "facts", 0, organization="o2")})
    assert report.misses["facts_organization"][0].endswith("want Заря, got Волна")


def test_the_table_has_a_line_a_figure_and_as_many_misses_as_asked(gold, record):
    report = scoring.score(gold, {"zarya": msgspec.structs.replace(record, quantities=())})
    lines = scoring.table(report).splitlines()
    assert [line.split()[0] for line in lines] == ["articles", *report.figures]
    assert scoring.table(report, misses=2).count("  zarya: ") == 2 * sum(map(bool, report.misses.values()))


def test_a_report_goes_to_json_with_the_sort_of_each_figure(gold, record):
    figures = msgspec.to_builtins(scoring.score(gold, {"zarya": record}))["figures"]
    assert figures["dates_exact"] == {"type": "found", "precision": 1, "recall": 1, "f1": 1, "gold": 1, "pred": 1}
    assert figures["facts_date"] == {"type": "share", "right": 3, "of": 3, "accuracy": 1}
    assert figures["organization_clusters_b_cubed"] == {"type": "b_cubed", "f1": 1}


# Floors hold.


@pytest.fixture
def report(gold, record):
    return scoring.score(gold, {"zarya": altered(record, "quantities", 0, counted="завод")})


def test_a_figure_below_its_floor_is_told(report):
    floors = {"quantities_counted": 0.7, "dates_exact": 1.0}
    assert scoring.below(report, floors) == [scoring.Shortfall(name="quantities_counted", floor=0.7, now=0.667)]


def test_a_floor_under_no_figure_is_refused(report):
    with pytest.raises(BadInput, match=r"unknown figures: dates; figures: organization_mentions_exact"):
        scoring.below(report, {"dates": 0.5})


def test_floors_rise_to_what_was_reached(report):
    floors = scoring.raise_floors(report, {"quantities_counted": 0.5})
    assert floors["quantities_counted"] == 0.667
    assert set(floors) == set(report.figures)


def test_no_floor_falls_unless_told(report):
    with pytest.raises(FaktografError, match=r"quantities_counted 0.9 → 0.667"):
        scoring.raise_floors(report, {"quantities_counted": 0.9})


def test_a_floor_falls_when_told(report):
    assert scoring.raise_floors(report, {"quantities_counted": 0.9}, lower=True)["quantities_counted"] == 0.667


def test_floors_are_read_as_written(tmp_path):
    path = tmp_path / "floors.json"
    scoring.write_floors(path, {"dates_exact": 0.8}, corpus="abc")
    assert scoring.read_floors(path, corpus="abc") == {"dates_exact": 0.8}


def test_floors_of_another_corpus_are_refused(tmp_path):
    path = tmp_path / "floors.json"
    scoring.write_floors(path, {"dates_exact": 0.8}, corpus="abc")
    with pytest.raises(scoring.CorpusChanged, match="pinned on corpus abc, this one is def"):
        scoring.read_floors(path, corpus="def")


@pytest.mark.parametrize("content", ["{", '{"floors": {}}', '{"corpus": "a", "floors": {"dates_exact": "high"}}'])
def test_broken_floors_are_refused_with_what_they_should_be(tmp_path, content):
    path = tmp_path / "floors.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=r'want \{"corpus"'):
        scoring.read_floors(path)


@pytest.mark.parametrize(
    ("place", "is_new"), [("gold/zarya.json", True), ("texts/zarya.txt", True), ("texts/b.txt", False)]
)
def test_the_digest_changes_with_the_gold_and_its_texts_only(tmp_path, place, is_new):
    folder, texts = corpus(tmp_path), tmp_path / "texts"
    before = scoring.corpus_digest(folder, texts)
    with (tmp_path / place).open("a", encoding="utf-8") as out:
        out.write("\n")
    assert (scoring.corpus_digest(folder, texts) != before) is is_new


# Records are read back.


def lines(path, *records):
    path.write_bytes(b"\n".join(r if isinstance(r, bytes) else msgspec.json.encode(r) for r in records) + b"\n\n")
    return path


def test_records_are_read_by_article(tmp_path, record):
    assert scoring.read_records(lines(tmp_path / "facts.jsonl", record)) == {"zarya": record}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"article": {"id": 5}}', r"facts.jsonl, line 2: .* at `\$.article.id`"),
        ("{", "line 2: .*truncated"),
        ("[]", "line 2: Expected `object`, got `array`"),
    ],
)
def test_a_broken_record_is_told_by_line_and_field(tmp_path, record, line, message):
    with pytest.raises(BadInput, match=message):
        scoring.read_records(lines(tmp_path / "facts.jsonl", record, line.encode()))


def test_a_line_that_is_not_utf_8_is_told(tmp_path, record):
    with pytest.raises(BadInput, match="line 2: "):
        scoring.read_records(lines(tmp_path / "facts.jsonl", record, b'{"article": {"id": "\xff"}}'))


def test_a_second_record_of_an_article_is_refused(tmp_path, record):
    with pytest.raises(BadInput, match="line 2: a second record of zarya"):
        scoring.read_records(lines(tmp_path / "facts.jsonl", record, record))
