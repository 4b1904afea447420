// Which claims the filters leave, and how many each further filter would.

/** What claims can be filtered by. `of` is a claim's value, empty where it has none, which `none` then names. */
const FACETS = [
  {
    name: "openness",
    label: "Openness",
    order: ["open_source", "open_weights", "mixed", "restricted", "closed", "unspecified"],
    of: (claim) => claim.openness,
  },
  {
    name: "status",
    label: "Status",
    order: ["occurred", "ongoing", "planned", "predicted", "speculated", "denied", "opinion"],
    of: (claim) => claim.status,
  },
  { name: "actor", label: "Actor", of: (claim) => named(claim, "actor") },
  { name: "model", label: "Model", of: (claim) => named(claim, "model"), none: "no model" },
  { name: "source", label: "Source", of: outermost, none: OWN_VOICE },
  // Chosen in the timeline alone: a date is of a year, a month or a day, and the longer lie in the shorter.
  { name: "date", label: "Date", of: (claim) => claim.date ?? "", unlisted: true },
];

/** The value of a facet in words. */
function valueName(facet, value) {
  if (value === "") return facet.none ?? "none";
  return facet.order ? spoken(value) : value;
}

function fits(facet, chosen, value) {
  if (!chosen) return true;
  if (facet.name !== "date") return chosen.has(value);
  for (const period of chosen) if (value === period || value.startsWith(`${period}-`)) return true;
  return false;
}

/** The claims that pass every filter, by article too, and for each facet how many claims each of its values has. */
function select(state) {
  const query = folded(state.q.trim());
  const chosen = FACETS.map((facet) => state.filters.get(facet.name));
  const counts = new Map(FACETS.map((facet) => [facet.name, new Map()]));
  const items = [];
  const perArticle = new Map();
  for (const item of all) {
    if (query && !(item.searched ??= folded(item.claim.statement)).includes(query)) continue;
    item.values ??= FACETS.map((facet) => facet.of(item.claim));
    // A value's count is what choosing it would give, so a facet's own filter does not bear on its counts.
    let failed = -1;
    let failures = 0;
    for (let i = 0; i < FACETS.length && failures < 2; i++) {
      if (!fits(FACETS[i], chosen[i], item.values[i])) {
        failed = i;
        failures++;
      }
    }
    if (failures > 1) continue;
    if (failures === 0) {
      items.push(item);
      perArticle.set(item.entry, (perArticle.get(item.entry) ?? 0) + 1);
      for (let i = 0; i < FACETS.length; i++) count(counts.get(FACETS[i].name), item.values[i]);
    } else {
      count(counts.get(FACETS[failed].name), item.values[failed]);
    }
  }
  return { items, perArticle, counts, chosen: new Set(items), filtered: Boolean(query) || state.filters.size > 0 };
}

function count(counts, value) {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}
