// The article as it is read: its text in paragraphs, a number after each sentence for each claim that rests on it.

/** The article's text; pressing a sentence gives the index of its unit. */
function paper(entry, place, press) {
  const { article } = entry;
  const byline = [
    article.outlet ? words(article.outlet) : null,
    article.published ? el("time", { datetime: article.published }, dateName(article.published)) : null,
    article.url ? link(article.url) : null,
  ].filter(Boolean);
  return el(
    "article",
    { class: "paper", lang: article.lang },
    words(titleOf(entry), { id: "article-title", tabindex: "-1" }, "h2"),
    byline.length ? el("p", { class: "byline" }, byline.map((part, index) => [index ? " · " : null, part])) : null,
    legend(),
    body(place, press),
  );
}

function legend() {
  return el(
    "p",
    { class: "legend", "aria-hidden": "true" },
    "When you look at a claim: ",
    el("span", { class: "atom lit" }, "its evidence"),
    MENTIONED.map((field) => [" ", el("span", { class: "atom", "data-mark": field }, field === "openness" ? "openness words" : field)]),
  );
}

function body(place, press) {
  let next = 0;
  const { units } = place;
  return place.blocks.map(([start, end]) => {
    const block = el("p", { dir: "auto" });
    while (next < units.length && units[next].end <= start) next++;
    for (; next < units.length && units[next].end <= end; next++) block.append(...unit(place, next, press));
    return block;
  });
}

function unit(place, index, press) {
  const found = place.units[index];
  const nodes = [];
  for (let i = found.atoms[0]; i < found.atoms[1]; i++) {
    const atom = place.atoms[i];
    atom.node = el("span", { class: "atom" }, shown(place.text.slice(atom.start, atom.end)));
    nodes.push(atom.node);
  }
  if (!found.claims.length) return nodes;
  // A link and no button: text, which stays on the line of the sentence's last word.
  found.ref = el("a", { class: "ref", role: "doc-noteref", onclick: (event) => referred(event, () => press(index, event.detail === 0)) });
  found.node = el("span", { class: "sentence", onclick: (event) => pressed(event, () => press(index, false)) }, nodes);
  return [found.node, found.ref];
}

/** A press on a sentence, unless words are being picked out to be copied. */
function pressed(event, act) {
  if (String(getSelection()) === "") act(event);
}

/** A press on the numbers after a sentence, unless they are to be opened in another tab. */
function referred(event, act) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  act();
}

/** Writes the numbers of the claims that the filters leave after the sentences that carry them. */
function numberSentences(entry, place, left) {
  for (const found of place.units) {
    if (!found.ref) continue;
    const numbers = found.claims.filter((index) => left.has(index)).map((index) => index + 1);
    found.ref.hidden = !numbers.length;
    found.ref.textContent = compact(numbers);
    if (numbers.length) found.ref.setAttribute("href", hashWith({ claim: entry.claims[numbers[0] - 1].id }));
    const list = new Intl.ListFormat("en").format(numbers.map(String));
    const rest = numbers.length === 1 ? `Claim ${list} rests` : `Claims ${list} rest`;
    found.ref.setAttribute("aria-label", `${rest} on this sentence`);
    found.node.classList.toggle("cited", numbers.length > 0);
  }
}

/** 1 · 1, 2 · 3–6 · 1, 4, 9 … */
function compact(numbers) {
  const runs = [];
  for (const each of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === each - 1) last[1] = each;
    else runs.push([each, each]);
  }
  const parts = runs.slice(0, 3).map(([a, b]) => (a === b ? `${a}` : b === a + 1 ? `${a}, ${b}` : `${a}–${b}`));
  return parts.join(", ") + (runs.length > 3 ? " …" : "");
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** "2026-05-19" as "19 May 2026"; what is no such date as it is. */
function dateName(date) {
  const [, year, month, day] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?$/.exec(date) ?? [];
  if (!year) return shown(date);
  return [day ? Number(day) : null, month ? MONTHS[month - 1] : null, year].filter(Boolean).join(" ");
}
