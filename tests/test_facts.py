"""What a fact says besides its links: status, change, who is quoted and for whom, how sure it is and why."""

import pytest

import faktograf
from faktograf import analysis, explained, readers
from faktograf.facts import confidence


def facts(text):
    return faktograf.extract(text, published="2024-03-01").facts


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Компания «Восход» планирует построить 5 школ в Туле.", "planned"),
        ("В 2025 году в Туле построят 5 школ.", "planned"),
        ("Фонд намерен выделить 20 млн рублей на ремонт.", "planned"),
        ("Завод будет выпускать 300 машин в год.", "planned"),
        ("Инфляция может вырасти до 8 %.", "possible"),
        ("Возможно, закроют 3 школы.", "possible"),
        ("Если бы завод выпустил 5 машин, долг бы погасили.", "possible"),
        ("Банк «Волга» не выдал 500 кредитов.", "denied"),
        ("Завод отказался платить 5 млн рублей.", "denied"),
        ("В Туле построили 5 школ.", None),
        ("Не более 5 школ закрыли.", None),
        ("Не только 5 школ, но и музей открыли в Туле.", None),
    ],
)
def test_what_is_not_told_as_done_has_its_status(text, status):
    assert facts(text)[0].status == status


def told(text, link):
    """What each fact links to, in order: the text of its date, the name of its organization, or its predicate."""
    record = faktograf.extract(text)
    dates = {found.key: found.text for found in record.dates}
    names = {found.key: found.name for found in record.organizations}
    show = {"date": lambda f: dates.get(f.date), "who": lambda f: names.get(f.organization)}
    return [show.get(link, lambda f: f.predicate)(fact) for fact in record.facts]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("На мост дадут 3 млрд рублей в 2020 году и 2 млрд в 2021 году.", ["в 2020 году", "в 2021 году"]),
        ("В 2020 году сдали 5 школ и 3 сада.", ["В 2020 году", "В 2020 году"]),
        ("Начиная с апреля 2017 года в аварии погибли 75 человек.", ["с апреля 2017 года"]),
        ("Завод работает с 2004 года, а школа приняла 620 детей.", [None]),
        ("В мае 2019 года сдали 40 домов. Жильё получили 120 семей.", ["В мае 2019 года", "В мае 2019 года"]),
        ("В мае 2019 года сдали 40 домов. Жильё получат 120 семей.", ["В мае 2019 года", None]),
        ("В мае 2019 года сдали 40 домов.\n\nЖильё получили 120 семей.", ["В мае 2019 года", None]),
        ("В мае 2019 года сдали 40 домов. Позже заселили 120 семей.", ["В мае 2019 года", None]),
        ("В 2019 году купили 5 домов. Всего предполагается покупка 40 домов.", ["В 2019 году", None]),
        ("На 3 апреля болеют 10 человек. Под надзором находятся 106.", ["На 3 апреля"] * 2),
        ("10 июля 2011 года затонуло судно, построенное в 1955 году. Погибли 120 человек.", ["10 июля 2011 года"]),
        ("Пётр Ильин (родился 15 марта 1975 года), рейтинг — 2813 очков.", [None]),
        ("Рейсами за 8 месяцев улетели 140 человек, на 15 % больше, чем годом ранее.", ["за 8 месяцев"] * 2),
    ],
)
def test_a_fact_has_the_date_that_it_holds_at(text, dates):
    assert told(text, "date") == dates


@pytest.mark.parametrize(
    ("text", "predicates"),
    [
        ("Из Омска пришло 168 заявок, 138 — из Тулы, 100 — из Читы.", ["прийти"] * 3),
        ("Первый завод получит 5 млн рублей, второй — 3 млн рублей.", ["получить"] * 2),
        ("Девушки вели записи 30 лекций.", ["вести"]),
        ("Власти собираются выделить 5 млн рублей.", ["выделить"]),
        ("Тела трёх погибших были найдены.", ["найти"]),
        ("На борту 19 рабочих, задержанных весной.", ["задержать"]),
        ("Рост числа заявок тут уже 30 %.", ["рост"]),
    ],
)
def test_a_fact_has_its_verb_wherever_it_stands(text, predicates):
    assert told(text, "predicate") == predicates


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Завод «Луч» готов заплатить 15 млн рублей, или около 200 тысяч долларов.", ["Луч"] * 2),
        ("Убрали 5 га. Такие цифры привёл Минсельхоз. Здесь собрали 40 тонн.", [None, None]),
        ("Завод «Луч» открыл цех. Подъём цен принёс им 42 %.", [None]),
        ("Завод «Луч» открыл цех. Здесь трудятся 42 человека.", ["Луч"]),
        ("Завод «Луч» открыл цех. На пожаре работают 42 человека.", [None]),
        ("Завод «Луч» открыл цех. Новых рабочих ждали: за год обучили 42 человека.", ["Луч"]),
        ("Завод «Луч» открыл цех. Половину этой суммы направили на станки.", ["Луч"]),
        ("Завод «Луч» открыл цех. — Мы ждём 5 выпускников Тульского университета, — сказал он.", ["Луч"]),
        ("Посольство РФ в Сирии подтвердило похищение двух россиян.", [None]),
        ("Сбербанк сообщил о прибыли в 5 млрд рублей.", ["Сбербанк"]),
        ("Сбербанк добавит проекту 5 млн рублей.", ["Сбербанк"]),
        ("Журнал «Заря» оценил состояние Ильина в 5 млрд рублей.", [None]),
        ("Для помощи полиции в Сочи откомандировали 180 солдат.", [None]),
        ("На сайтах «Луча» побывало 5 млн человек.", ["Луч"]),
        ("Остальными 30 % акций владеет Volga Group.", ["Volga Group"]),
        ("Клуб «Луч» стал чемпионом, семь раз побеждал в кубке.", ["Луч"]),
        ("Суд обязал завод «Луч» выплатить 80 млн рублей.", ["Луч"]),
        ("Минфин потребовал от банка «Волга» вернуть 3 млн рублей.", ["Волга"]),
        ("Банк «Волга» поможет построить 3 школы.", ["Волга"]),
        ("Фонд «Луч» объявил о выделении «Волге» 3 млн рублей.", ["Луч"]),
        ("Доля «Луча» в «Волге» достигла 10 %.", ["Луч"]),
        ("Закон одобрил Совет Федерации. За него проголосовали 149 сенаторов.", ["Совет Федерации"]),
        ("Верховный суд отклонил иск. Против выступили 30 депутатов.", [None]),
        ("Партия «Рассвет» получила в Госдуме 27 мест.", ["Рассвет"]),
    ],
)
def test_a_fact_has_the_organization_that_it_is_about(text, who):
    assert told(text, "who") == who


def test_the_ends_of_one_change_share_its_key():
    text = (
        "Выручка «Луча» выросла с 3 до 5 млн рублей. Прибыль «Луча» выросла с 1 до 2 млн рублей, за год сдали 4 дома."
    )
    assert [fact.change for fact in facts(text)] == ["c1", "c1", "c2", "c2", None]


@pytest.mark.parametrize(
    ("text", "source", "post", "organization"),
    [
        ("Сдали 300 машин, рассказал директор завода «Луч» Пётр Ильин.", "Пётр Ильин", "директор завода «Луч»", "Луч"),
        ("Спрос вырос на 8 %, считает аналитик Сбербанка Яна Мох.", "Яна Мох", "аналитик Сбербанка", "Сбербанк"),
        ("— Купили 5 машин, — сказала Яна Мох, глава мэрии Зеи.", "Яна Мох", "глава мэрии Зеи", "мэрия Зеи"),
        ("Спрос вырос на 8 %, сообщил Олег Ветров.", "Олег Ветров", None, None),
    ],
)
def test_who_is_quoted_has_a_post_and_an_organization(text, source, post, organization):
    record = faktograf.extract(text)
    fact = record.facts[0]
    names = {found.key: found.name for found in record.organizations}
    assert fact.source.text == source
    assert (fact.source_post and fact.source_post.text) == post
    assert names.get(fact.source_organization) == organization


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("В Туле построили 5 школ. Об этом сообщает мэрия Тулы.", ["мэрия Тулы"]),
        ("В Туле сдали 5 школ, 3 сада.\n\nОб этом говорится в сообщении мэрии Тулы.", ["мэрии Тулы"] * 2),
        ("Жители взяли 5 тыс. кредитов. Такие данные опубликовал Росстат.", ["Росстат"]),
        ("Сдали 5 школ, рассказал мэр Пётр Ильин. По его словам, сдадут 3 сада.", ["Пётр Ильин"] * 2),
        ("Сдали 5 школ, рассказал мэр Пётр Ильин. Откроют и 3 сада, добавил он.", ["Пётр Ильин"] * 2),
        ("Сдали 5 школ.\n\nГород растёт.\n\nОб этом сообщает мэрия Тулы.", [None]),
        ("Сдали 5 школ, рассказал мэр Пётр Ильин. Откроют и 3 сада.", ["Пётр Ильин", None]),
    ],
)
def test_who_says_so_may_be_told_before_or_after(text, sources):
    assert [fact.source and fact.source.text for fact in facts(text)] == sources


def test_a_fact_with_all_its_links_in_the_clause_is_surer_than_one_that_counts_nothing():
    sure, unsure = facts(
        "В 2023 году завод «Луч» выпустил 300 машин.\n\nПотом было ещё 500, а «Заря» и «Восток» закрылись."
    )
    assert 0 < unsure.confidence < sure.confidence < 1


def test_confidence_is_the_logistic_of_known_evidence_and_ignores_the_unknown():
    assert confidence.of(["counts nothing"]) < confidence.of([])
    assert confidence.of(["never seen"]) == confidence.of([])


def test_explain_tells_why_each_link_was_made():
    lines = list(explained.lines("В 2023 году завод «Луч» выпустил 300 машин.", published="2024-03-01"))
    assert lines[-1] == "  why  organization: subject of the predicate  date: in the clause  predicate: up the tree"


def test_every_link_of_a_fact_has_its_reason():
    text = "В 2023 году завод «Луч» выпустил 300 машин. Здесь работают 500 человек."
    for fact in analysis.found(readers.document(text)).facts:
        told = {"organization": fact.organization, "date": fact.date, "predicate": fact.predicate}
        assert set(fact.why) == {name for name, value in told.items() if value is not None}
