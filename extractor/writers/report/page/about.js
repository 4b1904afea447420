// What is said about an article besides its claims: what was rejected, what was set aside, how it was read.

/** The rejected drafts with their reasons; null where there are none. */
function rejections(entry, on) {
  if (!entry.rejected.length) return null;
  return el(
    "details",
    { class: "rejected" },
    el("summary", {}, `${entry.rejected.length.toLocaleString("en")} rejected`),
    el("p", { class: "faint" }, "Drafted, checked against the article, and not believed:"),
    el(
      "ul",
      {},
      entry.rejected.map((rejection, index) => {
        const { evidence } = placeOf(entry, rejection);
        return el(
          "li",
          { class: "card", onmouseenter: () => on.light(index), onmouseleave: () => on.dim() },
          words(rejection.draft.statement, { class: "refused" }, "p"),
          el("p", { class: "badges" }, el("span", { class: "badge reason" }, spoken(rejection.reason))),
          words(rejection.message, { class: "why" }, "p"),
          evidence.map(([start, end]) => words(entry.article.text.slice(start, end), {}, "blockquote")),
        );
      }),
    ),
  );
}

/** What the reader set aside, and what the run says of itself. */
function remarks(entry) {
  const said = [
    ["Set aside by the reader", entry.article.warnings ?? []],
    ["Notes on the reading", entry.run.notes ?? []],
  ].filter(([, lines]) => lines.length);
  return said.map(([label, lines]) =>
    el("section", { class: "remarks" }, el("h3", {}, label), el("ul", {}, lines.map((line) => words(line, {}, "li")))),
  );
}

/** How the article was read and what that took. */
function provenance(entry) {
  const { run, article } = entry;
  const rows = [
    ["Engine", run.engine === run.model ? run.engine : `${run.engine} ${run.model}`],
    ["Requests", requests(run)],
    ["Tokens", run.requests ? tokensOf(run) : null],
    ["Cost", costOf(run)],
    ["Prompt", run.prompt ? run.prompt.slice(0, 16) : null],
    ["Read from", article.path],
    ["Language", article.lang],
    ["Article", article.id],
  ].filter(([, value]) => value);
  return el(
    "details",
    { class: "provenance" },
    el("summary", {}, "How it was read"),
    el("dl", {}, rows.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, words(value))))),
  );
}

function requests(run) {
  const again = [run.retries ? number(run.retries, "retry") : null, run.reasks ? number(run.reasks, "re-ask") : null];
  const extra = again.filter(Boolean).join(", ");
  return run.requests.toLocaleString("en") + (extra ? ` (${extra})` : "");
}

function tokensOf(run) {
  const cached = run.tokens_cached ? ` (${run.tokens_cached.toLocaleString("en")} cached)` : "";
  return `${run.tokens_in.toLocaleString("en")} in${cached}, ${run.tokens_out.toLocaleString("en")} out`;
}

function costOf(run) {
  if (run.cost !== undefined) return `$${run.cost.toFixed(4)}`;
  return run.requests ? "unknown" : "none: no model was asked";
}
