"""A saved page as plain text: title, lead, counters, and which part of it is news."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktograf.readers import page

ROWS = tomllib.loads(page.RULES.read_text(encoding="utf-8"))["rule"]
YES = [(row["name"], line) for row in ROWS for line in row["yes"]]
NO = [(row["name"], line) for row in ROWS for line in row["no"]]
RULES = {rule.name: rule for rule in page.rules()}

PAGE = """Мост открыли раньше срока

Строители сдали объект в мае
Просмотры: 1 204
Комментарии: 3

В мае 2021 года мост принял 500 машин.

Материал предназначен для лиц старше 16 лет
18+"""


@pytest.mark.parametrize(("name", "line"), YES)
def test_a_line_of_boilerplate_is_known(name, line):
    assert RULES[name].line.fullmatch(line)


@pytest.mark.parametrize(("name", "line"), NO)
def test_a_line_of_news_is_not_taken_for_boilerplate(name, line):
    assert not RULES[name].line.fullmatch(line)


def test_title_lead_and_counters_become_fields():
    found = page.understood(PAGE)
    assert found.title == "Мост открыли раньше срока"
    assert found.extra == {"lead": "Строители сдали объект в мае", "views": 1204, "comments": 3}


def test_counters_and_warnings_lie_outside_the_body():
    news = "".join(PAGE[start:stop] for start, stop in page.understood(PAGE).body)
    assert "500 машин" in news
    assert not re.search(r"1 204|Комментарии|16 лет|18\+", news)


@pytest.mark.parametrize(
    "text", ["Одна строка без абзацев", "Первое предложение.\n\nВторое.", "Строка\nи вторая сразу за ней", ""]
)
def test_a_text_without_a_heading_has_no_title(text):
    assert page.understood(text).title is None


def test_a_warning_amid_the_news_is_news():
    text = "Заголовок\n\n18+\n\nСпектакль идёт 2 часа."
    assert page.understood(text).body == ((0, len(text)),)


@pytest.mark.parametrize("text", ["Одна строка новости\n\n18+", "Просмотры: 5\n\nВ мае открыли мост."])
def test_what_is_all_the_news_or_none_is_no_title(text):
    assert page.understood(text).title is None


@pytest.mark.parametrize(
    "text",
    ["Заголовок\n\nВся новость в одном абзаце.\n\n18+", f"Заголовок\n\n{'Долгий абзац. ' * 30}\nПросмотры: 5\n\nЕщё"],
)
def test_only_a_short_line_before_the_counters_is_a_lead(text):
    assert "lead" not in page.understood(text).extra


def test_a_rating_keeps_its_fraction():
    assert page.understood("В мае открыли мост.\nРейтинг: 4.5").extra == {"rating": 4.5}


def test_the_sample_page_is_understood():
    text = (Path(__file__).parents[1] / "corpus/articles/amur_copp.txt").read_text(encoding="utf-8")
    found = page.understood(text)
    news = "".join(text[start:stop] for start, stop in found.body)
    assert found.title == "В Приамурье 600 человек освоили новые профессии в Центре опережающей профподготовки"
    assert found.extra["lead"].startswith("Занятия проходят")
    assert (found.extra["views"], found.extra["comments"]) == (3269, 0)
    assert found.title in news
    assert not re.search("3269|Комментарии|старше 18|курения", news)
    assert news.rstrip().endswith("Александр Остапенко.")


LINES = ["Просмотры: 5", "18+", "Текст", "", " ", "\r", "Фото: ИА"]


@given(st.text() | st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
def test_the_body_is_ordered_and_within_the_text(text):
    places = page.understood(text).body
    assert all(0 <= start < stop <= len(text) for start, stop in places)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))


@given(st.text(alphabet="абв \n\r\u2028", min_size=1))
def test_a_text_with_no_boilerplate_is_all_body(text):
    assert page.understood(text).body == (((0, len(text)),) if text.strip() else ())
