// The filters beside the view, and the chips above it that take them away again.

const FEW = 7;
const MORE = 50;

const openFacets = new Map();
const narrowed = new Map();

function drawFilters() {
  const facets = FACETS.filter((facet) => !facet.unlisted).map(facetBox);
  byId("facets").replaceChildren(...facets);
  const search = byId("search");
  if (search.value !== state.q) search.value = state.q;
  const active = [...state.filters.values()].reduce((sum, values) => sum + values.size, state.q ? 1 : 0);
  byId("active").textContent = active ? ` · ${active} active` : "";
  byId("clear").hidden = !active;
  drawChips();
}

function facetBox(facet) {
  const chosen = state.filters.get(facet.name) ?? new Set();
  const counts = selection.counts.get(facet.name);
  const values = ordered(facet, counts, chosen);
  const wanted = folded(narrowed.get(facet.name) ?? "");
  const found = wanted ? values.filter((value) => folded(valueName(facet, value)).includes(wanted)) : values;
  const limit = facet.order ? values.length : openFacets.get(facet.name) ?? FEW;
  const rows = found.slice(0, limit).map((value) => facetRow(facet, value, counts.get(value) ?? 0, chosen.has(value)));
  const rest = found.length - rows.length;
  return el(
    "fieldset",
    { class: "facet" },
    el("legend", {}, facet.label),
    !facet.order && values.length > FEW ? finder(facet) : null,
    el("ul", {}, rows),
    rest > 0
      ? button(`${rest.toLocaleString("en")} more`, () => openFacet(facet, limit + MORE), {
          class: "plain",
          id: `facet-${facet.name}-more`,
        })
      : null,
    found.length ? null : el("p", { class: "faint" }, "none"),
  );
}

/** Fixed orders as they are; names by count, those of the same count by the alphabet; chosen ones always there. */
function ordered(facet, counts, chosen) {
  const values = new Set([...counts.keys(), ...chosen]);
  if (facet.order) return facet.order.filter((value) => values.has(value));
  const of = (value) => (chosen.has(value) ? Infinity : counts.get(value) ?? 0);
  return [...values].sort((a, b) => of(b) - of(a) || compare(valueName(facet, a), valueName(facet, b)));
}

const { compare } = new Intl.Collator("en", { numeric: true });

function facetRow(facet, value, count, checked) {
  const id = `facet-${facet.name}-${token(facet.name, value)}`;
  const name = valueName(facet, value);
  return el(
    "li",
    {},
    el("input", {
      type: "checkbox",
      id,
      checked,
      onchange: () => go({ filters: toggled(facet.name, value), claim: "" }),
    }),
    el(
      "label",
      { for: id },
      facet.name === "openness" ? swatch(value) : null,
      words(name, { class: value === "" ? "faint" : null }),
      el("span", { class: "tally" }, count.toLocaleString("en")),
    ),
  );
}

const tokens = new Map();

/** A number that stands for the value in ids: what a record says is no id. */
function token(name, value) {
  const key = `${name}\n${value}`;
  if (!tokens.has(key)) tokens.set(key, tokens.size);
  return tokens.get(key);
}

function finder(facet) {
  return el("input", {
    type: "search",
    id: `facet-${facet.name}-find`,
    "aria-label": `Find among: ${facet.label}`,
    placeholder: "Find …",
    autocomplete: "off",
    value: narrowed.get(facet.name) ?? "",
    oninput: (event) => {
      narrowed.set(facet.name, event.target.value);
      drawFilters();
      typeOn(event.target);
    },
  });
}

/** Goes on typing where the input stood that was drawn anew. */
function typeOn(input) {
  const again = byId(input.id);
  const at = input.selectionStart ?? again.value.length;
  again.focus({ preventScroll: true });
  again.setSelectionRange(at, at);
}

function openFacet(facet, limit) {
  openFacets.set(facet.name, limit);
  drawFilters();
}

function drawChips() {
  const chips = [];
  if (state.q) chips.push(chip("Statement", state.q, () => go({ q: "" })));
  for (const facet of FACETS) {
    for (const value of state.filters.get(facet.name) ?? []) {
      chips.push(chip(facet.label, valueName(facet, value), () => go({ filters: toggled(facet.name, value) })));
    }
  }
  byId("chips").replaceChildren(...chips);
}

function chip(label, value, remove) {
  return el(
    "li",
    {},
    button([el("span", { class: "faint" }, `${label}: `), words(value), el("span", { "aria-hidden": "true" }, " ×")], remove, {
      "aria-label": `Remove the filter ${label}: ${shown(value)}`,
    }),
  );
}

function clearFilters() {
  go({ filters: new Map(), q: "", claim: "" });
}
