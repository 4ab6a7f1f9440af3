import { $, ask, card, carefully, element, tell } from "/static/shared.js";

const { Plot } = window;
const name = new URLSearchParams(location.search).get("name") ?? "";
let next = null;
let all = [];

const day = (fact) => fact.begin_date ?? fact.published;
const compact = new Intl.NumberFormat("ru", { notation: "compact", maximumFractionDigits: 2 });
const short = new Intl.DateTimeFormat("ru", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const time = { label: null, type: "utc", ticks: 4, tickFormat: (value) => short.format(value) };
const ruled = { style: { fontFamily: "inherit", fontSize: "12px", background: "transparent" }, marginLeft: 70, marginRight: 50 };

function timeline() {
  const dated = all.filter(day).map((fact) => ({ day: new Date(day(fact)), text: `${fact.quantity} ${fact.counted ?? ""}` }));
  if (!dated.length) return element("p", { textContent: "Дат нет" });
  return Plot.plot({
    ...ruled, height: 140, ariaLabel: "Факты по времени", x: time,
    marks: [Plot.dot(dated, Plot.dodgeY({ x: "day", r: 4, fill: "var(--quantity)", title: "text" }))],
  });
}

function plots() {
  const units = new Map();
  for (const fact of all) {
    if (!day(fact) || fact.low_number === null) continue;
    const unit = fact.unit ?? fact.counted ?? fact.kind;
    units.set(unit, [...(units.get(unit) ?? []), { day: new Date(day(fact)), value: Number(fact.low_number), text: fact.sentence ?? "" }]);
  }
  return [...units].filter(([, rows]) => rows.length > 1).slice(0, 12).map(([unit, rows]) => element("figure", {},
    element("figcaption", { textContent: `${unit}: ${rows.length}` }),
    Plot.plot({
      ...ruled, height: 180, ariaLabel: `Числа: ${unit}`, x: time, y: { label: null, grid: true, tickFormat: (value) => compact.format(value) },
      marks: [Plot.dot(rows, { x: "day", y: "value", r: 4, fill: "var(--quantity)", title: "text" })],
    })));
}

async function page() {
  const given = new URLSearchParams({ organization: name, limit: 500 });
  if (next) given.set("after", next);
  const found = await ask(`/facts?${given}`);
  next = found.next;
  all = [...all, ...found.facts];
  $("facts").append(...found.facts.map(card));
  $("more").hidden = next === null;
  $("timeline").replaceChildren(timeline());
  $("plots").replaceChildren(...plots());
  tell(`Фактов: ${all.length}${next ? ", есть ещё" : ""}`);
}

$("name").textContent = name;
document.title = `${name} — faktograf`;
$("more").addEventListener("click", () => carefully(page));
carefully(page);
