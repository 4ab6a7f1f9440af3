"""The viewer as a person uses it, in a real Chromium: paste, look, click through to a sentence, filter a store."""

import csv
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from faktograf import batch, readers, sinks
from server import chromium, served

ROOT = Path(__file__).parents[1]
AXE = (ROOT / "tests" / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
SAMPLE = ROOT / "corpus" / "articles" / "amur_copp.txt"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    store = str(tmp_path_factory.mktemp("store") / "facts.duckdb")
    batch.run(readers.read([ROOT / "corpus" / "articles"]), sinks.store(store))
    with served(store) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    if chromium() is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser, address):
    """A page that fails the test where it asks another host or stumbles over its own script."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, locale="ru-RU")
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda request: wrong.append(request.url) if not request.url.startswith((address, "data:")) else None
    )
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert wrong == []


def no_violations(page):
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document).then(result => result.violations)")
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_the_sample_is_pasted_and_its_facts_light_up_their_pieces(page):
    page.goto("/")
    no_violations(page)
    page.get_by_role("textbox", name="Текст").fill(SAMPLE.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Найти факты").click()
    page.get_by_role("status").get_by_text(re.compile(r"Фактов: \d+")).wait_for()
    card = page.locator(".card").first
    assert "600" in card.inner_text()
    card.hover()
    lit = page.locator("mark.lit")
    assert "600" in lit.all_inner_texts()
    page.locator("#marked mark.date").first.focus()
    assert "rule:" in page.locator("#told").inner_text()
    assert page.locator("mark mark").count() > 0  # an organization in another
    no_violations(page)


def test_the_marked_text_is_the_pasted_text_to_the_letter(page):
    text = "Завод «<b>Луч</b>» & Ко нанял 120 человек <img src=x onerror=alert(1)>."
    page.goto("/")
    page.get_by_role("textbox", name="Текст").fill(text)
    page.get_by_role("button", name="Найти факты").click()
    page.locator(".card").first.wait_for()
    assert page.locator("#marked").evaluate("element => element.textContent") == text
    assert page.locator("#marked img").count() == 0


def test_a_file_is_read_and_the_facts_are_copied(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.get_by_label("Файл").set_input_files(SAMPLE)
    expect(page.get_by_role("textbox", name="Текст")).to_have_value(re.compile("600"))
    page.get_by_role("button", name="Найти факты").click()
    page.locator(".card").first.wait_for()
    page.get_by_role("button", name="Скопировать CSV").click()
    page.get_by_role("status").get_by_text("Скопировано").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").splitlines()[1].startswith('"600"')


DROP = """(element, bytes) => {
  const given = new DataTransfer();
  given.items.add(new File([new Uint8Array(bytes)], "статья.txt", { type: "text/plain" }));
  const event = { bubbles: true, cancelable: true, dataTransfer: given };
  element.dispatchEvent(new DragEvent("dragover", event));
  element.dispatchEvent(new DragEvent("drop", event));
}"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_a_dropped_file_is_read_and_its_day_is_that_of_yesterday(page, encoding):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    text = page.get_by_role("textbox", name="Текст")
    text.evaluate(DROP, list("Вчера завод «Луч» нанял 120 человек.".encode(encoding)))
    expect(text).to_have_value("Вчера завод «Луч» нанял 120 человек.")
    page.get_by_label("Дата публикации").fill("2024-03-01")
    page.get_by_role("button", name="Найти факты").click()
    page.locator(".card").first.wait_for()
    page.locator("#marked mark.date").hover()
    assert "2024-02-29…2024-03-01" in page.locator("#told").inner_text()
    page.locator("#marked mark.quantity").hover()
    assert "rule: count · low=120" in page.locator("#told").inner_text()
    page.get_by_role("button", name="Скопировать JSON").click()
    page.get_by_role("status").get_by_text("Скопировано").wait_for()
    record = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert (record["dates"][0]["begin"], record["quantities"][0]["low"]) == ("2024-02-29", "120")


def test_what_is_filtered_is_what_is_exported(page):
    page.goto("/browse")
    page.get_by_label("Единица").select_option("RUB")
    page.get_by_label("Слова в предложении").fill("банк")
    page.get_by_role("button", name="Показать").press("Enter")
    page.get_by_role("status").get_by_text(re.compile(r"фактов: \d+$")).wait_for()
    expect(page.get_by_role("link", name="CSV")).to_have_attribute("href", re.compile("unit=RUB&text="))
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = list(csv.DictReader(download.value.path().read_text(encoding="utf-8").splitlines()))
    assert len(lines) == page.locator(".card").count() > 0
    assert all(line["unit"] == "RUB" and "банк" in line["sentence"].lower() for line in lines)


def test_a_store_is_filtered_and_a_fact_leads_to_its_sentence(page):
    page.goto("/browse")
    page.locator(".card").first.wait_for()
    no_violations(page)
    page.get_by_label("Единица").select_option("RUB")
    page.get_by_label("Организация", exact=True).fill("Волгабанк")
    page.get_by_role("button", name="Показать").click()
    page.get_by_role("status").get_by_text(re.compile(r"фактов: \d\b")).wait_for()
    assert all("RUB" in text for text in page.locator(".card").all_inner_texts())
    link = page.locator(".card a.sentence").first
    sentence = link.inner_text()
    link.click()
    lit = page.locator("mark.sentence.lit").first
    lit.wait_for()
    assert lit.evaluate("element => element.textContent").strip() == sentence
    assert lit.is_visible()
    no_violations(page)


def test_more_facts_come_on_asking(page):
    page.goto("/browse")
    page.locator(".card").first.wait_for()
    before = page.locator(".card").count()
    page.get_by_role("button", name="Ещё").click()
    page.locator(".card").nth(before).wait_for()


def test_an_organization_has_its_facts_in_time_and_its_numbers_by_unit(page):
    page.goto("/browse")
    page.get_by_role("link", name="Волгабанк").first.click()
    page.locator(".card").first.wait_for()
    assert page.get_by_role("heading", level=1).inner_text() == "Волгабанк"
    page.locator("#timeline svg circle").first.wait_for()
    assert page.locator("#plots svg").count() >= 1
    no_violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/browse", "/organization?name=Волгабанк", "/article?id=amur_copp&fact=f1"])
def test_on_a_phone_in_either_colour_nothing_is_cut_off(browser, address, path, scheme):
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(path)
    if path != "/":
        page.locator(".card").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    no_violations(page)
    context.close()


def test_all_is_reached_by_keyboard(page):
    page.goto("/")
    page.get_by_role("textbox", name="Текст").fill("Завод нанял 120 человек.")
    page.keyboard.press("Tab")
    names = []
    for _ in range(8):
        names.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        page.keyboard.press("Tab")
    assert "Найти факты" in names
    page.get_by_role("button", name="Найти факты").press("Enter")
    page.locator(".card").first.focus()
    assert page.locator("mark.lit").all_inner_texts() == ["120"]
