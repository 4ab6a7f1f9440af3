import { $, ask, card, carefully, lighten, tell } from "/static/shared.js";

let found = null;

// UTF-8, or windows-1251 where it is none: a saved page of an old site.
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1251").decode(bytes);
  }
}

async function read(file) {
  if (file) $("text").value = decoded(await file.arrayBuffer());
}

$("file").addEventListener("change", () => carefully(() => read($("file").files[0])));
$("text").addEventListener("dragover", (event) => event.preventDefault());
$("text").addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  carefully(() => read(event.dataTransfer.files[0]));
});

$("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  carefully(async () => {
    tell("Читаю…");
    const body = JSON.stringify({ text: $("text").value, published: $("published").value || null });
    found = await ask("/show", { method: "POST", headers: { "content-type": "application/json" }, body });
    $("marked").innerHTML = found.html; // made by the server, all text in it escaped
    $("facts").replaceChildren(...found.facts.map(card));
    $("result").hidden = false;
    lighten(found.facts);
    tell(`Фактов: ${found.facts.length}`);
  });
});

const COLUMNS = ["value", "counted", "predicate", "organization", "date", "place", "source", "status", "confidence"];
const cell = (value) => {
  const text = value === null || value === undefined ? "" : String(value);
  return `"${(/^[=+\-@\t\r]/.test(text) ? "'" + text : text).replaceAll('"', '""')}"`;
};

const copy = (text) => carefully(async () => { await navigator.clipboard.writeText(text); tell("Скопировано"); });
$("json").addEventListener("click", () => copy(JSON.stringify(found.record, null, 2)));
$("csv").addEventListener("click", () => copy(
  [COLUMNS.join(","), ...found.facts.map((fact) => COLUMNS.map((name) => cell(fact[name])).join(","))].join("\r\n")));
