// The list of articles: found by title, sorted by column, long ones in pages.

const PAGE = 100;
const COLUMNS = [
  { name: "title", label: "Article", of: titleOf },
  { name: "published", label: "Published", of: (entry) => entry.article.published ?? "" },
  { name: "claims", label: "Claims", of: (entry) => selection.perArticle.get(entry) ?? 0, falling: true },
  { name: "rejected", label: "Rejected", of: (entry) => entry.rejected.length, falling: true },
];

let pages = 1;
let failuresShown = PAGE;
let order = { of: null, entries: [] };

/** The articles that the list shows, in its order: those with a claim that fits, all of them without filters. */
function listed() {
  const key = [selection, state.find, state.sort];
  if (order.of && key.every((part, i) => part === order.of[i])) return order.entries;
  const wanted = folded(state.find.trim());
  const entries = articles.filter(
    (entry) => (!selection.filtered || selection.perArticle.has(entry)) && (!wanted || searchable(entry).includes(wanted)),
  );
  const { column, falling } = sorting();
  if (column) {
    const sign = falling ? -1 : 1;
    entries.sort((a, b) => {
      const [x, y] = [column.of(a), column.of(b)];
      return sign * (typeof x === "number" ? x - y : compare(x, y)) || a.index - b.index;
    });
  }
  pages = 1;
  order = { of: key, entries };
  return entries;
}

function searchable(entry) {
  const { title, outlet, path, url } = entry.article;
  return (entry.searched ??= folded([title, outlet, path, url].filter(Boolean).join("\n")));
}

/** The column that the state sorts by, and whether largest first; no column is the order of the input. */
function sorting() {
  const column = COLUMNS.find(({ name }) => name === state.sort.replace(/^-/, ""));
  return { column, falling: state.sort.startsWith("-") };
}

function index() {
  const entries = listed();
  const rows = entries.slice(0, pages * PAGE).map(rowOf);
  return [
    el("h2", {}, "Articles"),
    articles.length + data.failed.length > 1
      ? el("p", { class: "find" }, [
          el("label", { for: "find" }, "Find an article"),
          el("input", { id: "find", type: "search", autocomplete: "off", value: state.find, oninput: (event) => find(event.target) }),
        ])
      : null,
    el(
      "table",
      { class: "index" },
      el("caption", { class: "unseen" }, "Articles of this report"),
      el("thead", {}, el("tr", {}, COLUMNS.map(headOf))),
      el("tbody", {}, rows),
    ),
    rows.length ? null : el("p", { class: "empty" }, articles.length ? "No article fits." : "No article has a result."),
    entries.length > rows.length
      ? button(`Show ${Math.min(PAGE, entries.length - rows.length)} more of ${number(entries.length, "article")}`, () => {
          pages++;
          redrawIndex();
        })
      : null,
    failures(),
  ];
}

/** Articles without a result, each with the reason; they have no claims, so that a filter leaves none of them. */
function failures() {
  const wanted = folded(state.find.trim());
  const found = selection.filtered ? [] : data.failed.filter(({ name }) => !wanted || folded(name).includes(wanted));
  if (!found.length) return null;
  const shown = found.slice(0, failuresShown);
  return el("section", { class: "failed" }, [
    el("h2", {}, `${number(found.length, "article")} failed and ${found.length === 1 ? "has" : "have"} no result`),
    el(
      "table",
      { class: "index" },
      el("caption", { class: "unseen" }, "Articles that failed"),
      el("thead", {}, el("tr", {}, ["Article", "Reason"].map((head) => el("th", { scope: "col" }, head)))),
      el(
        "tbody",
        {},
        shown.map(({ name, reason }) =>
          el("tr", {}, el("th", { scope: "row" }, words(name)), el("td", { "data-head": "Reason" }, words(reason))),
        ),
      ),
    ),
    found.length > shown.length
      ? button(`Show ${Math.min(PAGE, found.length - shown.length)} more of ${number(found.length, "failed article")}`, () => {
          failuresShown += PAGE;
          redrawIndex();
        })
      : null,
  ]);
}

function headOf(column) {
  const { column: by, falling } = sorting();
  const sorted = by === column ? (falling ? "descending" : "ascending") : null;
  const first = column.falling ? `-${column.name}` : column.name;
  const other = column.falling ? column.name : `-${column.name}`;
  return el(
    "th",
    { scope: "col", "aria-sort": sorted, class: column.falling ? "figure" : null },
    button([column.label, el("span", { class: "arrow", "aria-hidden": "true" }, sorted ? (falling ? " ↓" : " ↑") : "")], () => {
      become({ sort: state.sort === first ? other : state.sort === other ? "" : first });
    }, { class: "plain", id: `sort-${column.name}` }),
  );
}

function rowOf(entry) {
  const { article } = entry;
  const fitting = selection.perArticle.get(entry) ?? 0;
  const total = entry.claims.length;
  const warnings = article.warnings?.length ?? 0;
  return el(
    "tr",
    {},
    el(
      "th",
      { scope: "row" },
      articleLink(entry, 0),
      el("span", { class: "small" }, words(article.outlet || (article.title ? article.path ?? "" : "")), warnings ? el("span", { class: "badge" }, `${number(warnings, "warning")}`) : null),
    ),
    el("td", { "data-head": "Published" }, article.published ? el("time", { datetime: article.published }, dateName(article.published)) : "–"),
    el("td", { class: "figure", "data-head": "Claims" }, selection.filtered ? `${fitting} of ${total}` : total),
    el("td", { class: "figure", "data-head": "Rejected" }, entry.rejected.length || "–"),
  );
}

function find(input) {
  become({ find: input.value });
  typeOn(input);
}

function redrawIndex() {
  byId("index").replaceChildren();
  add(byId("index"), index());
}
