"""Archives, tables and pages of invented news, for the tests of the readers."""

import csv
import io
import tarfile
import zipfile

from faktograf import readers
from faktograf.records import Document, Skipped

NEWS = "В мае завод «Заря» нанял 120 рабочих, а в июне — ещё 30."
LATER = "В порту Северск открыли второй причал, он принял 14 судов."
PAGE = """<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Завод нанял рабочих</title>
<meta property="article:published_time" content="2019-03-05T12:30:00+03:00">
<link rel="canonical" href="https://www.zarya.example.ru/news/5">
<script>var price = "15 рублей";</script></head><body><nav><a href="/">Главная</a></nav><article>
<h1>Завод нанял рабочих</h1><p>{}</p><p>Об этом сообщила пресс-служба завода в четверг, 5 марта. Новые рабочие
займут места в сборочном цехе, который строили два года и открыли зимой.</p></article>
<footer>Все права защищены</footer></body></html>"""


def read(*sources, **options):
    return list(readers.read(sources, **options))


def documents(found):
    return [item for item in found if isinstance(item, Document)]


def texts(found):
    return [item.text for item in documents(found)]


def reasons(found):
    return [(item.reason, item.source.rsplit("/", 1)[-1]) for item in found if isinstance(item, Skipped)]


def table(*rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def tar(members, *, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()
