// One article beside its claims. Only the article that is chosen is on the page.

let desk = null;

/** Puts the article of the state on the page, or changes what is there to fit. */
function drawArticle() {
  const { entry } = state;
  const fresh = desk?.entry !== entry;
  if (fresh) {
    const place = layout(entry);
    desk = { entry, place, lit: [], sentence: null, cards: [], opened: null };
    desk.paper = el("div", { class: "sheet", role: "region", "aria-labelledby": "article-title", tabindex: "0" });
    desk.list = el("div", { class: "beside", role: "region", "aria-label": "Claims of this article" });
    desk.paper.append(paper(entry, place, chooseSentence), ...remarks(entry), provenance(entry));
    byId("article").replaceChildren(el("div", { class: "turn" }), el("div", { class: "desk" }, desk.paper, desk.list));
  }
  if (fresh || desk.selection !== selection) {
    desk.selection = selection;
    drawBeside();
    drawTurn();
  }
  openClaim(fresh);
}

function drawTurn() {
  const order = listed();
  const at = order.indexOf(desk.entry);
  const turn = byId("article").querySelector(".turn");
  turn.hidden = articles.length === 1;
  turn.replaceChildren(
    el("a", { href: hashWith({ view: "overview" }) }, "All articles"),
    el("span", { class: "faint" }, at < 0 ? "no claim fits the filters" : `${(at + 1).toLocaleString("en")} of ${order.length.toLocaleString("en")}`),
    button("← Previous", () => turnPage(-1), { disabled: at <= 0 }),
    button("Next →", () => turnPage(1), { disabled: at >= order.length - 1 }),
  );
}

/** Goes to the article that many places on in the list of articles. */
function turnPage(step) {
  const order = listed();
  const next = order[order.indexOf(state.entry) + step];
  if (next) go({ view: "article", entry: next, claim: "" });
}

const beside = {
  light: (item, follow) => light(desk.place.claims[item.number - 1], follow),
  dim: () => light(opened()),
  press: (item) => become({ claim: state.claim === item.claim.id ? "" : item.claim.id }),
};

const refused = { light: (index) => light(desk.place.rejected[index], false), dim: () => light(opened()) };

function opened() {
  return desk.opened ? desk.place.claims[desk.opened.item.number - 1] : null;
}

function drawBeside() {
  const items = desk.entry.items.filter((item) => selection.chosen.has(item));
  desk.cards = items.map((item) => card(item, beside, true));
  desk.sentence = null;
  desk.opened = null;
  numberSentences(desk.entry, desk.place, new Set(items.map((item) => item.number - 1)));
  const total = desk.entry.items.length;
  const all = items.length === total ? number(total, "claim") : `${items.length} of ${number(total, "claim")}`;
  desk.banner = el("p", { class: "banner", "aria-live": "polite" });
  desk.list.replaceChildren(
    el("h2", {}, all),
    desk.banner,
    el("ol", { class: "cards", onkeydown: (event) => walk(event, desk.cards) }, desk.cards.map(({ node }) => node)),
    ...[
      items.length ? null : el("p", { class: "empty" }, total ? "No claim of this article fits the filters." : "No claims."),
      rejections(desk.entry, refused),
    ].filter(Boolean),
  );
  light(null);
  drawSentence();
}

/** Opens the card of the claim that the address names, and closes the one before. */
function openClaim(arriving) {
  const card = desk.cards.find(({ item }) => item.claim.id === state.claim) ?? null;
  if (card === desk.opened) return;
  if (desk.opened) unfold(desk.opened, false);
  desk.opened = card;
  if (card) {
    unfold(card, true);
    if (arriving) scroll(card.node, desk.list);
  }
  light(opened(), true);
}

/** Shows only the claims that rest on the sentence; the same sentence again shows all. */
function chooseSentence(index, byKey) {
  desk.sentence = desk.sentence === index ? null : index;
  drawSentence();
  const first = desk.cards.find(({ node }) => !node.classList.contains("off"));
  if (desk.sentence === null || !first) return;
  if (byKey) first.statement.focus();
  else if (inColumns(desk.list)) scroll(desk.banner, desk.list);
  else desk.banner.scrollIntoView();
}

function drawSentence() {
  const { place, sentence, banner, cards } = desk;
  const resting = sentence === null ? null : new Set(place.units[sentence].claims);
  for (const unit of place.units) unit.node?.classList.toggle("chosen", unit === place.units[sentence]);
  let left = 0;
  for (const { item, node } of cards) {
    const off = Boolean(resting) && !resting.has(item.number - 1);
    node.classList.toggle("off", off);
    left += off ? 0 : 1;
  }
  banner.replaceChildren();
  banner.hidden = !resting;
  if (!resting) return;
  add(banner, [
    left === 1 ? "1 claim rests on the sentence. " : `${left} claims rest on the sentence. `,
    button("Show all claims", () => chooseSentence(sentence, false), { class: "plain" }),
    " · ",
    button("Back to the sentence", () => place.units[sentence].ref.focus(), { class: "plain" }),
  ]);
}

/** Lights the evidence and the mentions of a claim in the text and nothing else; `follow` brings them into view. */
function light(place, follow) {
  for (const node of desk.lit) {
    node.classList.remove("lit");
    node.removeAttribute("data-mark");
    node.removeAttribute("data-label");
  }
  desk.lit = [];
  if (!place) return;
  const mentioned = new Map();
  for (const [start, end] of place.evidence) {
    for (const atom of atomsOf(start, end)) {
      atom.node.classList.add("lit");
      desk.lit.push(atom.node);
    }
  }
  for (const mention of place.mentions) {
    for (const atom of atomsOf(mention.start, mention.end)) {
      if (!mentioned.has(atom)) mentioned.set(atom, []);
      mentioned.get(atom).push(mention);
    }
  }
  for (const [atom, mentions] of mentioned) {
    mark(atom.node, mentions, atom.start);
    desk.lit.push(atom.node);
  }
  if (follow && desk.lit.length) scroll(desk.lit[0], desk.paper);
}

function atomsOf(start, end) {
  const [from, to] = desk.place.range(start, end);
  return desk.place.atoms.slice(from, to).filter((atom) => atom.node);
}

/** Whether the article and its claims stand beside each other, each scrolled by itself, and not one below the other. */
function inColumns(pane) {
  return getComputedStyle(pane).overflowY === "auto";
}

/** Brings the node into view if its pane scrolls by itself; a page in one column stays where it is. */
function scroll(node, pane) {
  if (!inColumns(pane)) return;
  const { top, bottom } = node.getBoundingClientRect();
  const bounds = pane.getBoundingClientRect();
  if (top >= bounds.top + 24 && bottom <= bounds.bottom - 24) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane.scrollTo({ top: pane.scrollTop + top - bounds.top - bounds.height / 4, behavior: calm ? "auto" : "smooth" });
}
