// Keys for the whole page. Letters work only where nothing is typed, and can be switched off.

function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (byId("keys").open) return;
    const typing = event.target.matches?.("input:not([type=checkbox])");
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      else escape();
      return;
    }
    if (typing || !byId("letters").checked) return;
    const act = {
      "/": focusSearch,
      "?": () => byId("keys").showModal(),
      n: () => state.view === "article" && turnPage(1),
      p: () => state.view === "article" && turnPage(-1),
      o: () => go({ view: "overview" }),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", follow);
  byId("show-keys").addEventListener("click", () => byId("keys").showModal());
  byId("clear").addEventListener("click", clearFilters);
  byId("search").addEventListener("input", (event) => become({ q: event.target.value }));
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
}

/** A link within the report is followed at once, without a browser's way there; one to be opened elsewhere is its own. */
function follow(event) {
  const link = event.target.closest('a[href^="#view="]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", link.getAttribute("href"));
  arrive();
}

function focusSearch() {
  byId("filters").open = true;
  byId("search").focus();
}

/** One step back: the chosen sentence, then the open claim. */
function escape() {
  if (state.view !== "article") return;
  if (desk.sentence !== null) chooseSentence(desk.sentence, false);
  else if (state.claim) become({ claim: "" });
}
