import { $, ask, card, carefully, lighten, tell } from "/static/shared.js";

const given = new URLSearchParams(location.search);

carefully(async () => {
  const found = await ask(`/articles?id=${encodeURIComponent(given.get("id") ?? "")}`);
  $("title").textContent = found.title ?? found.article_id;
  document.title = `${found.title ?? found.article_id} — faktograf`;
  if (found.html === null) $("marked").textContent = "Статья сохранена без текста.";
  else $("marked").innerHTML = found.html; // made by the server, all text in it escaped
  $("facts").replaceChildren(...found.facts.map(card));
  lighten(found.facts);
  tell([found.published, found.url].filter(Boolean).join(" · "));
  const key = given.get("fact");
  if (!key) return;
  const sentences = $("marked").querySelectorAll(`mark.sentence[data-key="${CSS.escape(key)}"]`);
  for (const one of sentences) one.classList.add("lit");
  sentences[0]?.scrollIntoView({ block: "center" });
});
