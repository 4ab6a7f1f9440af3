import { $, ask, card, carefully, element, tell } from "/static/shared.js";

const form = $("filters");
let next = null;

function wanted() {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) given.set(name, value);
  return given;
}

async function page(after) {
  const given = wanted();
  $("export").href = `/facts.csv?${given}`;
  if (after) given.set("after", after);
  const found = await ask(`/facts?${given}`);
  next = found.next;
  if (!after) $("facts").replaceChildren();
  $("facts").append(...found.facts.map(card));
  $("more").hidden = next === null;
  tell(`Показано фактов: ${$("facts").children.length}${next ? ", есть ещё" : ""}`);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", `?${wanted()}`);
  carefully(() => page(null));
});
$("more").addEventListener("click", () => carefully(() => page(next)));

carefully(async () => {
  const [choices, names] = await Promise.all([ask("/choices"), ask("/organizations?limit=100")]);
  for (const name of ["kind", "unit"]) form[name].append(...choices[name].map((one) => element("option", { value: one, textContent: one })));
  $("names").append(...names.map((one) => element("option", { value: one.name })));
  $("organizations").append(...names.slice(0, 50).map((one) => element("li", {},
    element("a", { href: `/organization?name=${encodeURIComponent(one.name)}`, textContent: one.name }), ` — ${one.facts}`)));
  for (const [name, value] of new URLSearchParams(location.search)) if (form[name]) form[name].value = value;
  await page(null);
});
