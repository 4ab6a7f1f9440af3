"""What is particular to each known dump: its columns, its damage, its tables beside the texts."""

import bz2
import gzip
import json

import pytest

from dumps import LATER, NEWS, documents, read, table, tar, texts, zipped


def test_lenta_is_read_in_both_its_versions(tmp_path):
    row = ["https://lenta.ru/news/2019/03/05/zarya/", "Завод нанял рабочих", NEWS, "Россия", "Общество"]
    (tmp_path / "lenta-ru-news.csv.gz").write_bytes(
        gzip.compress(table(["url", "title", "text", "topic", "tags"], row))
    )
    (tmp_path / "lenta-ru-news-1.1.csv.bz2").write_bytes(
        bz2.compress(table(["url", "title", "text", "topic", "tags", "date"], [*row, "2019/03/05"]))
    )
    newer, older = documents(read(tmp_path))
    assert (older.text, older.article.published) == (NEWS, None)
    assert newer.article.published == "2019-03-05"
    assert newer.article.source == "lenta.ru"
    assert newer.article.title == "Завод нанял рабочих"
    assert newer.article.extra == {"topic": "Россия", "tags": "Общество"}


def test_ria_is_html_whose_paragraphs_are_kept(tmp_path):
    text = (
        "<p><strong>северск, 5 мар - риа новости.</strong> завод нанял&nbsp;120 рабочих.</p>\n"
        "<p>в июне &mdash; ещё 30,<br>сообщил <a href='x'>завод</a>.</p><script>var n = 5;</script>"
    )
    row = {"title": "завод &laquo;заря&raquo; нанял рабочих", "text": text}
    (tmp_path / "ria.json.gz").write_bytes(gzip.compress(json.dumps(row, ensure_ascii=False).encode()))
    (found,) = read(tmp_path / "ria.json.gz")
    assert found.text == ("северск, 5 мар - риа новости. завод нанял 120 рабочих.\nв июне — ещё 30,\nсообщил завод.")
    assert found.article.title == "завод «заря» нанял рабочих"


def test_a_text_without_tags_is_no_html_though_it_stands_where_ria_has_it(tmp_path):
    text = "Если a < b &amp; c > d,\n  то 5."
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Закон", "text": text}), encoding="utf-8")
    assert texts(read(tmp_path)) == [text]


ODS = "date,url,edition,topics,authors,title,text,reposts_fb,reposts_vk,reposts_ok,reposts_twi,reposts_lj,reposts_tg"
ODS += ",likes,views,comm_count"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Суд идёт. Новости.nВосемнадцать человек.", "Суд идёт. Новости.\nВосемнадцать человек."),
        ("Завод вырос.nn«Заря» рада.n", "Завод вырос.\n\n«Заря» рада.\n"),
        (r"Завод вырос.\nПорт тоже.", "Завод вырос.\nПорт тоже."),
        ("Цены на iPhonenВ Перми выросли.", "Цены на iPhone\nВ Перми выросли."),
        ("Компания Amazon и Boston Dynamics.", "Компания Amazon и Boston Dynamics."),
        ("Вот:n— Да.n10 мая.nGoogle.", "Вот:\n— Да.\n10 мая.\nGoogle."),
    ],
)
def test_ods_gets_back_the_breaks_of_its_lines(tmp_path, written, text):
    row = f'2018-12-31 23:50:00,https://www.gazeta.ru/a,-,Бизнес,-,Заголовок,"{written}",-,-,-,-,-,-,-,5,-'
    (tmp_path / "gazeta.csv.gz").write_bytes(gzip.compress(f"{ODS}\n{row}\n".encode()))
    (found,) = read(tmp_path)
    assert found.text == text
    assert found.article.published == "2018-12-31"
    assert found.article.source == "gazeta.ru"
    assert found.article.extra == {"topics": "Бизнес", "views": "5"}


def test_ods_quotes_with_slashes_and_a_comma_behind_each_row_are_read(tmp_path):
    row = r'2018-12-31 23:50:00,https://a.ru/a,-,-,-,"О \"Заре\"","Завод \"Заря\", 120 рабочих.",-,-,-,-,-,-,-,-,-,'
    (tmp_path / "interfax.csv").write_text(f"{ODS}\n{row}\n", encoding="utf-8")
    assert [(d.article.title, d.text) for d in documents(read(tmp_path))] == [
        ('О "Заре"', 'Завод "Заря", 120 рабочих.')
    ]


@pytest.mark.parametrize("date", ["date", "datetime"])
def test_buriy_is_a_tar_of_tables(tmp_path, date):
    header = [date, "URL" if date == "date" else "url", "edition", "topics", "title", "text"]
    row = ["2014-03-05 12:30:00", "https://zarya.example.ru/5", "-", "Экономика", "Завод", NEWS]
    other = ["2014-03-06", "https://zarya.example.ru/6", "утро", "", "Порт", LATER]
    members = [("news-01.csv", table(header, row)), ("news-02.csv", table(header, other))]
    (tmp_path / "news-articles-2014.tar.bz2").write_bytes(bz2.compress(tar(members)))
    first, second = documents(read(tmp_path))
    assert (first.text, first.article.published, first.article.source) == (NEWS, "2014-03-05", "zarya.example.ru")
    assert first.article.extra == {"topics": "Экономика"}
    assert second.article.extra == {"edition": "утро"}
    assert [d.article.id for d in (first, second)] == [f"news-articles-2014/news-0{n}-2" for n in (1, 2)]


TAIGA = ["textid", "segment", "textname", "textrubric", "date", "time", "source", "tags"]
LENTA = ["20110308zarya", "Lenta", "Завод &quot;Заря&quot;", "Экономика", "8 марта 2011", "14:33"]
LENTA += ["https://lenta.ru/news/2011/03/08/zarya/", ""]
FONTANKA = ["20070101001", "Fontanka", "Порт", "Город", "01.01.2007", "20:59", "", "порт"]


@pytest.mark.parametrize("order", [1, -1], ids=["tables first", "texts first"])
@pytest.mark.parametrize("pack", [lambda m: gzip.compress(tar(m)), zipped], ids=["tar", "zip"])
def test_taiga_texts_get_what_their_tables_say(tmp_path, order, pack):
    members = [
        ("home/Lenta/newmetadata.csv", table(TAIGA, LENTA, delimiter="\t")),
        ("home/Lenta/texts/20110308zarya.txt", NEWS.encode()),
    ]
    (tmp_path / ("Lenta.zip" if pack is zipped else "Lenta.tar.gz")).write_bytes(pack(members[::order]))
    (found,) = read(tmp_path)
    assert found.text == NEWS
    assert found.article.id == "20110308zarya"
    assert found.article.published == "2011-03-08"
    assert found.article.title == 'Завод "Заря"'
    assert found.article.url == LENTA[6]
    assert found.article.source == "lenta.ru"
    assert found.article.extra == {"segment": "Lenta", "textrubric": "Экономика", "time": "14:33"}


def test_taiga_is_read_from_a_folder_and_by_names_that_begin_with_the_site(tmp_path):
    (tmp_path / "texts" / "2007").mkdir(parents=True)
    (tmp_path / "metatable_2007.csv").write_bytes(table(TAIGA, FONTANKA, delimiter="\t"))
    (tmp_path / "texts" / "2007" / "fontanka_20070101001.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "texts" / "2007" / "fontanka_20070101002.txt").write_text(LATER, encoding="utf-8")
    told, untold = documents(read(tmp_path))
    assert (told.article.id, told.article.title, told.article.published) == ("20070101001", "Порт", "2007-01-01")
    assert untold.text == LATER
