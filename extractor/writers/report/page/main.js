// From the address to the page: every change goes through here.

let state = null;
let selection = null;

function arrive() {
  const before = state;
  const focused = document.activeElement?.id;
  state = stateOf(location.hash);
  const same = before && before.q === state.q && String([...flat(before)]) === String([...flat(state)]);
  if (!same) selection = select(state);
  drawCount();
  if (!same) drawFilters();
  for (const view of VIEWS) byId(view).hidden = view !== state.view;
  if (state.view === "overview") drawOverview();
  if (state.view === "claims") drawClaims();
  if (state.view === "article") drawArticle();
  drawViews();
  document.title = state.view === "article" ? `${shown(titleOf(state.entry))} · Claims` : "Claims";
  if (before && (before.view !== state.view || (state.view === "article" && before.entry !== state.entry))) moved();
  // What was drawn anew under the same id keeps the focus.
  else if (focused && document.activeElement === document.body) byId(focused)?.focus({ preventScroll: true });
}

/** Another view: from its top, and with the focus where the reading goes on. */
function moved() {
  window.scrollTo(0, 0);
  const title = state.view === "article" ? byId("article-title") : byId("main");
  title.focus({ preventScroll: true });
}

function* flat(state) {
  for (const [name, values] of state.filters) for (const value of values) yield JSON.stringify([name, value]);
}

function drawCount() {
  const { items, perArticle, filtered } = selection;
  const where = number(articles.length, "article");
  const said = filtered
    ? `${items.length.toLocaleString("en")} of ${number(all.length, "claim")}, in ${perArticle.size.toLocaleString("en")} of ${where}`
    : `${number(all.length, "claim")} in ${where}`;
  // The same words again would be read out again.
  if (byId("count").textContent !== said) byId("count").textContent = said;
}

function drawViews() {
  for (const view of VIEWS) {
    const tab = byId(`to-${view}`);
    tab.setAttribute("href", hashWith({ view, claim: "" }));
    if (view === state.view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  byId("to-article").hidden = !state.entry;
}

if (matchMedia("(max-width: 900px)").matches) byId("filters").open = false;
byId("waiting").remove();
listen();
window.addEventListener("hashchange", arrive);
arrive();
