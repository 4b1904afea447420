// What is said of whose openness: for each actor a bar of the claims that say something of it.

const OPENNESS = FACETS[0].order.filter((value) => value !== "unspecified");
const ROWS = 10;

function opennessByActor(items) {
  const actors = new Map();
  for (const { claim } of items) {
    const name = named(claim, "actor");
    if (!actors.has(name)) actors.set(name, { name, stated: 0, silent: 0, counts: new Map() });
    const actor = actors.get(name);
    if (claim.openness === "unspecified") actor.silent++;
    else {
      actor.stated++;
      count(actor.counts, claim.openness);
    }
  }
  const speaking = [...actors.values()].filter((actor) => actor.stated);
  speaking.sort((a, b) => b.stated - a.stated || compare(a.name, b.name));
  const silent = items.filter(({ claim }) => claim.openness === "unspecified").length;
  const rows = speaking.slice(0, ROWS);
  const most = Math.max(1, ...rows.map((actor) => actor.stated));
  const notes = [
    speaking.length > ROWS ? `${number(speaking.length - ROWS, "more actor")} in the table.` : "",
    silent ? `${number(silent, "claim")} of ${items.length.toLocaleString("en")} say nothing of openness.`.replace(/^1 claim (.*) say /, "1 claim $1 says ") : "",
  ];
  return panel(
    "Openness by actor",
    speaking.length ? [legendOf(rows), el("ul", { class: "bars" }, rows.map((actor) => barOf(actor, most)))] : null,
    el("p", { class: "faint" }, speaking.length ? notes.filter(Boolean).join(" ") : "No claim says anything of openness."),
    speaking.length
      ? tableOf(
          "Claims by actor and openness",
          ["Actor", ...OPENNESS.map(spoken), "unspecified"],
          speaking.map((actor) => [actor.name, ...OPENNESS.map((value) => actor.counts.get(value) ?? 0), actor.silent]),
        )
      : null,
  );
}

function legendOf(rows) {
  const there = OPENNESS.filter((value) => rows.some((actor) => actor.counts.has(value)));
  return el("ul", { class: "key" }, there.map((value) => el("li", {}, swatch(value), spoken(value))));
}

function barOf(actor, most) {
  let at = 0;
  const parts = [];
  const told = [];
  for (const value of OPENNESS.filter((each) => actor.counts.has(each))) {
    const counted = actor.counts.get(value);
    const width = (counted / most) * 100;
    told.push(`${counted} ${spoken(value)}`);
    parts.push(svg("rect", { class: `fill ${value}`, x: `${at}%`, y: 0, width: `${width}%`, height: 18 }));
    parts.push(svg("rect", { fill: `url(#hatch-${value})`, x: `${at}%`, y: 0, width: `${width}%`, height: 18 }));
    if (width > 7) parts.push(svg("text", { x: `${at + width / 2}%`, y: 13 }, counted));
    at += width;
  }
  const label = told.join(", ");
  return el(
    "li",
    {},
    el(
      "a",
      { href: hashWith({ view: "claims", filters: withValue("actor", actor.name) }), title: `${shown(actor.name)}: ${label}` },
      words(actor.name),
    ),
    svg("svg", { class: "bar-of", height: 18, role: "img", "aria-label": label }, parts),
  );
}

/** The filters with that value, chosen whether it was before or not. */
function withValue(name, value) {
  return state.filters.get(name)?.has(value) ? state.filters : toggled(name, value);
}

/** A small square in the look of the openness. */
function swatch(value) {
  return svg(
    "svg",
    { class: "swatch", width: 12, height: 12, "aria-hidden": "true" },
    svg("rect", { class: `fill ${value}`, width: 12, height: 12, rx: 2 }),
    svg("rect", { fill: `url(#hatch-${value})`, width: 12, height: 12, rx: 2 }),
  );
}
