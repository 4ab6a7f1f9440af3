"""The viewer's server: extraction, facts by filters, limits, hostile texts; no request it documents ends in a 5xx."""

import csv
import io
import json
from pathlib import Path

import httpx
import pytest
import schemathesis
from click.testing import CliRunner
from hypothesis import HealthCheck, settings

import faktograf
from faktograf import batch, marked, readers, sinks
from faktograf.cli import main
from faktograf.errors import BadInput
from faktograf.records import Article, Document
from faktograf.web import app, browse, report
from server import served

ROOT = Path(__file__).parents[1]
HOSTILE = "Завод «<script>alert()</script>» нанял 120 рабочих & 3 инженеров."
STORES = ["facts.duckdb", "facts.sqlite", "facts.parquet"]


@pytest.fixture(scope="module", params=STORES)
def store(request, tmp_path_factory):
    """A store of the sample articles, and one with markup in its title and its text."""
    path = str(tmp_path_factory.mktemp("store") / request.param)
    documents = [item for item in readers.read([ROOT / "corpus" / "articles"]) if isinstance(item, Document)]
    hostile = Document(article=Article(id="x|</script>", title="=<b>1</b>"), text=HOSTILE, body=((0, len(HOSTILE)),))
    batch.run([*documents, hostile, *readers.read([ROOT / "README.md"], format="jsonl")], sinks.store(path))
    return path


@pytest.fixture(scope="module")
def client(store):
    with served(store) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def bare():
    with served(most=10_000) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def pages(client, **filters):
    found, after = [], None
    while True:
        answer = client.get("/facts", params={**filters, "limit": 40} | ({"after": after} if after else {})).json()
        found += answer["facts"]
        after = answer["next"]
        if after is None:
            return found


def test_the_pages_of_facts_make_all_of_them_each_once(client):
    found = pages(client)
    keys = [(fact["article_id"], fact["key"]) for fact in found]
    assert len(keys) > 300
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        ({"unit": "RUB"}, lambda fact: fact["unit"] == "RUB"),
        ({"kind": "percent"}, lambda fact: fact["kind"] == "percent"),
        ({"organization": "Волгабанк"}, lambda fact: fact["organization"] == "Волгабанк"),
        ({"text": "БАНК"}, lambda fact: "банк" in fact["sentence"].lower()),
        ({"text": "РУБЛЕЙ"}, lambda fact: "рублей" in fact["sentence"].lower()),
        ({"begin": "2022-01-01", "end": "2023-01-01"}, lambda fact: fact["begin_date"] < "2023"),
        ({"unit": "RUB", "organization": "Волгабанк"}, lambda fact: fact["unit"] == "RUB"),
    ],
    ids=str,
)
def test_a_filter_leaves_what_it_says(client, filters, holds):
    found = pages(client, **filters)
    assert 0 < len(found) < 300
    assert all(map(holds, found))


def test_the_export_has_the_filtered_facts_and_no_formula(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/facts.csv", params={"text": "120 рабочих"}).text)))
    assert next((row["quantity"], row["title"]) for row in rows) == ("120", "'=<b>1</b>")
    everything = list(csv.reader(io.StringIO(client.get("/facts.csv").text)))
    assert len(everything) == len(pages(client)) + 1


def test_organizations_come_by_the_number_of_their_facts(client):
    found = client.get("/organizations").json()
    counts = [one["facts"] for one in found]
    assert counts == sorted(counts, reverse=True)
    assert client.get("/organizations", params={"text": "волгаб"}).json()[0]["name"] == "Волгабанк"
    assert len(pages(client, organization=found[0]["name"])) == counts[0]


def test_an_article_is_shown_with_marks_and_nothing_of_it_is_markup(client):
    found = client.get("/articles", params={"id": "x|</script>"}).json()
    assert "<script" not in found["html"]
    assert "&lt;script&gt;alert()&lt;/script&gt;" in found["html"]
    assert '<mark class="quantity" data-key="q1"' in found["html"]
    assert found["facts"][0]["pieces"][0] == "q1"
    assert client.get("/articles", params={"id": "none"}).status_code == 404


def test_one_article_gives_its_record_and_a_list_gives_json_lines(bare):
    given = {"text": "Завод нанял 120 человек.", "published": "2020-05-05", "id": "a"}
    one = bare.post("/extract", json=given).json()
    assert (one["article"]["id"], one["quantities"][0]["low"]) == ("a", "120")
    many = bare.post("/extract", json=[given, given])
    assert many.headers["content-type"] == "application/x-ndjson"
    assert many.text.splitlines() == [bare.post("/extract", json=given).text] * 2


@pytest.mark.parametrize("kind", ["application/x-ndjson", "application/jsonl; charset=utf-8"])
def test_json_lines_are_taken_as_a_list_and_a_bad_line_is_told_by_its_place(bare, kind):
    given = {"text": "Завод нанял 120 человек."}
    lines = [json.dumps({**given, "id": str(i)}, ensure_ascii=False) for i in range(3)]
    answer = bare.post("/extract", content="\n".join([*lines, "", ""]), headers={"content-type": kind})
    assert [json.loads(line)["article"]["id"] for line in answer.text.splitlines()] == ["0", "1", "2"]
    assert bare.post("/extract", content="", headers={"content-type": kind}).text == ""
    bad = bare.post("/extract", content="\n".join([lines[0], '{"texts": 1}']), headers={"content-type": kind})
    assert bad.status_code == 422
    assert ["body", "list[Given]", 1, "text"] in [one["loc"] for one in bad.json()["detail"]]
    assert bare.post("/extract", content="{", headers={"content-type": kind}).status_code == 422


def test_a_text_for_the_screen_tells_rules_slots_and_reasons(bare):
    found = bare.post("/show", json={"text": HOSTILE + " В 2019 году завод купил 5 станков."}).json()
    assert "rule: year · at=В year=2019" in found["html"]
    assert "<script" not in found["html"]
    assert found["facts"][-1]["value"] == "5"
    assert found["facts"][-1]["why"]


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"{", 422, "JSON"),
        (b'{"text": "' + b"a" * 10_000 + b'"}', 413, "over 10000 bytes"),
        (b'{"text": "a", "published": "2020-02-31"}', 422, "published"),
        (b'{"text": "\\ud83d"}', 422, "unicode"),
        (b'{"texts": "a"}', 422, "text"),
    ],
    ids=["no JSON", "too large", "no day", "half a character", "no text"],
)
def test_bad_requests_are_told_what_is_wrong_and_nothing_of_the_server(bare, body, status, told):
    answer = bare.post("/extract", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert told in answer.text
    assert str(ROOT) not in answer.text


def test_a_server_without_a_store_says_how_to_open_one(bare):
    answer = bare.get("/facts")
    assert answer.status_code == 404
    assert "faktograf serve" in answer.text
    assert bare.get("/health").json() == {"status": "ok", "version": faktograf.__version__}


def test_a_text_that_takes_too_long_is_refused():
    with served(seconds=0.0) as address:
        answer = httpx.post(f"{address}/extract", json={"text": "Завод нанял 120 человек."})
    assert answer.status_code == 408


def test_no_other_host_is_answered_and_pages_ask_nothing_of_others(bare):
    assert bare.get("/", headers={"host": "evil.example"}).status_code == 400
    assert "default-src 'self'" in bare.get("/").headers["content-security-policy"]
    for path in app.STATIC.glob("*.*"):
        assert "//" not in path.read_text(encoding="utf-8").replace("// ", "").replace("://", ""), path
    assert bare.get("/static/../app.py").status_code == 404
    assert bare.get("/static/%2e%2e/app.py").status_code == 404


@schemathesis.serializer("application/x-ndjson")
def json_lines(context, rows):
    return "\n".join(map(json.dumps, rows if isinstance(rows, list) else [rows])).encode()


schema = schemathesis.openapi.from_asgi("/openapi.json", app.create(hosts=("testserver",)))


@schema.parametrize()
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_no_request_of_the_document_ends_in_a_server_error(case):
    assert case.call().status_code < 500


def test_the_report_is_one_file_that_runs_nothing(store, tmp_path):
    output = tmp_path / "report.html"
    assert CliRunner().invoke(main, ["report", store, "-o", str(output)]).exit_code == 0
    text = output.read_text(encoding="utf-8")
    assert "Волгабанк" in text
    assert "<script" not in text
    assert "src=" not in text
    assert text == report.page(store)


@pytest.mark.parametrize("name", ["none.duckdb", "facts.csv", "a.sqlite", "b.duckdb"])
def test_what_is_no_store_is_bad_input(tmp_path, name):
    (tmp_path / "a.sqlite").write_bytes(b"x" * 1000)
    (tmp_path / "b.duckdb").write_bytes(b"x" * 1000)
    (tmp_path / "facts.csv").mkdir()
    with pytest.raises(BadInput):
        browse.Browser(str(tmp_path / name))


@pytest.mark.parametrize(
    ("places", "shown"),
    [
        ([(0, 3, "a"), (1, 2, "b")], "<a>x<b>y</b>z</a>&amp;"),
        ([(0, 2, "a"), (1, 3, "b")], "<a>x<b>y</b></a><b>z</b>&amp;"),
        ([(0, 4, "a"), (0, 4, "b")], "<a><b>xyz&amp;</b></a>"),
        ([(2, 2, "a")], "xyz&amp;"),
    ],
    ids=["nested", "crossing", "the same place", "of no length"],
)
def test_marks_stand_in_one_another_and_across(places, shown):
    marks = [marked.Mark(start, stop, kind, "k", "") for start, stop, kind in places]
    html = marked.as_html("xyz&", marks)
    for kind in "ab":
        html = html.replace(f'<mark class="{kind}" data-key="k" data-info="">', f"<{kind}>")
    assert html.replace("</mark>", "") == shown.replace("</a>", "").replace("</b>", "")
    assert html.count("</mark>") == shown.count("</")


def test_a_record_shows_itself_in_a_notebook_and_in_displacy():
    from spacy import displacy

    record = faktograf.extract(HOSTILE)
    assert "<script" not in record._repr_html_()
    assert "<td>120</td>" in record._repr_html_()
    drawn = displacy.render(marked.displacy(record), style="span", manual=True, jupyter=False)
    assert "quantity" in drawn
    given = marked.displacy(record)
    numbers = [span for span in given["spans"] if span["label"] == "quantity"]
    assert [given["tokens"][span["start_token"]] for span in numbers] == ["120", "3"]


@pytest.mark.parametrize("text", ["(", "\\", "120 рабочих & 3", ".*", "[а-я]", "«<script>"])
def test_a_text_that_is_looked_for_is_no_pattern(client, text):
    assert all(text in fact["sentence"] for fact in pages(client, text=text))
    assert bool(pages(client, text=text)) is (text in ("(", "120 рабочих & 3", "«<script>"))
