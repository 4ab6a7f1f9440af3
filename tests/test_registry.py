"""Legal forms, and one id for one organization across articles: derived from its name, or the user's own."""

import pytest
from click.testing import CliRunner

from faktograf import organizations
from faktograf.cli import main
from faktograf.errors import BadInput
from faktograf.organizations import legal, registry


def first(text, **options):
    return organizations.find(text, **options)[0]


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("ПАО «Сбербанк» открыло отделение.", "Сбербанк", "ПАО"),
        ("Общество с ограниченной ответственностью «Амурагро» посеяло сою.", "Амурагро", "ООО"),
        ("Его приняли в публичное акционерное общество «Ростелеком».", "Ростелеком", "ПАО"),
        ("МБОУ «Лицей № 6 города Белогорска» получило грант.", "Лицей № 6 города Белогорска", "МБОУ"),
        ("Газпром добыл больше газа.", "Газпром", None),
        ("Благовещенский городской суд вынес приговор.", "Благовещенский городской суд", None),
    ],
)
def test_the_legal_form_before_a_name_is_told_by_its_abbreviation(text, name, form):
    assert (first(text).name, first(text).legal_form) == (name, form)


def test_a_word_that_only_begins_like_a_legal_form_is_none():
    assert legal.form("АОН «Заря»", 5, 9) is None
    assert legal.form("Обществу «Знание»", 10, 16) is None


@pytest.mark.parametrize(
    "texts",
    [
        ("Минздрав РФ закупил вакцину.", "Министерство здравоохранения Российской Федерации закупило вакцину."),
        ("МВД сообщило о розыске.", "В Министерстве внутренних дел России рассказали о розыске."),
        ("Сбербанк снизил ставку.", "Ставку снизило ПАО «Сбербанк»."),
        ("Приговор вынес Свободненский городской суд.", "Дело ушло в Свободненский городской суд."),
    ],
)
def test_one_organization_has_one_id_in_all_articles(texts):
    ids = {first(text).registry for text in texts}
    assert len(ids) == 1 and None not in ids


@pytest.mark.parametrize(
    "text",
    [
        "В городском суде прошло заседание.",
        "Клуб «Спартак» забил гол.",
        "Минздрав закупил аппараты.",
        "ООО «Заря» построило дом.",
        "ЦОПП обучил 500 человек.",
    ],
)
def test_a_name_that_may_be_anybodys_has_no_id(text):
    assert first(text).registry is None


def test_ministries_of_two_regions_are_two():
    one, other = first("Минздрав Бурятии купил 5 машин."), first("Минздрав Чувашии купил 5 машин.")
    assert None not in (one.registry, other.registry)
    assert one.registry != other.registry


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.csv"
    rows = ("id,name,aliases", "77,ООО «Заря»,Заря-Агро; Zarya", "78,Минздрав Бурятии,Минздрав", "79,Луч,", "80,Луч,")
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("ООО «Заря» построило дом.", "77"),
        ("Дом строит компания «Заря-Агро».", "77"),
        ("Министерство здравоохранения Бурятии купило 5 машин.", "78"),
        ("Минздрав Чувашии и Минздрав спорят.", "министерство здравоохранение чувашия"),
        ("Завод «Луч» сгорел.", None),
    ],
)
def test_a_users_own_list_wins_and_a_name_of_two_stays_unlinked(text, id, own):
    assert first(text, registry=own).registry == id


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,aliases\nЗаря,", "want the columns id, name, aliases"),
        ("id,name\n1,Заря\n2,", ":3: want an id and a name"),
        ("", "got nothing"),
    ],
)
def test_a_bad_registry_says_its_line(text, said, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        registry.load(str(path))


def test_extract_takes_a_registry(own):
    result = CliRunner().invoke(main, ["extract", "-", "--registry", own], input="ООО «Заря» построило 5 домов в Туле.")
    assert '"registry":"77"' in result.output
