// A claim as a card: the statement, what it says of whom, and, when it is opened, the words of the article.

/**
 * The card of a claim. `on` has what happens: `light` and `dim` when it is looked at and no longer, `press` when it
 * is opened or closed; `within` says that it stands beside its article.
 */
function card(item, on, within) {
  const { claim, entry, number } = item;
  const name = `claim-${entry.index}-${number}`;
  const place = placeOf(entry, claim);
  const statement = el(
    "button",
    {
      type: "button",
      class: "statement",
      id: name,
      "aria-expanded": "false",
      "aria-controls": `${name}-detail`,
      onclick: () => on.press(item),
      onfocus: () => on.light(item, true),
      onblur: () => on.dim(),
    },
    within ? el("span", { class: "number" }, number, el("span", { class: "unseen" }, ". ")) : null,
    words(claim.statement),
  );
  const node = el(
    "li",
    { class: "card", onmouseenter: () => on.light(item, false), onmouseleave: () => on.dim() },
    el("h3", {}, statement),
    badges(claim),
    facts(claim),
    el("div", { class: "detail", id: `${name}-detail` }, quotes(entry, place), small(item, within)),
  );
  return { item, node, statement };
}

function badges(claim) {
  return el(
    "p",
    { class: "badges" },
    el("span", { class: `badge status ${claim.status}` }, el("span", { class: "unseen" }, "Status: "), spoken(claim.status)),
    claim.openness === "unspecified"
      ? null
      : el(
          "span",
          { class: "badge openness" },
          swatch(claim.openness),
          el("span", { class: "unseen" }, "Openness: "),
          spoken(claim.openness),
        ),
    claim.support === "partial"
      ? el(
          "span",
          { class: "badge partial", title: "A part of the claim could not be placed in the article; nothing contradicts it." },
          "partly placed",
        )
      : null,
  );
}

function facts(claim) {
  const when = claim.when ? [words(claim.when), claim.date ? el("span", { class: "faint" }, ` (${claim.date})`) : null] : null;
  return el(
    "dl",
    { class: "facts" },
    fact("Actor", "actor", [words(claim.actor), alias(claim.actor, claim.canonical?.actor)]),
    fact("Action", null, words(claim.action)),
    claim.model ? fact("Model", "model", [words(claim.model), alias(claim.model, claim.canonical?.model)]) : null,
    when ? fact("When", "when", when) : null,
    fact("Source", claim.attribution.length ? "source" : null, chain(claim)),
  );
}

function fact(label, field, value) {
  return el("div", {}, el("dt", { "data-key": field }, label), el("dd", {}, value));
}

/** The name of the user's aliases, where it is another. */
function alias(name, canonical) {
  return canonical && canonical !== name ? el("span", { class: "faint" }, " (", words(canonical), ")") : null;
}

/** Who says so, outermost first. */
function chain(claim) {
  if (!claim.attribution.length) return el("span", { class: "faint" }, OWN_VOICE);
  return claim.attribution.map(({ name, type }, index) => [
    index ? el("span", { class: "faint" }, el("span", { "aria-hidden": "true" }, " → "), el("span", { class: "unseen" }, ", citing ")) : null,
    words(name, { title: spoken(type) }),
    alias(name, claim.canonical?.attribution?.[index]),
  ]);
}

function quotes(entry, place) {
  return place.evidence.map(([start, end]) =>
    el("blockquote", { dir: "auto" }, marked(entry.article.text, start, end, place.mentions)),
  );
}

function small({ claim, entry, number }, within) {
  const kinds = [
    claim.actor_type === "unknown" ? null : `actor: ${spoken(claim.actor_type)}`,
    `action: ${spoken(claim.action_type)}`,
    ...claim.attribution.filter(({ type }) => type !== "unknown").map(({ name, type }) => `${name}: ${spoken(type)}`),
  ];
  return el(
    "p",
    { class: "small" },
    words(kinds.filter(Boolean).join(" · ")),
    within ? null : [" · ", articleLink(entry, number)],
  );
}

/** The link to the article, and to the claim of that number in it. */
function articleLink(entry, number) {
  const claim = number ? entry.claims[number - 1].id : "";
  return el("a", { href: hashWith({ view: "article", entry, claim }) }, words(titleOf(entry)));
}

/** Opens or closes a card. */
function unfold(card, open) {
  card.node.classList.toggle("open", open);
  card.statement.setAttribute("aria-expanded", String(open));
}

/** ↓ ↑ Home End in a list of cards. */
function walk(event, cards) {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  const seen = cards.filter((card) => !card.node.classList.contains("off"));
  const now = seen.findIndex((card) => card.statement === event.target);
  if (!step || now < 0) return;
  event.preventDefault();
  seen[Math.max(0, Math.min(seen.length - 1, now + step))].statement.focus();
}
