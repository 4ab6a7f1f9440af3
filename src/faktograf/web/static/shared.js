// What the pages share: asking the server, building elements (text is only ever text), facts as cards, marks that light up.

export const $ = (id) => document.getElementById(id);

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export async function ask(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    const detail = Array.isArray(told.detail) ? told.detail.map((one) => one.msg).join("; ") : told.detail;
    throw new Error(detail || `ответ ${answer.status}`);
  }
  return answer.json();
}

export function tell(text) {
  $("status").textContent = text;
}

export async function carefully(work) {
  try {
    await work();
  } catch (error) {
    tell(`Не вышло: ${error.message}`);
  }
}

const PARTS = [
  ["organization", "кто"], ["predicate", "что"], ["date", "когда"], ["place", "где"], ["source", "кто сказал"], ["status", "статус"],
];

export function card(fact) {
  const list = element("dl");
  for (const [name, title] of PARTS) {
    if (fact[name]) list.append(element("dt", { textContent: title }), element("dd", {}, part(fact, name)));
  }
  if (fact.why) {
    const why = Object.entries(fact.why).map(([link, reason]) => `${link}: ${reason}`).join("; ");
    if (why) list.append(element("dt", { textContent: "почему" }), element("dd", { textContent: why }));
  }
  const value = fact.value ?? [fact.modifier, fact.low === fact.high ? fact.low : `${fact.low}..${fact.high}`, fact.unit].filter(Boolean).join(" ");
  const made = element("li", { className: "card", tabIndex: 0 },
    element("b", { textContent: value }), ` ${fact.counted ?? ""}`, list, sentence(fact));
  made.dataset.key = fact.key;
  return made;
}

function part(fact, name) {
  if (name === "organization" && fact.article_id !== undefined) {
    return element("a", { href: `/organization?name=${encodeURIComponent(fact.organization)}`, textContent: fact.organization });
  }
  return fact[name];
}

function sentence(fact) {
  if (!fact.article_id || location.pathname === "/article") return null;
  const address = `/article?id=${encodeURIComponent(fact.article_id)}&fact=${encodeURIComponent(fact.key)}`;
  const day = fact.published ? `${fact.published} · ` : "";
  return element("a", { className: "sentence", href: address, textContent: day + (fact.sentence ?? fact.title ?? fact.article_id) });
}

// Hovering over a card, or moving to it by keyboard, lights its pieces; a mark tells its rule and slots.
export function lighten(facts) {
  const pieces = new Map(facts.map((fact) => [fact.key, fact.pieces ?? []]));
  const light = (cardElement, on) => {
    cardElement.classList.toggle("lit", on);
    for (const key of pieces.get(cardElement.dataset.key) ?? []) {
      for (const mark of $("marked").querySelectorAll(`mark[data-key="${CSS.escape(key)}"]:not(.sentence)`)) mark.classList.toggle("lit", on);
    }
  };
  for (const one of $("facts").children) {
    for (const event of ["mouseenter", "focusin"]) one.addEventListener(event, () => light(one, true));
    for (const event of ["mouseleave", "focusout"]) one.addEventListener(event, () => light(one, false));
  }
  for (const mark of $("marked").querySelectorAll("mark:not(.sentence)")) {
    mark.tabIndex = 0;
    const show = (event) => { event.stopPropagation(); $("told").textContent = `«${mark.textContent}»: ${mark.dataset.info}`; };
    mark.addEventListener("mouseover", show);
    mark.addEventListener("focus", show);
  }
}
