// What is on the screen, as the part of the address behind "#" says it: a link to a view is a link to its filters too.

const VIEWS = ["overview", "claims", "article"];

/** The state that the address names; what can't be meant is left out. */
function stateOf(hash) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const filters = new Map();
  for (const facet of FACETS) {
    const values = said.getAll(facet.name);
    if (values.length) filters.set(facet.name, new Set(values));
  }
  const entry = byKey.get(said.get("article") ?? "") ?? null;
  const alone = articles.length === 1 ? articles[0] : null;
  let view = VIEWS.includes(said.get("view")) ? said.get("view") : "article";
  if (view === "article" && !entry && !alone) view = "overview";
  return {
    view,
    entry: entry ?? alone,
    claim: said.get("claim") ?? "",
    q: said.get("q") ?? "",
    find: said.get("find") ?? "",
    sort: said.get("sort") ?? "",
    filters,
  };
}

/** The address of a state, and the other way round. */
function hashOf(state) {
  const said = new URLSearchParams({ view: state.view });
  if (state.entry && articles.length > 1) said.set("article", state.entry.key);
  if (state.view === "article" && state.claim) said.set("claim", state.claim);
  for (const name of ["q", "find", "sort"]) if (state[name]) said.set(name, state[name]);
  for (const [name, values] of state.filters) for (const value of values) said.append(name, value);
  return `#${said}`;
}

/** The address of the state with some changes. */
function hashWith(changes) {
  return hashOf({ ...state, ...changes });
}

/** Shows the state with some changes, as a new place to come back to. */
function go(changes) {
  history.pushState(null, "", hashWith(changes));
  arrive();
}

/** The same without a new place: for letters typed and claims looked at one after the other. */
function become(changes) {
  history.replaceState(null, "", hashWith(changes));
  arrive();
}

/** The filters with that value of a facet taken in or out. */
function toggled(name, value) {
  const filters = new Map([...state.filters].map(([key, values]) => [key, new Set(values)]));
  const values = filters.get(name) ?? new Set();
  if (!values.delete(value)) values.add(value);
  if (values.size) filters.set(name, values);
  else filters.delete(name);
  return filters;
}
