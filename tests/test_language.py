"""Atoms, segments, tokens and the rule engine."""

import re

import numpy as np
import pytest
import razdel
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from faktograf import dates, numbers
from faktograf.errors import BadRules
from faktograf.language import (
    atoms,
    blocks,
    borders,
    characters,
    entities,
    grammar,
    morphology,
    places,
    recognizer,
    remembered,
    segments,
    titles,
    tokens,
    truecase,
    wordrows,
)

RUSSIAN = st.text(alphabet=st.sampled_from("абвё ЖЯ05.,:-–—«»()%$\n\u00a0\u0301iX№"), max_size=80)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("2019–2020 годы", ["2019", "–", "2020", "годы"]),
        ("25 000 руб.", ["25 000", "руб", "."]),
        ("01.02.2019 в 14:00", ["01.02.2019", "в", "14:00"]),
        ("5-го, 2021-м, 90-е", ["5-го", ",", "2021-м", ",", "90-е"]),
        ("34-летний", ["34", "-", "летний"]),
        ("12,8 млн, 3:1", ["12,8", "млн", ",", "3:1"]),
        ("за́мок", ["за́мок"]),
    ],
)
def test_an_atom_is_a_word_a_number_as_written_or_a_sign(text, forms):
    assert [form for form in atoms.scan(text).forms if form != atoms.GLUE] == forms


@given(RUSSIAN)
def test_atoms_carry_their_offsets(text):
    scanned = atoms.scan(text)
    for at, (form, start) in enumerate(zip(scanned.forms, scanned.starts, strict=True)):
        if form != atoms.BREAK:
            assert text[start : scanned.stop(at)] == form


@pytest.mark.parametrize(("form", "value"), [("XXI", 21), ("ХХ", 20), ("IV", 4), ("СССР", None), ("в", None)])
def test_roman_numerals_are_read_in_latin_and_look_alike_letters(form, value):
    assert atoms.roman(form) == value


LOST = (
    "москва, 5 марта - риа новости. верховный суд рф отменил приговор владимиру орлову, сообщила пресс-служба мвд. "
    "в амурской области за 3 млн руб. построили школу, говорит а. петрова из google. центр занятости (цзн) открыт."
)
FOUND = (
    "Москва, 5 марта - РИА новости. Верховный суд РФ отменил приговор Владимиру Орлову, сообщила пресс-служба МВД. "
    "В Амурской области за 3 млн руб. построили школу, говорит А. Петрова из Google. Центр занятости (ЦЗН) открыт."
)


def test_a_text_in_small_letters_gets_its_capitals_back():
    assert truecase.restored(LOST) == FOUND


def test_a_headline_in_capitals_is_read_as_a_line():
    text = "ПРАВИТЕЛЬСТВО АМУРСКОЙ ОБЛАСТИ ВЫДЕЛИЛО МВД 5 МЛН РУБЛЕЙ\n\nСумма велика.\n\nАО «ЛУЧ»"
    want = "Правительство Амурской области выделило МВД 5 млн рублей\n\nСумма велика.\n\nАО «ЛУЧ»"
    assert truecase.restored(text) == want


@pytest.mark.parametrize("text", [FOUND, LOST.replace("мвд", "МВД"), LOST[:100], LOST.upper(), "ß" * 300])
def test_any_other_text_stays_as_it_is(text):
    assert truecase.restored(text) == text


@given(st.text(alphabet=st.sampled_from("абвё .,:-–—«»()\n\u00a0ßŉǰabc№"), min_size=200, max_size=400))
def test_capitals_change_no_place_and_no_letter(text):
    restored = truecase.restored(text)
    assert len(restored) == len(text)
    assert restored.lower() == text or restored == text


@given(st.text(alphabet=st.sampled_from("АБВё .,«»\nßŉ№1"), min_size=20, max_size=200))
def test_a_line_in_capitals_keeps_its_places(text):
    assert len(truecase.restored(text)) == len(text)


@given(RUSSIAN)
def test_the_tokenizer_keeps_every_character(text):
    nlp = spacy.blank("ru")
    doc = tokens.Tokenizer(nlp.vocab)(text)
    assert doc.text == text


def test_no_sentence_crosses_a_paragraph():
    text = "Заголовок без точки\n\nПервое предложение. Второе предложение."
    assert [text[s.start : s.stop] for s in segments.sentences(text)] == [
        "Заголовок без точки",
        "Первое предложение.",
        "Второе предложение.",
    ]


def test_an_endless_line_is_segmented_to_its_last_character():
    text = "Слово " * 20_000 + "конец."
    assert segments.sentences(text)[-1].stop == len(text)


def test_morphology_knows_all_forms_of_a_lemma():
    assert {"год", "года", "лет", "годах"} <= morphology.forms("год")


@pytest.fixture
def rules(tmp_path):
    def build(text, words="month\tмай\t5\nday\t#1-12\nday\t#13-23\nnum\tдва\t2\nnum\tдвадцать\t20\n"):
        (tmp_path / "words.tsv").write_text(words, encoding="utf-8")
        (tmp_path / "rules.toml").write_text(text, encoding="utf-8")
        return grammar.load(tmp_path / "rules.toml", tmp_path / "words.tsv")

    return build


def found(built, text):
    return [(text[m.start : m.stop], m.rule.name, m.slots) for m in built.find(atoms.scan(text))]


def rule(pattern, name="r"):
    return f'[[rule]]\nname = "{name}"\npattern = "{pattern}"\n'


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("{day} {month}", "Было 5 мая тут", [("5 мая", {"day": "5", "month": "5"})]),
        ("в {month} год?", "в мае года", [("в мае года", {"month": "5"})]),
        ("{num}+ год", "двадцать два года", [("двадцать два года", {"num": "двадцать два"})]),
        ("до [ {day} год ]", "до 5 лет", [("5 лет", {"day": "5"})]),
        ("{day} ( май | год )", "5 лет", [("5 лет", {"day": "5"})]),
        ("{day}~%", "5% и 7 %", [("5%", {"day": "5"})]),
        ("{day} _ %", "5% и 7 %", [("7 %", {"day": "7"})]),
        ("(low= {day} ) - (high= {day} )", "3-5", [("3-5", {"low": "3", "high": "5", "day": "5"})]),
        ("{W} [ {day} ]", "Ту 12, ту 5", [("12", {"W": "Ту", "day": "12"})]),
        ("{day} {month}", "5\nмая", []),
        ("году {day}", "год 5", []),
    ],
)
def test_a_pattern_means_what_its_manual_says(rules, pattern, text, expected):
    assert [(span, slots) for span, _, slots in found(rules(rule(pattern)), text)] == expected


def test_the_longest_match_wins_then_the_earlier_rule(rules):
    built = rules(rule("{day}", "day") + rule("{day} {month}", "day month") + rule("{month}", "month"))
    assert [name for _, name, _ in found(built, "5 мая, мая, 7")] == ["day month", "month", "day"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (rule("{nosuch}"), "nosuch"),
        (rule("( {day}"), "missing"),
        (rule("{day}?"), "must be there"),
        (rule("<nosuch>"), "no macro"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_which_rule_and_why(rules, text, what):
    with pytest.raises(BadRules, match=what):
        rules(text).find(atoms.scan("5"))


@given(data=st.data())
@pytest.mark.parametrize("room", [dates, numbers], ids=["dates", "numbers"])
def test_a_stretch_cut_where_no_pattern_goes_on_has_the_matches_of_the_whole(room, data):
    grammar = room.grammar()
    stretches = grammar._stretches
    symbols = st.sampled_from([*sorted(grammar._symbols.values()), *"wWp~"])
    drawn = data.draw(st.lists(symbols, min_size=1, max_size=12).map("".join))
    stretch = re.sub("~+", "~", drawn)  # no text has nothing between two atoms twice
    assert set(stretches.matches(stretch)) == set(stretches.run(stretch))


def test_a_long_run_of_numbers_is_matched_to_its_end(rules):
    text = "два " * 3000 + "5 мая"
    assert found(rules(rule("{day} {month}")), text) == [("5 мая", "r", {"day": "5", "month": "5"})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("программа «Первая профессия» открыта", ["Первая профессия"]),
        ('фильм "7 дней" снят', ["7 дней"]),
        ("Он сказал: «Наняли 120 рабочих»", []),
        ("«Мы наняли 120 рабочих, и это не предел», — сказал он", []),
        ("«Мы наняли 120 рабочих», — сказал он", []),
        ("Его фильмы: «12 дней весны» (1973), «Три стрелка» (1978) и другие", ["12 дней весны", "Три стрелка"]),
        ("Он сказал: «Три стрелка пришли», и ушёл", []),
        ("термин «первая линия» стар", []),
    ],
)
def test_a_quoted_title_is_told_from_quoted_speech(text, found):
    assert [text[start:stop] for start, stop in titles.quoted(text)] == found


def rows_of(table, words):
    return table.sums(table.numbers(words)[:, None], table.width)


def test_a_word_has_one_row_whichever_words_came_with_it_and_however_full_the_cache_is():
    words = [
        "завод",
        "нанял",
        "сто",
        "человек",
        "порт",
        "принял",
        "судов",
        "Завод",
        "Порт",
        "область",
        "школа",
        "город",
        "5",
        "2019",
        ",",
        ".",
        "суд",
        "банк",
        "рубль",
    ]
    compute = recognizer.recognizer()._of_words
    width = compute(["суд"]).shape[1]
    small, roomy = (wordrows.WordRows(compute, width=width, kept=kept, reach=16) for kept in (5, 1000))
    assert np.allclose(rows_of(roomy, words), compute(words), atol=1e-3)
    rows = rows_of(roomy, words)
    for size in (1, 2, 3, 5, 19):
        for first in range(0, len(words), size):
            some = words[first : first + size]
            assert np.array_equal(rows_of(small, some), rows[first : first + size])
    for shared in (words[:4], words[10:]):
        small.share(list(dict.fromkeys(shared)), kept=3)
        for first in range(len(words)):
            assert np.array_equal(rows_of(small, words[first:] + words[:first]), np.roll(rows, -first, axis=0))


def test_a_row_of_a_product_is_the_same_wherever_it_stands_and_whatever_stands_beside_it():
    random = np.random.default_rng(7)
    rows = random.standard_normal((3 * blocks.size() + 5, 256), dtype=np.float32)
    weight = random.standard_normal((256, 384), dtype=np.float32)
    whole = blocks.product(rows, weight)
    for first, stop in ((0, 1), (1, 8), (5, 5 + blocks.size()), (blocks.size() + 3, len(rows))):
        assert np.array_equal(blocks.product(rows[first:stop], weight), whole[first:stop])


@pytest.mark.parametrize(
    ("form", "is_so"),
    [
        ("обучились", True),
        ("построено", True),
        ("стали", False),
        ("завод", False),
        ("заглючмылись", False),
        ("", False),
    ],
)
def test_a_form_is_only_a_verb_where_the_dictionary_knows_nothing_else(form, is_so):
    assert morphology.is_only(form, frozenset(("VERB", "INFN", "PRTS"))) == is_so


def test_the_letters_of_a_word_are_its_first_and_last_eight():
    short, long, rare = characters.codes(["дом", "достопримечательности", "до\U0001f600\x00м"]).tolist()
    assert short[3:] == [0] * 13 and len(set(short[:3])) == 3
    assert long == characters.codes(["достоприельности"]).tolist()[0]
    assert rare[:5] == [short[0], short[1], 1, 1, short[2]]


_TEXT = "завод Заводами ЕЁ еще я в ворон стали печь смелее двух-трёх кто-то Ростехнадзора ооо Google 25 XXI ё"
WORDS = _TEXT.split()


@pytest.mark.parametrize("form", WORDS)
def test_parses_are_those_of_pymorphy(form):
    found, theirs = morphology.parses(form), tuple(morphology.analyzer().parse(form))
    assert found == theirs  # which compares likelihoods and methods too
    assert {type(parse) for parse in found} == {type(parse) for parse in theirs}


@pytest.mark.parametrize("form", WORDS)
@pytest.mark.parametrize("grammemes", [{"nomn"}, {"nomn", "plur"}, {"sing", "masc", "nomn"}, {"sing", "femn", "datv"}])
def test_words_are_inflected_as_by_pymorphy(form, grammemes):
    for parse in morphology.parses(form) * 2:  # told, and then remembered
        theirs = parse.inflect(grammemes)
        assert morphology.inflected(parse, *grammemes) == (theirs and theirs.word)


@pytest.mark.parametrize("form", ["\U00017000", "дом\U00017000", "5\U00018cff", "\U0001f600"])
def test_a_sign_of_any_script_is_a_word_to_morphology(form):
    assert morphology.lemma(form)
    assert morphology.forms(form) == {form}


_SIGNS = "абвАБz19 5,.-—–_/\\!?…:;()«»\"'  Δ№%€\u00a0"


@given(st.text(alphabet=_SIGNS, max_size=60) | st.text(max_size=40))
@example("5, 6")
@example("кто -то")
@example("3 -4")
@example("Yahoo !")
@example("кто-то, что-либо. «Ростов-на-Дону» IT 2019")
def test_tokens_are_razdels(text):
    told = [
        [(a + t.start, a + t.stop, t.text) for t in razdel.tokenize(text[a:b])] for a, b in segments.sentences(text)
    ]
    assert [list(map(tuple, sentence)) for sentence in segments.tokens(text)] == told


@given(st.text(alphabet="аБz0159 .,-:/%'’°\u0301\u00a0\n\r\u2028\t", max_size=60) | st.text(max_size=40))
@example("25 000 рублей, 1 234 567,5 и 5 0000")
@example("в2019 2020 12\u00a0000\u00a0")
@example(" \n\r\n 5 кг. \u2028")
def test_atoms_of_chunks_are_those_of_the_whole_text(text):
    wanted, at, is_joined = [], 0, False
    for piece in atoms._PIECE.findall(text):
        if piece.isspace():
            for i, sign in enumerate(piece):
                wanted += [(atoms.BREAK, at + i)] if atoms._BREAK.match(sign) else []
        else:
            wanted += [(atoms.GLUE, at), (piece, at)] if is_joined else [(piece, at)]
        at, is_joined = at + len(piece), not piece.isspace()
    scanned = atoms.scan(text)
    assert list(zip(scanned.forms, scanned.starts, strict=True)) == wanted
    stops = [start + len(form) for form, start in wanted]
    assert [scanned.stop(i) for i in range(len(wanted))] == stops
    assert [scanned.ended(place) for place in range(len(text) + 1)] == [
        sum(stop <= place for stop in stops) for place in range(len(text) + 1)
    ]
    assert [form for cut in scanned.chunks for form in cut.forms] == scanned.forms


_PIECES = ["работ", "Завод", "г", "др", "проф", "И", "5", "т", "е", "это_", "руб", "XII", "А_б", "Он"]
_MARKS = [". ", " ", ", ", "! ", "… ", ".» ", "» ", ") ", ".) ", ":) ", "; ", " — ", ".", '" ', " «", "\n", "?” "]


@given(st.lists(st.sampled_from(_PIECES + _MARKS), max_size=40) | st.text(alphabet=_SIGNS, max_size=60))
def test_sentences_are_razdels(pieces):
    text = "".join(pieces)
    told = [(s.start, s.stop) for s in razdel.sentenize(text) if s.stop > s.start]
    assert [place for place in borders.sentences(text) if place[1] > place[0]] == told


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9))), st.integers(0, 30), st.integers(1, 9))
def test_places_say_what_each_of_them_would(rows, start, length):
    spans, stop = [(first, first + size) for first, size in rows], start + length
    covered = places.Covered(spans)
    assert covered.hold(start, stop) == any(a <= start and stop <= b for a, b in spans)
    assert covered.touch(start, stop) == any(a < stop and start < b for a, b in spans)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("75&nbsp;%", "75      %"),
        ("&laquo;Луч&raquo; горит", "      «Луч»       горит"),
        ("сказал &quot;Да&quot;", 'сказал      "Да"     '),
        ("Луч &mdash; свет", "Луч —       свет"),
        ("caf&eacute; и AT&T; 5 & 6;", "caf&eacute; и AT&T; 5 & 6;"),
    ],
)
def test_an_entity_is_read_as_its_sign_and_moves_nothing(text, read):
    assert entities.masked(text).replace("\u00a0", " ") == read
    assert len(entities.masked(text)) == len(text)


@given(st.lists(st.integers(0, 20), max_size=200))
def test_what_is_remembered_is_what_would_be_made_again_and_not_too_much_of_it(keys):
    made = []
    kept = remembered.Remembered(lambda key: made.append(key) or key * key, 5)
    assert [kept[key] for key in keys] == [key * key for key in keys]
    assert len(kept) <= 5
    often = [kept[0] for _ in range(3) for _ in (0, 1)]
    assert often == [0] * 6 and made.count(0) <= 1 + keys.count(0)
