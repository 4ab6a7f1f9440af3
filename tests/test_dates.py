"""Dates: every rule's examples are law; resolution by publication, narrative and tense; no text raises."""

import datetime as dt

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faktograf import dates
from faktograf.dates.feasts import of_feast

PUBLISHED = dt.date(2020, 2, 14)
RULES = dates.grammar().rules
YES = [(rule.name, text, meant) for rule in RULES for text, meant in rule.yes.items()]
NO = [(rule.name, text) for rule in RULES for text in rule.no]


def found(text, published=PUBLISHED):
    return dates.find(text, published=published)


@pytest.mark.parametrize(("rule", "text", "meant"), YES)
def test_a_rule_finds_its_example_whole(rule, text, meant):
    (only,) = found(text)
    assert (only.rule, text[only.start : only.stop].strip("()"), dates.show(only)) == (rule, text.strip("()"), meant)


@pytest.mark.parametrize(("rule", "text"), NO)
def test_a_rule_leaves_its_counterexample_alone(rule, text):
    assert rule not in [one.rule for one in found(text)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Форум состоится 1 марта.", "2020-03-01/2020-03-02"),
        ("Документы примут 2 марта, 5 марта.", "2020-03-02/2020-03-03 2020-03-05/2020-03-06"),
        ("Заявки подать не позднее 1 марта.", "2020-03-01/2020-03-02"),
        ("Приглашаем 1 марта на ярмарку.", "2020-03-01/2020-03-02"),
        ("Приём открыт до 20 марта.", "/2020-03-20"),
        ("Мост построен к 1 декабря.", "2019-12-01/2019-12-02"),
        ("Лавку открыли 1 марта, 5 марта её закрыли.", "2019-03-01/2019-03-02 2019-03-05/2019-03-06"),
        ("Форум прошёл 1 марта.", "2019-03-01/2019-03-02"),
        ("Выборы пройдут в среду.", "2020-02-19/2020-02-20"),
        ("Суд прошёл в среду.", "2020-02-12/2020-02-13"),
        ("Школу откроют в сентябре.", "2020-09-01/2020-10-01"),
    ],
)
def test_the_tense_of_the_clause_tells_past_from_future(text, days):
    assert " ".join(dates.show(one) for one in found(text)) == days


def test_a_bare_day_takes_the_year_that_the_story_is_in():
    told = dates.find("Пожар начался 3 мая 2017 года. Его потушили 5 мая.")
    assert dates.show(told[1]) == "2017-05-05/2017-05-06"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Пожар\n\n6 ноября 2015 года в Туле сгорел склад. Его строили весь год. Сторож найден в четверг.",
            "2015-11-05",
        ),
        ("В среду, 13 июня 2018 года, мэр подал в отставку.\n\n— Сегодня я ухожу, — сказал он.", "2018-06-13"),
        ("6 ноября 2015 года сгорел склад. Вчера его осмотрели.", "2015-11-05"),
        ("Большой склад в Туле сгорел 6 ноября 2015 года. Сторож найден в четверг.", "XXXX-WXX-4"),
        ("6 ноября 2015 года сгорел склад, а 8 ноября 2016 года второй. Сторож найден в четверг.", "XXXX-WXX-4"),
        ("12 апреля 1961 года Гагарин полетел в космос. Сегодня это помнят все.", "PRESENT_REF"),
    ],
)
def test_the_day_that_the_news_begins_with_is_today(text, value):
    assert dates.find(text)[-1].value == value


def test_without_a_publication_date_nothing_is_guessed():
    (only,) = dates.find("Выставка открылась 5 марта.")
    assert (only.value, only.begin, only.end, only.anchored) == ("XXXX-03-05", None, None, False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Мост открыт\n\n5 марта 2019 года\n\nВчера открыли мост.", "2019-03-05"),
        ("Томск, 12 октября 2022 года\n\nТекст.", "2022-10-12"),
        ("МОСКВА, 5 мар 2020 – Банк сообщил о прибыли.", "2020-03-05"),
        ("5 марта 2019 года в Томске открыли мост.", None),
        ("Мост открыли 5 марта 2019 года", None),
    ],
)
def test_a_dateline_is_a_date_on_a_line_of_its_own(text, day):
    line = dates.dateline(text)
    assert (line and line.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["31 ноября", "29 февраля 2019 года", "счёт 3:1", "ул. Ленина, 15", "Ту-154", "статья 228"]
)
def test_what_is_no_date_is_none(text):
    assert found(text) == []


def test_feasts_are_the_days_that_the_holidays_package_knows():
    names = {
        "Рождество Христово": "на Рождество",
        "День защитника Отечества": "в День защитника Отечества",
        "День Победы": "в День Победы",
        "День России": "в День России",
        "День народного единства": "в День народного единства",
    }
    known = holidays.country_holidays("RU", years=2019, language="ru")
    told = {name: dates.find(f"{text} 2019 года")[0].value for name, text in names.items()}
    assert {name: [day.isoformat() for day in known.get_named(name, lookup="startswith")] for name in told} == {
        name: [day] for name, day in told.items()
    }


def test_an_unknown_way_to_write_a_feast_is_refused():
    with pytest.raises(ValueError, match="write 05-09"):
        of_feast("easter++", 2019)


PIECES = st.sampled_from(
    [
        *"0159.,:-–—()/«\n",
        *(
            [
                "5",
                "31",
                "2019",
                "мая",
                "ноября",
                "года",
                "в",
                "с",
                "по",
                "на",
                "ночь",
                "век",
                "XX",
                "через",
                "три",
                "дня",
                "назад",
                "прошлом",
                "вторник",
                "вчера",
                "утра",
                "часов",
            ]
        ),
        *(
            "квартал",
            "12:30",
            "1990-е",
            "лет",
            "последнюю",
            "пятый",
            "пятницу",
            "неделю",
            "месяцев",
            "первые",
            "числах",
        ),
        *(
            "Пасху",
            "День",
            "шахтёра",
            "канун",
            "без",
            "четверти",
            "девять",
            "41-го",
            "с",
            "до",
            "кв.",
            "UTC",
            "+",
            "весной",
        ),
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=14).map(" ".join), st.sampled_from([None, PUBLISHED]))
def test_no_text_raises_and_no_interval_is_empty(text, published):
    last = 0
    for one in dates.find(text, published=published):
        assert last <= one.start < one.stop <= len(text)
        assert not (one.begin and one.end) or one.begin < one.end
        last = one.stop


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Форум открыли 12 октября 2002 года. Утром 17 октября он закрылся.", "2002-10-17TMO"),
        ("Студент родился 12 октября 2002 года в Твери. Утром 17 октября он уехал.", "XXXX-10-17TMO"),
    ],
)
def test_a_day_of_birth_gives_the_story_no_year(text, value):
    assert dates.find(text)[-1].value == value


@pytest.mark.parametrize(("text", "value"), [("в среду", "XXXX-WXX-3"), ("в XX веке", "19"), ("в V веке", "04")])
def test_a_value_is_as_timex3_writes_it(text, value):
    assert [found.value for found in dates.find(text)] == [value]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Собрание прошло 5-го.", ["2020-02-05"]),
        ("Собрание пройдёт 20-го в Туле.", ["2020-02-20"]),
        ("Заявки примут до 25-го.", ["2020-02-25"]),
        ("Он победил 5-го соперника.", []),
        ("Жильцы 5-го этажа спят.", []),
        ("Он дошёл до 5-го этажа.", []),
        ("Дом № 5-го.", []),
    ],
)
def test_a_day_may_stand_by_itself(text, days):
    assert [found.value for found in dates.find(text, published=dt.date(2020, 2, 14))] == days
