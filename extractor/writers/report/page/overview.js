// The report as a whole: its size, its charts, its articles, and what is missing or was rejected.

function drawOverview() {
  byId("overview").replaceChildren(
    ...[
      problems(),
      tiles(),
      el("div", { class: "panels" }, timeline(selection.counts.get("date")), opennessByActor(selection.items)),
      el("div", { id: "index" }, index()),
      el("div", { class: "panels" }, rejectedByReason(), readings()),
    ].filter(Boolean),
  );
}

function problems() {
  const missing = data.problems;
  if (!missing.length) return null;
  return el(
    "section",
    { class: "remarks missing" },
    el("h2", {}, `${number(missing.length, "result")} could not be read and ${missing.length === 1 ? "is" : "are"} not in this report`),
    el("ul", {}, missing.slice(0, 100).map((line) => words(line, {}, "li"))),
    missing.length > 100 ? el("p", {}, `and ${(missing.length - 100).toLocaleString("en")} more`) : null,
  );
}

function tiles() {
  const { items, counts, perArticle } = selection;
  const named = (name) => [...counts.get(name)].filter(([value]) => value !== "").length;
  const of = (name) => (state.filters.has(name) ? new Set(items.map((item) => item.values[FACETS.findIndex((facet) => facet.name === name)])).size : named(name));
  return el(
    "ul",
    { class: "tiles", "aria-label": "Size of the report" },
    [
      [items.length, "claim"],
      [perArticle.size, "article"],
      [of("actor"), "actor"],
      [of("model"), "model"],
      [of("source"), "source"],
      [totals.rejected, "rejected"],
      data.failed.length ? [data.failed.length, "failed"] : null,
    ].filter(Boolean).map(([count, noun]) =>
      el("li", {}, el("strong", {}, count.toLocaleString("en")), " ", noun.endsWith("ed") || count === 1 ? noun : plural(noun)),
    ),
  );
}

function rejectedByReason() {
  const reasons = new Map();
  for (const entry of articles) for (const { reason } of entry.rejected) count(reasons, reason);
  const rows = [...reasons].sort((a, b) => b[1] - a[1]);
  return panel(
    "Rejected",
    rows.length
      ? [
          el("p", { class: "faint" }, "Drafted, but not borne out by the article; they stand below the claims of each."),
          pairs(rows.map(([reason, counted]) => [spoken(reason), counted.toLocaleString("en")])),
        ]
      : el("p", { class: "faint" }, "No draft was rejected."),
  );
}

/** What reading all of it took. */
function readings() {
  const engines = new Map();
  const total = { requests: 0, tokens_in: 0, tokens_out: 0, tokens_cached: 0 };
  let cost = 0;
  let unpriced = 0;
  for (const { run } of articles) {
    count(engines, run.engine === run.model ? run.engine : `${run.engine} ${run.model}`);
    for (const name of Object.keys(total)) total[name] += run[name];
    if (run.cost !== undefined) cost += run.cost;
    else if (run.requests) unpriced++;
  }
  const known = `$${cost.toFixed(4)}`;
  const rows = [
    ...[...engines].map(([name, counted]) => ["Read by", `${name} (${number(counted, "article")})`]),
    total.requests ? ["Requests", total.requests.toLocaleString("en")] : null,
    total.requests ? ["Tokens", tokensOf(total)] : null,
    ["Cost", !total.requests ? "none: no model was asked" : !unpriced ? known : cost ? `${known} and ${number(unpriced, "article")} of unknown cost` : "unknown"],
  ];
  return panel("How it was read", pairs(rows.filter(Boolean)));
}

function pairs(rows) {
  return el("dl", { class: "pairs" }, rows.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, words(value)))));
}
