"""Organizations: spans, nominative names, one entry for one organization, words that point back."""

import pytest

from faktograf import organizations
from faktograf.organizations import inflect, marks, quoted, spans


def found(text):
    return organizations.find(text)


def mentions(text, role="name"):
    return [mention for group in clusters(text, role) for mention in group]


def clusters(text, *roles, brief=False):
    """The mentions of each organization; those that only leave its place out are left out, or alone kept."""
    return [
        [
            text[m.start : m.stop]
            for m in o.mentions
            if m.role in (roles or ("name", "nominal")) and (m.rule == "without its place") == brief
        ]
        for o in found(text)
    ]


@pytest.mark.parametrize(
    ("forms", "nominative"),
    [
        ("Благовещенском городском суде", "Благовещенский городской суд"),
        ("Центре опережающей профподготовки", "Центр опережающей профподготовки"),
        ("Амурского госуниверситета", "Амурский госуниверситет"),
        ("Министерству сельского хозяйства", "Министерство сельского хозяйства"),
        ("Томской областной клинической больницей", "Томская областная клиническая больница"),
        ("Властями Москвы", "Власти Москвы"),
        ("Частного обозревателя", "Частный обозреватель"),
        ("Рабочей партии", "Рабочая партия"),
        ("окружного суда", "окружной суд"),
        ("Аль-Каиды", "Аль-Каида"),
        ("Ламборджини", "Ламборджини"),
        ("Газпром", "Газпром"),
        ("Facebook", "Facebook"),
        ("МВД", "МВД"),
    ],
)
def test_a_name_goes_into_the_nominative_with_agreement_kept(forms, nominative):
    assert " ".join(inflect.nominative(forms.split())) == nominative


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Акции «Газпрома» выросли, сообщил Сбербанк.", ["Газпрома", "Сбербанк"]),
        ("Министерство обороны РФ объявило набор.", ["Министерство обороны РФ"]),
        ("Об этом рассказали в правительстве Хабаровского края.", ["правительстве Хабаровского края"]),
        ("Компания «Яндекс» открыла офис в Туле.", ["Яндекс"]),
        ("Хозяйство «Рассвет» посеяло овёс.", ["Рассвет"]),
        ("Сеть «Мой сад» растёт. Чек у «Моего сада» выше.", ["Мой сад", "Моего сада"]),
        ("Звонок прозвенел в школе № 12.", ["школе № 12"]),
        ("Открылась новая детская поликлиника № 3.", ["детская поликлиника № 3"]),
        ("Он посмотрел фильм «Мой сад».", []),
        ("По данным comScore, сайт посетили многие.", ["comScore"]),
        ("Из отчёта eMarketer следует, что рынок растёт.", ["eMarketer"]),
        ("Фонд вложил 3 млн рублей в Zynga.", ["Zynga"]),
        ("Об этом сообщает «Утренний вестник».", ["Утренний вестник"]),
        ("Об этом сообщает «Мы победили».", []),
        ("Он положил сумку в Bagg.", []),
        ("Сообщает агентство ЕАОMedia.", ["ЕАОMedia"]),
        ("Клиника Sant'Orsola приняла больных.", ["Sant'Orsola"]),
        ("Победил клуб «St. Louis Blues».", ["St. Louis Blues"]),
        ("Кредит одобрил ВЭБ.РФ.", ["ВЭБ.РФ"]),
        ("Подробности сообщила мэрия, уточнили в минздраве.", ["мэрия", "минздраве"]),
        ("Больница купила аппарат УЗИ.", []),
        ("Он купил завод. Второй завод сгорел.", []),
        ("В доме № 12 живут двое.", []),
        ("Госдума приняла закон.", ["Госдума"]),
    ],
)
def test_the_span_is_the_name_without_quotes_and_class_word(text, spans):
    assert mentions(text) == spans


def test_a_name_inside_a_name_is_a_mention_of_its_own():
    text = "Об этом сообщает пресс-служба томского правительства."
    assert mentions(text) == ["пресс-служба томского правительства", "томского правительства"]


@pytest.mark.parametrize("text", ["Суд начался утром.", "В центре города тихо.", "Он пошёл в школу.", ""])
def test_a_common_noun_is_no_organization(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Открыт Фонд развития Карелии (ФРК). Летом ФРК выдал займы.",
        "Томский государственный университет вырос. В Томском госуниверситете открыли лабораторию.",
        "Решение принял Псковский городской суд. Сторона защиты ждала Псковского городского суда.",
        "Правительство Приморья утвердило план. У приморского правительства есть деньги.",
    ],
)
def test_forms_of_one_name_make_one_organization(text):
    assert len(found(text)) == 1
    assert len(found(text)[0].mentions) >= 2


def test_the_abbreviation_in_brackets_is_the_short_name():
    only = found("Создан Центр цифрового образования Якутии (ЦЦОЯ).")[0]
    assert (only.name, only.short) == ("Центр цифрового образования Якутии", "ЦЦОЯ")


def test_a_nominal_mention_points_to_the_organization_it_agrees_with():
    text = "Завод открыла компания «Амурсталь». Мэрия Читы довольна. Компания наймёт людей."
    company = next(o for o in found(text) if o.name == "Амурсталь")
    assert [text[m.start : m.stop] for m in company.mentions if m.role == "nominal"] == ["Компания"]


@pytest.mark.parametrize(
    ("text", "pointing"),
    [
        ("Завод «Луч» открыл цех. Тульское предприятие наняло 40 человек.", {"предприятие": "Луч"}),
        ("Прокуратура Карелии подала иски. Надзорный орган опротестовал акты.", {"орган": "Прокуратура Карелии"}),
        ("Минобороны закупит сапоги. Оборонное ведомство ждёт поставок.", {"ведомство": "Минобороны"}),
        ("Прокуратура Карелии подала иски. Слаженная работа органов удивила.", {}),
        ("«Волга» забила гол. Под его руководством клуб стал чемпионом.", {"клуб": "Волга"}),
        ("Гол забил тульский «Луч» в ворота «Волги». Тульский клуб ушёл с поля, матч прерван.", {"клуб": "Луч"}),
        ("Матч показал «Луч». Клуб, занявший второе место, получит приз.", {}),
        ("В матче тура хоккеисты «Зубра» обыграли «Химмаш». Федерация хоккея Тулы оштрафовала клуб.", {"клуб": "Зубр"}),
        ("О матче пишет «Луч». Команда проиграла.", {}),
        ("Социалистическая партия проиграла. Социалисты ждут пересчёта.", {"Социалисты": "Социалистическая партия"}),
        ("Аграрная партия проиграла. Социалисты ждут пересчёта.", {}),
    ],
)
def test_a_word_points_back_to_who_is_meant_or_to_nobody(text, pointing):
    told = {text[m.start : m.stop]: o.name for o in found(text) for m in o.mentions if m.role == "nominal"}
    assert told == pointing


@pytest.mark.parametrize(
    "text",
    ["Итальянский клуб арендовал игрока.", "Крупная строительная компания ушла.", "Надзорный орган подал 3 иска."],
)
def test_a_word_that_only_points_is_no_name(text):
    assert found(text) == []


def test_a_heading_is_not_joined_with_the_next_paragraph():
    text = "Открыт Центр опережающей профподготовки\n\nЗанятия проходят в Чите."
    assert mentions(text) == ["Центр опережающей профподготовки"]


def test_what_lies_outside_the_body_is_not_read():
    text = "Реклама. ООО «Ромашка»\nСбербанк снизил ставку."
    start = text.index("Сбербанк")
    names = [o.name for o in organizations.find(text, body=[(start, len(text))])]
    assert names == ["Сбербанк"]


def test_an_agency_is_an_authority_where_the_text_has_one():
    text = "«Рога» и «Рога» купили завод. Сеть «Рога» растёт. Минфин против. Ведомство подало иск."
    (authority,) = [o for o in found(text) if o.kind == "authority"]
    assert [text[m.start : m.stop] for m in authority.mentions] == ["Минфин", "Ведомство"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Компания Twitter открыла офис. Твиттеру грозит штраф.", [["Twitter", "Твиттеру"]]),
        ("Компания Facebook открыла офис. Доход Фейсбука вырос.", [["Facebook", "Фейсбука"]]),
        ("Компания Samsung открыла офис. Сотрудники Самсунга довольны.", [["Samsung", "Самсунга"]]),
        ("Компания Twitter открыла офис. В Твери грозит штраф.", [["Twitter"]]),
    ],
)
def test_a_latin_name_is_known_in_russian_letters(text, names):
    assert clusters(text, "name") == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Дочернее предприятие «Газпрома» добыло нефть.", "Газпром"),
        ("Работу дала компания «Заря».", "Заря"),
        ("Договор подписан с компанией «Заря».", "Заря"),
        ("Травму получил защитник «Селтика».", "Селтик"),
        ("Аналитики «Финама» ошиблись.", "Финам"),
        ("Сторож «Калинки» уволен.", "Калинка"),
    ],
)
def test_a_quoted_name_behind_its_class_word_stands_still_unless_it_is_known_better(text, name):
    assert [o.name for o in found(text)] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("МИД Италии молчит. По данным МИД РФ, все живы. В МИД ждут.", [["МИД Италии"], ["МИД РФ", "МИД"]]),
        ("Минздрав Карелии ждёт. Минздрав Чувашии ждёт.", [["Минздрав Карелии"], ["Минздрав Чувашии"]]),
        ("Полиция Туапсе ищет. Полиция проверяет.", [["Полиция Туапсе", "Полиция"]]),
        (
            "Российский союз пекарей (Bakers Union, BU) ждёт. В BU молчат.",
            [["Российский союз пекарей", "Bakers Union", "BU", "BU"]],
        ),
    ],
)
def test_a_name_in_brief_is_the_nearest_full_one_that_it_can_be(text, names):
    assert clusters(text) == names


@pytest.mark.parametrize(
    ("words", "tagged", "added", "dropped"),
    [
        ("авиакомпании « Луч » , « Заря » и « Полёт »", [(2, 3), (6, 7)], [(10, 11)], []),
        ("марки « Луч » , « Заря » и « Полёт »", [(2, 3)], [], [(2, 3)]),
        ("« Луч » и « Заря »", [(1, 2)], [], []),
        ("« Луч » открыл « Зарю » , а « Полёт » ждёт", [(1, 2)], [], []),
    ],
)
def test_quoted_names_in_one_list_are_of_one_kind(words, tagged, added, dropped):
    forms = words.split()
    assert quoted.listed(forms, marks.hits(forms), tagged) == (added, dropped)


@pytest.mark.parametrize(
    ("tagged", "known"),
    [([(1, 2), (5, 6)], {("луч",)}), ([(1, 2)], {("луч",)}), ([], set())],
)
def test_a_quoted_name_is_one_where_half_of_its_places_are_tagged(tagged, known):
    forms = ["«", "Луч", "»", "и", "«", "Луча", "»"]
    assert quoted.mostly_tagged([(forms, marks.hits(forms), tagged)]) == known


def test_a_name_inside_another_is_another_organization():
    text = "Пресс-служба посольства США ждёт. Посольство США молчит. Детский фонд ООН ждёт, в ООН молчат."
    assert clusters(text, "name") == [
        ["Пресс-служба посольства США"],
        ["посольства США", "Посольство США"],
        ["Детский фонд ООН"],
        ["ООН", "ООН"],
    ]


def test_initials_in_two_alphabets_are_one_name():
    text = "ФИФА провела жеребьёвку. Президент FIFA уволен."
    assert clusters(text) == [["ФИФА", "FIFA"]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Премию Grammy получила певица Alsou.", []),
        ("Вышел альбом «Ростех», а за ним роман «Восход».", []),
        ("Компания «Ростех» выпустила альбом.", ["Ростех"]),
        ("Акции «Газпрома» выросли.", ["Газпром"]),
    ],
)
def test_a_noun_before_a_name_may_say_that_it_is_no_organization(text, names):
    assert [o.name for o in found(text)] == names


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        ("Министерство обороны РФ объявило набор.", "Министерство обороны"),
        ("Иск подали в Верховный суд Испании.", "Верховный суд"),
        ("Об этом сообщило правительство Карелии.", "правительство"),
    ],
)
def test_a_body_is_also_mentioned_without_whose_it_is(text, brief):
    assert clusters(text, brief=True) == [[brief]]


def test_only_whose_it_is_may_be_left_out_of_a_mention():
    labels = ["ORG", "ORG", "LOC", "", "ORG", "ORG", "ORG"]
    assert spans.without_place([(0, 2), (0, 3), (4, 5), (4, 7)], labels) == {0: 2}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Партия «Справедливая Россия — За правду» получила 27 мандатов.", ["Справедливая Россия — За правду"]),
        ("Лидер «Народного движения Литвы — Новый путь» ушёл.", ["Народное движение Литвы — Новый путь"]),
        ("Матч «Спартак — Зенит» прошёл вчера.", ["Спартак", "Зенит"]),
        ("Он играл в группе «Центр».", ["Центр"]),
        ("Он пришёл в группу «Альянс».", ["Альянс"]),
        ("Его положили в Центр.", []),
        ("Первый канал аннулировал результаты.", ["Первый канал"]),
        ("Об этом рассказал ведущий Пятого канала.", ["Пятый канал"]),
        ("Первый канал связи открыли вчера.", []),
        ("Так считает ритейлер «Северный ряд».", ["Северный ряд"]),
        ("Прибыль ритейлера «Северный ряд» упала.", ["Северный ряд"]),
        ("Данные Росстата вышли вчера.", ["Росстат"]),
        ("Рост на 40 GBP за тонну.", []),
        ("Он приехал на Венский музыкальный фестиваль.", []),
        ("Премьер выступил на Восточном экономическом форуме.", []),
        ("Ролик лежит на video.net/watch?v=9BgCd49U.", []),
        ("Победил ирландец McGregor.", []),
        ("Деньги собрали через JustGiving.", ["JustGiving"]),
        ("Его подключили к аппарату ИВЛ.", []),
        ("Вышел закон Российской Федерации по вопросам пенсий.", []),
        ("Он учился во ВГИКе.", ["ВГИК"]),
        ("Он отдал деньги Красному Кресту.", ["Красный Крест"]),
        ("На стене висел красный крест.", []),
        ("Ведущий «Эха Москвы» ушёл.", ["Эхо Москвы"]),
        ("Об этом рассказали врачи без границ и без денег.", []),
        ("Он выступал в ландтаге Гессена.", ["ландтаг Гессена"]),
        ("Закон приняли в Сейме.", ["Сейм"]),
        ("Договор с заводом заключил Советский Союз.", []),
        ("Суд запретил акции ЛГБТ-активистов.", []),
        ("На трибуне подрались ЦСКА-фанаты.", []),
        ("Проверку провела Рыбоохрана.", ["Рыбоохрана"]),
        ("Госдума спорит. Парламент Италии ждёт. В парламенте молчат.", ["Госдума", "Парламент Италии", "парламент"]),
        ("Об этом пишет «Газета Daily».", ["Газета Daily"]),
        ("Об этом сообщает «Радио Sputnik».", ["Радио Sputnik"]),
        ("Он бежал Уфимский международный марафон.", []),
        ("Так решил судья окружного суда Далласа.", ["окружной суд Далласа"]),
    ],
)
def test_what_the_text_says_of_a_name_tells_how_far_it_reaches(text, names):
    assert [o.name for o in found(text)] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Сообщает «Твиттер». По данным Twitter, доходы выросли.", "Twitter"),
        ("Госдума спорит. Депутаты парламента голосуют за закон.", "Госдума"),
        ("В парламенте ждут. Спикер Кнессета молчит.", "Кнессет"),
        ("Сообщает EURid (European Registry of Names).", "European Registry of Names"),
        ("Минздрав ждёт. Министерство здравоохранения ждёт.", "Министерство здравоохранения"),
    ],
)
def test_of_its_spellings_an_organization_goes_by_its_own(text, name):
    assert found(text)[0].name == name


def test_a_name_reaches_to_the_end_of_the_person_in_it():
    assert spans.with_person(3, [(2, 5)]) == 5
    assert spans.with_person(3, [(3, 5), (0, 3)]) == 3
