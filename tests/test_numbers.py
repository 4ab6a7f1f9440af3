"""Quantities: every example of rules.toml, what is counted, what stays out."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faktograf import dates, numbers
from faktograf.errors import FaktografError
from faktograf.numbers.conditions import CONDITIONS

RULES = numbers.grammar().rules
YES = [pytest.param(rule, text, want, id=text) for rule in RULES for text, want in rule.yes.items()]
NO = [pytest.param(rule, text, id=text) for rule in RULES for text in rule.no]
NOISE = st.text(alphabet="абвеийлмнорст АЖ05.,:-–—«»()%$№+/\n\u00a0\u0301iX", max_size=60)
PIECES = (
    "пять 5 12,8 млн тыс. миллион рублей $ € % процентов от до 3–5 более около двух лет году 34-летний один из раз в "
    "первого XX II km км/ч кв. м № статья - минус половина треть целых десятых 1/3 и человек , . ( )"
)
WORDS = st.sampled_from(PIECES.split(" "))


@pytest.mark.parametrize(("rule", "text", "want"), YES)
def test_an_example_is_one_quantity_by_its_rule(rule, text, want):
    found = numbers.find(text)
    assert [(f.rule, numbers.show(f)) for f in found] == [(rule.name, want)]


@pytest.mark.parametrize(("rule", "text"), NO)
def test_a_counterexample_gives_nothing_by_its_rule(rule, text):
    assert [f for f in numbers.find(text) if f.rule == rule.name] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_names_a_condition_that_exists(rule):
    assert rule.fields.get("if") in {None, *CONDITIONS}


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Открыли 600 новых мест.", ["место"]),
        ("Участниками стали свыше 400 человек, и 75 процентов из них нашли работу.", ["человек", "человек"]),
        ("Ему грозит штраф в 5000 рублей.", ["штраф"]),
        ("Водитель заплатит штраф в размере от 3 до 5 тысяч рублей.", ["штраф"]),
        ("Прибыль компании выросла на 10%.", ["прибыль"]),
        ("Доходы бюджета за год составили 3,04 млрд долларов.", ["доход"]),
        ("Он продал 5% акций завода.", ["акция"]),
        ("Задержали 34-летнего полицейского.", ["полицейский"]),
        ("Ивану Петрову 34 года.", ["петров"]),
        ("Это третье по величине месторождение.", ["месторождение"]),
        ("За проголосовали 149 сенаторов, пятеро выступили против.", ["сенатор", "сенатор"]),
        ("Добыча достигла 370 тысяч тонн нефти.", ["нефть"]),
        ("В совете состоят двое раненых детей.", ["ребёнок"]),
        ("Количество заявок достигло 1,2 миллиона.", ["заявка"]),
        ("Он набрал 22 (9+13) очка.", ["очко"]),
        ("На глубине 40 метров рыбаки нашли судно.", ["глубина"]),
        ("Вес новорождённой — 3090 граммов.", ["вес"]),
        ("Изъяли пистолет калибра 9 миллиметров марки «Луч».", ["калибр"]),
        ("Построили 12 километров дороги.", ["дорога"]),
        ("Теплоход затонул в 3 км от берега.", [None]),
        ("Открыли 5 столовых и 3 прачечные.", ["столовая", "прачечная"]),
        ("Осталось 5 раненых и 8 пострадавших.", ["раненый", "пострадавший"]),
        ("Играли 8 мужских сборных и 4 женских.", ["сборная", "сборная"]),
        ("Завоевали 12 медалей (2 золотых и 5 бронзовых).", ["медаль"] * 3),
        ("Разрушены 40 домов, ранены 5 пострадавших.", ["дом", "пострадавший"]),
        ("Спасли 4 собаки и 3 пожилых.", ["собака", "пожилой"]),
    ],
)
def test_the_noun_counted_is_its_lemma(text, counted):
    assert [f.counted for f in numbers.find(text)] == counted


def test_the_place_of_the_noun_counted_is_told():
    text = "Открыли 600 новых мест."
    (found,) = numbers.find(text)
    assert found.counted_at is not None
    assert text[slice(*found.counted_at)] == "мест"


@pytest.mark.parametrize(
    "text",
    [
        "по статье 228 УК РФ",
        "часть 2 статьи 105",
        "самолёт Ту-154 разбился",
        "один из лидеров",
        "заболел COVID-19",
        "подробнее: https://example.org/news/58703",
        "звоните +7 (495) 123-45-67",
        "со счётом 3:1",
        "прошло пять лет",
        "королева Елизавета II",
        "во-вторых, поздно",
        "в первую очередь",
    ],
)
def test_a_number_that_only_names_is_no_quantity(text):
    assert numbers.find(text) == []


def test_a_kept_reason_gives_the_number_after_all():
    (found,) = numbers.find("по статье 228 УК РФ", keep=("law",))
    assert (found.kind, found.low) == ("ordinal", "228")


def test_numbers_in_dates_and_names_are_left_out():
    text = "В 2019 году «Канал 5» купил 3 студии"
    assert [f.low for f in numbers.find(text, dates=[(0, 11)], names=[(13, 20)])] == ["3"]


def test_an_age_is_read_inside_a_duration():
    (found,) = numbers.find("Ему 34 года.", dates=[(4, 11)])
    assert numbers.show(found) == "34 a"


def test_only_the_body_is_read():
    assert [f.low for f in numbers.find("Просмотры: 5. Купили 7 домов.", body=[(14, 30)])] == ["7"]


@settings(max_examples=150)
@given(st.one_of(NOISE, st.lists(WORDS, max_size=14).map(" ".join)))
def test_no_text_raises_and_offsets_hold(text):
    found = numbers.find(text)
    stop = 0
    for f in found:
        assert stop <= f.start < f.stop <= len(text)
        assert not text[f.start].isspace() and not text[f.stop - 1].isspace()
        stop = f.stop


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Выручка выросла с 3 до 5 млн рублей.", "from 3000000 RUB, to 5000000 RUB"),
        ("Прибыль выросла на 20 % до 5 млн рублей.", "by 20 %, to 5000000 RUB"),
        ("Число жалоб сократилось вдвое.", "by 2"),
        ("Площадь увеличат с 2100 до 2850 кв. м.", "from 2100 m2, to 2850 m2"),
        ("Ставку снизили на 0,5 п. п., до 7,5 %.", "by 0.5 %, to 7.5 %"),
        ("Банк заработал 5 млн рублей против 3 млн рублей годом ранее.", "5000000 RUB, from 3000000 RUB"),
        ("Цены стали на 7 % выше.", "by 7 %"),
        ("Цены выросли на 5 %. Машины разгоняются до 60 км/ч.", "by 5 %, at_most 60 km/h"),
        ("Билеты стоят от 300 до 900 рублей.", "300..900 RUB"),
        ("Спектакли прошли на 5 площадках.", "5"),
        ("Машины разгоняются до 60 км/ч.", "at_most 60 km/h"),
    ],
)
def test_a_change_tells_its_ends_apart(text, roles):
    found = numbers.find(text)
    assert ", ".join(" ".join(filter(None, (one.role, numbers.show(one)))) for one in found) == roles


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Мост обошёлся в 3,3 млрд рублей, набережная — в 1,5 миллиарда.", "3300000000 RUB, 1500000000 RUB"),
        ("Долг вырос до $40 млн, хотя весной было 25 млн.", "40000000 USD, 25000000 USD"),
        ("На 3 млн рублей купили 2 тысячи книг.", "3000000 RUB, 2000"),
        ("Собрали 5 млн евро. Пришли 2 тысячи.", "5000000 EUR, 2000"),
        ("Собрали 268 тыс. тонн кеты, 29,4 тыс. — во вторник.", "268000 t, 29400 t"),
        ("Проложили 8 км дорог, пришли 29 тыс.", "8 km, 29000"),
        ("Хищение 212 миллионов доказано: фирма украла 212 млн рублей.", "212000000 RUB, 212000000 RUB"),
        ("Музей обошёлся в 6 млн евро. Из них 4 миллиона дал фонд.", "6000000 EUR, 4000000 EUR"),
        ("Дом продали за 13 млн. Сад стоит 5 млн рублей.", "13000000 RUB, 5000000 RUB"),
        ("Хищение 212 миллионов доказано.", "212000000"),
        ("Потратили 5 млн рублей. В городе живут 2 миллиона.", "5000000 RUB, 2000000"),
        ("Им было 10, 9 и 8 лет.", "10 a, 9 a, 8 a"),
        ("Выпустили 10, 9 и 8 машин.", "10, 9, 8"),
        ("Второе и третье места заняли гости.", "2, 3"),
    ],
)
def test_a_row_of_numbers_shares_what_is_said_once(text, shown):
    assert ", ".join(numbers.show(one).removeprefix("at_most ") for one in numbers.find(text)) == shown


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Приехали 600 жителей Амурской области.", "жители Амурской области"),
        ("Открыли три новых класса.", "новые классы"),
        ("Построена одна новая школа Зейского района.", "новая школа Зейского района"),
        ("Проголосовали 75 процентов населения края.", "население края"),
        ("Зарплаты выросли в 1,5 раза.", "зарплаты"),
        ("Суд взыскал штраф налоговой инспекции в 3 млн рублей.", "штраф налоговой инспекции"),
        ("Сообщается о 34-летнем полицейском.", "полицейский"),
        ("Пострадали двенадцать.", None),
    ],
)
def test_what_is_counted_is_told_whole_and_in_the_nominative(text, phrase):
    (only,) = numbers.find(text)
    assert only.counted_text == phrase


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Партия получила в парламенте 105 из 230 мест.", ["место", "место"]),
        ("Авторам отдадут 40 % от собранной суммы.", ["сумма"]),
        ("Овощей собрано 1450 тонн.", ["овощ"]),
        ("Прошлой весной таких протестов набралось полторы тысячи.", ["протест"]),
        ("Следователи возбудили 63 уголовных дела.", ["дело"]),
        ("Урожайность здесь ниже — 26 кг с гектара.", ["урожайность"]),
        ("Приехали 142 тысячи человек, на 15 % больше.", ["человек", "человек"]),
        ("Собрали в полтора раза больше легковых машин.", ["машина"]),
        ("Клуб за второе место получит 5 млн рублей, за третье — 3 млн рублей.", ["место", None, "место", None]),
        ("Сообщили о 46-летнем Пассуш-Коэлью.", ["пассуш-коэлью"]),
        ("Убрано 5 га. Собрано 40.", [None, None]),
        ("Нужны две трети голосов — 67 из 100.", ["голос", "голос", "голос"]),
        ("За снос жители 276 домов (6 %).", ["дом", "дом"]),
        ("Открыли 3 завода — 20 человек наняли.", ["завод", "человек"]),
        ("Клуб стал трёхкратным чемпионом страны.", ["чемпион"]),
        ("Доходы казны увеличены на 3 млрд рублей.", ["доход"]),
        ("Прибыль Камского промышленного банка (КПБ) составила 4,8 млрд рублей.", ["прибыль"]),
        ("При этом годовой рост продаж составил 8 %.", ["рост"]),
        ("После публикации отчёта бумаги подешевели на 5 %.", ["бумага"]),
        ("Подешевели капуста (на 23 %) и лук (на 11 %).", ["капуста", "лук"]),
        ("Товары подорожали на 3 %, услуги — на 6 %.", ["товар", "услуга"]),
        ("В Туле цены выросли на 3 %, в Зее — на 6 %.", ["цена", "цена"]),
        ("Пришли 18 540 человек — на 9 % больше, чем вчера.", ["человек", "человек"]),
        ("Музей посетили 43 тысячи гостей, вдвое больше, чем вчера.", ["гость", "гость"]),
        ("Высота в холке — 2 метра.", ["высота"]),
        ("Банк платит 18 % годовых.", [None]),
        ("Построят 12 км новых.", [None]),
        ("Два аппарата стоили по 3 млн рублей каждый.", ["аппарат", "аппарат"]),
        ("Иностранцев зачислили 119.", ["иностранец"]),
        ("Ещё 50 % «Русагро» купила давно.", [None]),
        ("Инфляция замедлилась до 7 %.", ["инфляция"]),
    ],
)
def test_what_a_number_counts_is_found_where_it_stands(text, counted):
    assert [found.counted for found in numbers.find(text)] == counted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Разница превышает 770 тысяч.", "more_than 770000"),
        ("Иск примерно на 3,5 млрд рублей.", "approximately 3500000000 RUB"),
        ("Взялись более чем за 18,1 млрд рублей.", "more_than 18100000000 RUB"),
        ("Разница составляет 770 тысяч.", "770000"),
        ("Число зарядов не должно превышать 1550.", "at_most 1550"),
        ("Бросили, как минимум, два камня.", "at_least 2"),
        ("Иск на 3,5 млрд рублей.", "3500000000 RUB"),
    ],
)
def test_a_modifier_stands_before_a_preposition_or_in_the_verb(text, shown):
    assert [numbers.show(found) for found in numbers.find(text)] == [shown]


LEFT = [(rule, text) for rule in numbers.grammar().rules if rule.skip for text in rule.fields["left"]]


@pytest.mark.parametrize(("rule", "text"), LEFT, ids=lambda value: value if isinstance(value, str) else value.name)
def test_a_number_that_is_no_quantity_is_left_out_with_its_reason(rule, text):
    told = numbers.accounted(text, quantities=[(one.start, one.stop) for one in numbers.find(text)], dates=[])
    assert rule.skip in [number.reason for number in told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Звоните 8 (914) 123-45-67.", "left out telephone"),
        ("Читайте www.example.ru/2019/7.", "left out page"),
        ("В 2019 году наняли 5 человек.", "date, quantity"),
        ("Пожар на улице Ленина, 15.", "left out address"),
        ("Музей: ул. Гагарина, д. 7а", "left out address"),
        ("На проспекте Мира 7 домов.", "quantity"),
        ("Один решил уйти.", "left out pronoun"),
        ("Осудили по статье 228, срок — 5 лет.", "left out law, date"),
    ],
)
def test_every_number_is_accounted_for(text, told):
    times = [(one.start, one.stop) for one in dates.find(text)]
    found = [(one.start, one.stop) for one in numbers.find(text, dates=times)]
    rows = numbers.accounted(text, quantities=found, dates=times)
    assert ", ".join(dict.fromkeys(" ".join(filter(None, (row.what, row.reason))) for row in rows)) == told
    assert [row.start < row.stop <= len(text) for row in rows] == [True] * len(rows)


def test_units_of_ones_own_are_read_and_win(tmp_path):
    (tmp_path / "units.tsv").write_text("контейнер\tTEU\nтонна\tтн\n", encoding="utf-8")
    found = numbers.find("Порт принял 5 тыс. контейнеров и 3 тонны.", units=str(tmp_path / "units.tsv"))
    assert [numbers.show(one) for one in found] == ["5000 TEU", "3 тн"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("unit\tконтейнер\tTEU", "three columns"),
        ("контейнер", "want slot"),
        ("морской контейнер\tTEU", "more than one atom"),
        (None, "can't be read as units"),
    ],
)
def test_a_bad_file_of_units_says_what_is_wrong(tmp_path, content, error):
    if content is not None:
        (tmp_path / "units.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(FaktografError, match=error):
        numbers.find("5 контейнеров", units=str(tmp_path / "units.tsv"))


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Завод нарастил прибыль в 2,5 раза.", "прибыль"),
        ("Компания увеличила добычу нефти на 6 %.", "добыча"),
        ("Проект оценили в 950 млн рублей.", "проект"),
        ("Длина тоннеля — 412 метров.", "длина"),
        ("Капитальные вложения — до 9 млрд рублей.", "вложение"),
        ("Билет стоит 250 рублей.", "билет"),
        ("Аграриям выдали 7,9 млрд рублей кредитов.", "кредит"),
        ("Больница купила новый томограф за 62 млн рублей.", "томограф"),
        ("Команда сыграла 31 матч.", "матч"),
        ("Портфель вырос на 11 %, до 236 млрд рублей.", "портфель, портфель"),
        ("Убрали 78 % площадей, или 612 тыс. га.", "площадь, площадь"),
        ("Задержана 34-летняя Дарья Саввина.", "саввина"),
        ("Осудили 52-летнего Петра Лунина.", "лунин"),
        ("Шайбу забросил 19-летний нападающий Кирилл Мохов.", "нападающий"),
        ("Средний чек вырос. Билеты подешевели до 300 рублей.", "билет"),
        ("Выплатили 5 млн рублей компании.", ""),
        ("Премьером стал 75-летний Карел Новак.", "новак"),
        ("Ирина Симонова, 52 года, пострадала.", "симонова"),
        ("Премию получил 60-летний Сюдзи Накамура.", "накамура"),
        ("Учёный Исаму Акасаки, ему 85 лет.", "акасаки"),
        ("Скончался актёр Лев Дуров. Ему было 84 года.", "дуров"),
        ("Лев Дуров встретил Ивана Котова. Ему было 84 года.", ""),
        ("В 56 лет от рака умерла её мать.", "мать"),
        ("В 34 года в Туле погиб Пётр Ильин.", "ильин"),
        ("В 56 лет жизнь не кончается.", ""),
        ("В возрасте 115 лет скончалась рекордсменка.", "рекордсменка"),
        ("Нашли купюру в 20 долларов.", "купюра"),
        ("Он живёт в Туле в 20 долларах от работы.", ""),
        ("Размер доплаты составит 854 рубля, в 2017 году — 1809 рублей.", "размер, размер"),
        ("На территории республики — 7370 рублей.", ""),
        ("Отбыл три четверти назначенного им срока.", "срок"),
        ("Выплатили 46-летнему Деуэйну Джонсону.", "джонсон"),
        ("Нашли 57 штук пустых бочек и 300 штук кирпичей.", "бочка, кирпич"),
        ("Нашли патроны в количестве 478 штук.", "патрон"),
        ("Продали 300 штук за день.", "штука"),
        ("Убытки, по оценке банка, достигли 40 млрд рублей.", "убыток"),
        ("Убытки банка, который вырос, достигли 40 млрд рублей.", "убыток"),
        ("Юбилей 70-летия Республики Коми отметят.", "республика"),
        ("Первые два кандидата вышли вперёд.", "кандидат, кандидат"),
        ("Первый похищенный — россиянин.", "похищенный"),
        ("Она стала первым главой республики.", "глава"),
        ("Города — Манзини (73 тысячи жителей).", "житель"),
        ("Первый — россиянин.", ""),
        ("Ранены 75 человек, сотни других остались без крова.", "человек, человек"),
        ("Закрыли 5 школ, сотни других домов снесли.", "школа, дом"),
        ("Авторам отдадут 40 % от суммы, певцам — 30 %.", "сумма, сумма"),
        ("Городу дадут 5 млн рублей компенсации.", "компенсация"),
        ("Выдали награду в 9 млн крон (около 0,9 млн долларов).", "награда, награда"),
        ("Труба даёт 63 миллиарда кубометров газа в год.", "газ"),
    ],
)
def test_what_is_counted_is_found_in_the_clause(text, lemmas):
    assert ", ".join(one.counted or "" for one in numbers.find(text)) == lemmas


@settings(max_examples=100)
@given(NOISE)
def test_accounting_for_any_text_raises_nothing_and_keeps_order(text):
    rows = numbers.accounted(text, quantities=[(one.start, one.stop) for one in numbers.find(text)], dates=[])
    assert all(a.stop <= b.start for a, b in pairwise(rows))
