// Every claim that the filters leave, from all articles, in the order of the articles.

const SHOWN = 50;

let lists = { selection: null, limit: SHOWN, cards: [] };

function drawClaims() {
  if (lists.selection === selection) return;
  lists = { selection, limit: SHOWN, cards: [] };
  lists.ol = el("ol", { class: "cards wide", onkeydown: (event) => walk(event, lists.cards) });
  lists.more = button("", () => moreClaims(), {});
  byId("claims").replaceChildren(
    el("h2", {}, number(selection.items.length, "claim")),
    ...(selection.items.length ? [] : [el("p", { class: "empty" }, "No claim fits the filters.")]),
    lists.ol,
    lists.more,
  );
  fillClaims();
}

function moreClaims() {
  const first = lists.limit;
  lists.limit += SHOWN;
  fillClaims();
  lists.cards[first]?.statement.focus();
}

function fillClaims() {
  for (const item of selection.items.slice(lists.cards.length, lists.limit)) {
    const made = card(item, { light() {}, dim() {}, press: () => unfold(made, !made.node.classList.contains("open")) }, false);
    if (articles.length > 1) {
      made.node.querySelector(".badges").append(el("span", { class: "from" }, articleLink(item.entry, item.number)));
    }
    lists.cards.push(made);
    lists.ol.append(made.node);
  }
  const rest = selection.items.length - lists.cards.length;
  lists.more.hidden = rest <= 0;
  lists.more.textContent = `Show ${Math.min(SHOWN, rest)} more`;
}
